import type { VenueId } from '../base/id.ts';
import { parseBody } from '../sync/records.ts';
import type { Tx } from './storage/port.ts';

/** The venue's IANA zone; UTC where nothing is known of it. */
export async function zoneOf(tx: Tx, venueId: VenueId): Promise<string> {
	const body = await tx.records.body(venueId, 'venue', venueId);
	return (body && parseBody('venue', JSON.parse(body))?.zone) ?? 'UTC';
}
