import type { MemberId, VenueId } from '../../src/lib/base/id.ts';
import type { Session } from '../../src/lib/domain/course.ts';
import type { CheckIn } from '../../src/lib/domain/fact.ts';
import { chainStart, headAfter, nextEntry, type ChainHead } from '../../src/lib/sync/entry.ts';
import { WIRE_VERSION } from '../../src/lib/sync/versions.ts';
import { headStatement, type ChangesResponse, type EntriesResponse } from '../../src/lib/sync/wire.ts';
import { told, type DeviceTwin } from './device-twin.ts';

/** A check-in that a device made at `at`: sent as the next after `head`, or as its first. Says how it was received. */
export async function deliver(
	kiosk: DeviceTwin,
	session: Session,
	memberId: string,
	at: number,
	head?: ChainHead,
): Promise<{ outcome: string; head: ChainHead }> {
	const outbox: { venueId: VenueId; outboxId: DeviceTwin['outboxId'] } = kiosk;
	const fact: CheckIn = {
		...{ kind: 'check-in', sessionId: session.id, memberId: memberId as MemberId, serial: 1 },
		...{ channel: 'camera', flags: [], staffId: null },
	};
	const timing = { wall: at, mono: 1, offset: 0, uncertainty: 50 };
	const entry = nextEntry(outbox, head ?? chainStart(outbox), fact, timing);
	const after = headAfter(entry);
	const headSignature = await kiosk.sign(headStatement(kiosk.outboxId, after));
	const request = { v: WIRE_VERSION, outboxId: kiosk.outboxId, entries: [entry], head: after, headSignature };
	const sent = await kiosk.post('/api/v1/sync/entries', { ...request, oldest: 1 });
	return { outcome: (await told<EntriesResponse>(sent)).receipts[0]!.outcome, head: after };
}

/** Everything that a device is told. */
export const recordsFor = async (device: DeviceTwin) =>
	(await told<ChangesResponse>(await device.get('/api/v1/sync/changes?cursor=0'))).records;

/** A session whose check-in is open now. */
export async function openSession(device: DeviceTwin): Promise<Session> {
	const now = Date.now();
	return (await recordsFor(device))
		.filter((record) => record.kind === 'session')
		.map((record) => record.body as Session)
		.find((s) => s.status === 'scheduled' && s.startsAt - 25 * 60_000 < now && s.endsAt > now + 60_000)!;
}
