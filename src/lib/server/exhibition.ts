import type { VenueId } from '../base/id.ts';
import { EXHIBITION_KINDS, SHELVES, type Exhibition } from '../domain/exhibition.ts';
import { byId } from './catalogue.ts';
import type { Tx } from './storage/port.ts';

/** What a venue exhibits: published, as its kiosks show it. */
export async function readExhibition(tx: Tx, venueId: VenueId): Promise<Exhibition> {
	const rows = await tx.records.ofKinds(venueId, EXHIBITION_KINDS);
	const shelves = EXHIBITION_KINDS.map((kind) => [SHELVES[kind], byId(rows, kind)] as const);
	return Object.fromEntries(shelves) as unknown as Exhibition;
}
