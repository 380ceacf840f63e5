/** A record as it lies in the cache. */
export interface ReadRecord {
	readonly kind: string;
	readonly id: string;
	readonly body: unknown;
}

/** Bodies by id on the shelf of their kind; kinds without a shelf are left out. */
export function shelved<Shelf extends string>(
	shelfOf: Readonly<Record<string, Shelf>>,
	records: readonly ReadRecord[],
): Record<Shelf, ReadonlyMap<string, unknown>> {
	const shelves = Object.fromEntries(
		Object.values(shelfOf).map((shelf) => [shelf, new Map<string, unknown>()]),
	) as Record<Shelf, Map<string, unknown>>;
	for (const { kind, id, body } of records)
		if (Object.hasOwn(shelfOf, kind)) shelves[shelfOf[kind]!].set(id, body);
	return shelves;
}
