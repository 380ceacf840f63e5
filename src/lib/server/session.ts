import type { SessionId, VenueId } from '../base/id.ts';
import type { Session } from '../domain/course.ts';
import { visitDate, visitsOf } from '../domain/visits.ts';
import { parseBody } from '../sync/records.ts';
import type { Tx } from './storage/port.ts';

/** A session as it is published, or a day's visits where the venue counts them; null where there is neither. */
export async function readSession(tx: Tx, venueId: VenueId, id: SessionId): Promise<Session | null> {
	const body = await tx.records.body(venueId, 'session', id);
	if (body !== null) return parseBody('session', JSON.parse(body));
	const text = visitDate(id) === null ? null : await tx.records.body(venueId, 'venue', venueId);
	const venue = text === null ? null : parseBody('venue', JSON.parse(text));
	return (venue && visitsOf(venue, id)?.session) ?? null;
}
