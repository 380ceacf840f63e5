import * as v from 'valibot';
import type { VenueId } from '../base/id.ts';
import { plainName, type OwnHeaders } from '../domain/table-headers.ts';
import type { HubStorage } from './storage/port.ts';

/** How a venue calls the columns of its own tables: said once, and understood from then on. */

const Kept = v.record(v.pipe(v.string(), v.maxLength(80)), v.string());
const MOST = 100;

/** Which tables. */
export type TableKind = 'schedule' | 'members';

const keyOf = (venueId: VenueId, kind: TableKind): string => `headers ${kind} ${venueId}`;

/** `columns`: those there are; a name for what is no column any more is passed over. */
export async function ownHeaders<Column extends string>(
	storage: HubStorage,
	venueId: VenueId,
	kind: TableKind,
	columns: Readonly<Record<Column, unknown>>,
): Promise<OwnHeaders<Column>> {
	const text = await storage.read((tx) => tx.meta.get(keyOf(venueId, kind)));
	const kept = text === null ? {} : v.parse(Kept, JSON.parse(text));
	return new Map(
		Object.entries(kept).filter(([, column]) => column in columns),
	) as unknown as OwnHeaders<Column>;
}

/** Adds what was said now; an empty column forgets the header. */
export async function keepHeaders(
	storage: HubStorage,
	venueId: VenueId,
	kind: TableKind,
	said: ReadonlyMap<string, string>,
): Promise<void> {
	if (said.size === 0) return;
	await storage.write(venueId, async (tx) => {
		const text = await tx.meta.get(keyOf(venueId, kind));
		const kept = new Map(Object.entries(text === null ? {} : v.parse(Kept, JSON.parse(text))));
		for (const [header, column] of said)
			if (column === '') kept.delete(plainName(header));
			else kept.set(plainName(header).slice(0, 80), column);
		await tx.meta.set(keyOf(venueId, kind), JSON.stringify(Object.fromEntries([...kept].slice(-MOST))));
	});
}
