import type { Catalogue } from '../../domain/catalogue.ts';
import type { Venue } from '../../domain/venue.ts';

interface CatalogueRecord {
	readonly kind: string;
	readonly id: string;
	readonly body: unknown;
}

/** Under which name the catalogue holds the records of a kind. */
const SHELF = {
	room: 'rooms',
	programme: 'programmes',
	course: 'courses',
	offering: 'offerings',
	session: 'sessions',
	honoree: 'honorees',
	tally: 'tallies',
} as const;

const isShelved = (kind: string): kind is keyof typeof SHELF => kind in SHELF;

/**
 * The catalogue that these records make, or null where the venue itself is missing. `records` are all there are
 * of `kinds`; the other shelves are taken from `before`, so that honorees may come after the board.
 */
export function catalogueFrom(
	kinds: readonly string[],
	records: readonly CatalogueRecord[],
	before: Catalogue | null = null,
): Catalogue | null {
	let venue = kinds.includes('venue') ? null : (before?.venue ?? null);
	const shelves: Record<string, Map<string, unknown>> = {};
	for (const [kind, shelf] of Object.entries(SHELF)) {
		const kept: ReadonlyMap<string, unknown> = (!kinds.includes(kind) && before?.[shelf]) || new Map();
		shelves[shelf] = new Map(kept);
	}
	for (const { kind, id, body } of records) {
		if (kind === 'venue') venue = body as Venue;
		else if (isShelved(kind)) shelves[SHELF[kind]]!.set(id, body);
	}
	return venue && ({ venue, ...shelves } as unknown as Catalogue);
}
