import { randomBytes } from 'node:crypto';
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { asId, type MemberId, type VenueId } from '../../src/lib/base/id.ts';
import { hashTextNatively } from '../../src/lib/server/hash-text.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import { headAfter, nextEntry } from '../../src/lib/sync/entry.ts';
import { pairKiosk, type TestKiosk } from '../hub/outbox-twin.ts';
import { HOUR } from '../hub/small-venue.ts';
import { cookieOf } from './hub-process.ts';
import type { HerdKiosk } from './herd-kiosks.ts';
import { openVenues, sessionId, sessionsFor } from './venue-load.ts';

export const QUEUE = 200;
const KIOSKS_PER_VENUE = 10;

/** Pairs `count` kiosks with this hub and writes what each has to send to `plan`.json and `plan`.bodies. */
export async function planHerd(hub: Hub, count: number, plan: string): Promise<void> {
	const now = Date.now();
	const venues = await openVenues(hub, Math.ceil(count / KIOSKS_PER_VENUE), sessionsFor(QUEUE), now);
	const file = openSync(`${plan}.bodies`, 'w');
	const kiosks: HerdKiosk[] = [];
	let from = 0;
	for (let first = 0; first < count; first += 50) {
		// Side by side: they share commits.
		const some = await Promise.all(
			Array.from({ length: Math.min(50, count - first) }, async (_, i) => {
				const kiosk = await pairKiosk(hub, '1 号机', venues[Math.floor((first + i) / KIOSKS_PER_VENUE)]);
				return { kiosk, cookie: await cookieOf(hub, kiosk) };
			}),
		);
		for (const { kiosk, cookie } of some) {
			const body = Buffer.from(JSON.stringify(outboxOf(kiosk, now)));
			writeSync(file, body);
			kiosks.push({ cookie, from, length: body.length, head: `"head":${JSON.stringify(kiosk.head)}` });
			from += body.length;
		}
	}
	closeSync(file);
	writeFileSync(`${plan}.json`, JSON.stringify(kiosks));
}

function outboxOf(kiosk: TestKiosk, now: number) {
	const { outboxId } = kiosk;
	const identity = { venueId: kiosk.device.venueId satisfies VenueId, outboxId };
	const entries = Array.from({ length: QUEUE }, (_, i) => {
		const memberId = asId<MemberId>(randomBytes(8).toString('hex'));
		const fact = {
			...{ kind: 'check-in' as const, sessionId: sessionId(Math.floor(i / 15)), memberId, serial: 1 },
			...{ channel: 'camera' as const, flags: [], staffId: null },
		};
		const timing = { wall: now - HOUR + 10_000 * i, mono: 10_000 * i, offset: 0, uncertainty: 20 };
		const entry = nextEntry(identity, kiosk.head, fact, timing, hashTextNatively);
		kiosk.head = headAfter(entry);
		return entry;
	});
	return kiosk.request(entries);
}
