import type { VenueId } from '../base/id.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { parseBody, type RecordBody, type RecordKind } from '../sync/records.ts';
import type { RecordRow, Tx } from './storage/port.ts';

const KINDS = [
	'venue',
	'room',
	'programme',
	'course',
	'offering',
	'session',
	'tally',
] as const satisfies RecordKind[];

/** What a venue publishes, by id; null where it has no `venue` record. */
export async function readCatalogue(tx: Tx, venueId: VenueId): Promise<Catalogue | null> {
	return catalogueOf(await catalogueRows(tx, venueId));
}

export const catalogueRows = (tx: Tx, venueId: VenueId): Promise<RecordRow[]> =>
	tx.records.ofKinds(venueId, KINDS);

export function catalogueOf(rows: readonly RecordRow[]): Catalogue | null {
	const venue = bodies(rows, 'venue')[0]?.[1];
	if (!venue) return null;
	return {
		venue,
		rooms: byId(rows, 'room'),
		programmes: byId(rows, 'programme'),
		courses: byId(rows, 'course'),
		offerings: byId(rows, 'offering'),
		sessions: byId(rows, 'session'),
		tallies: new Map(bodies(rows, 'tally').map(([id, tally]) => [id as never, tally])),
	};
}

/** Bodies of one kind with their ids. One that this version does not understand is left out [S16]. */
export function bodies<K extends RecordKind>(rows: readonly RecordRow[], kind: K): [string, RecordBody<K>][] {
	return rows.flatMap((row): [string, RecordBody<K>][] => {
		const body = row.kind === kind && row.body !== null ? parseBody(kind, JSON.parse(row.body)) : null;
		return body === null ? [] : [[row.id, body]];
	});
}

export function byId<K extends RecordKind, Body extends RecordBody<K> & { id: string }>(
	rows: readonly RecordRow[],
	kind: K,
): Map<Body['id'], Body> {
	return new Map(bodies(rows, kind).map(([, body]) => [(body as Body).id, body as Body]));
}
