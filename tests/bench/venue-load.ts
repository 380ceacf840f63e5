import type { CheckIn } from '../../src/lib/domain/fact.ts';
import { randomBytes } from 'node:crypto';
import { asId, type MemberId, type SessionId, type VenueId } from '../../src/lib/base/id.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import type { RecordBody } from '../../src/lib/sync/records.ts';
import type { EntriesRequest } from '../../src/lib/sync/wire.ts';
import { pairKiosk, type TestKiosk } from '../hub/outbox-twin.ts';
import { HOUR, MINUTE, publishVenue } from '../hub/small-venue.ts';

/** What a batch of a real venue is like: two kiosks in the lobby, classes of thirty, each person once and now and then twice. */
const KIOSKS_PER_VENUE = 2;
const CLASS = 30;
const TWICE = 0.02;

export interface Queue {
	readonly kiosk: TestKiosk;
	/** In the order in which they are to be sent. */
	readonly requests: readonly EntriesRequest[];
}

/** `count` venues with `sessions` sessions each that are on at `now`. */
export async function openVenues(hub: Hub, count: number, sessions: number, now: number): Promise<VenueId[]> {
	const venues = Array.from({ length: count }, (_, n) => asId<VenueId>(`venue-${n + 1}`));
	for (const venueId of venues) {
		await publishVenue(hub, venueId);
		await hub.records.publish(
			venueId,
			Array.from({ length: sessions }, (_, n) => ({
				...{ kind: 'session' as const, id: sessionId(n) },
				body: {
					...{ id: sessionId(n), offeringId: 'calligraphy', roomId: 'room-1', status: 'scheduled' },
					...{ startsAt: now - HOUR, endsAt: now + HOUR },
				} as unknown as RecordBody<'session'>,
			})),
		);
	}
	return venues;
}

export const sessionId = (n: number): SessionId => asId<SessionId>(`class-${n + 1}`);
/** How many sessions a venue needs for so many entries of one kiosk. */
export const sessionsFor = (entries: number): number => Math.ceil((entries * KIOSKS_PER_VENUE) / CLASS);

/**
 * The queues of all kiosks of these venues: `batches` requests of `size` entries each, of the last hours before `now`. The
 * kiosks of a venue share its classes.
 */
export async function fillQueues(
	hub: Hub,
	venues: readonly VenueId[],
	{ batches, size, now }: { batches: number; size: number; now: number },
	kiosksPerVenue = KIOSKS_PER_VENUE,
): Promise<Queue[]> {
	const queues: Queue[] = [];
	for (const venueId of venues)
		for (let n = 0; n < kiosksPerVenue; n++) {
			const kiosk = await pairKiosk(hub, `${n + 1} 号机`, venueId);
			const requests: EntriesRequest[] = [];
			for (let batch = 0; batch < batches; batch++) {
				for (let i = 0; i < size; i++) write(kiosk, batch * size + i, now - HOUR + batch * MINUTE + i);
				requests.push(kiosk.request(kiosk.entries.splice(0)));
			}
			queues.push({ kiosk, requests });
		}
	return queues;
}

function write(kiosk: TestKiosk, nth: number, at: number): void {
	const last = kiosk.entries.at(-1)?.fact as CheckIn | undefined;
	const again = last && Math.random() < TWICE;
	const memberId = again ? last.memberId : asId<MemberId>(randomBytes(8).toString('hex'));
	const session = again ? last.sessionId : sessionId(Math.floor((nth * KIOSKS_PER_VENUE) / CLASS));
	kiosk.checkIn(memberId, at, { sessionId: session });
}
