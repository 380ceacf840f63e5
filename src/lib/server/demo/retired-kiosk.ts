import { assert } from '../../base/assert.ts';
import { toBase64Url, toHex } from '../../base/bytes.ts';
import { asId, type DeviceId, type MemberId, type OutboxId } from '../../base/id.ts';
import type { Session } from '../../domain/course.ts';
import type { CheckIn } from '../../domain/fact.ts';
import { chainStart, headAfter, nextEntry, type Entry } from '../../sync/entry.ts';
import { WIRE_VERSION } from '../../sync/versions.ts';
import type { Hub } from '../hub.ts';
import { recordBatch } from '../ledger.ts';
import { DEMO } from './content.ts';
import { DEMO_ITSELF } from './itself.ts';

/** A machine of the demo's past: paired and chained as a kiosk is, and taken out of service when all is told. */
export interface RetiredKiosk {
	/** Writes the next entry into its outbox. */
	write(fact: CheckIn, at: number): void;
	/** Sends what it wrote since it sent last. */
	deliver(): Promise<void>;
	/** From here on it goes on as if its disk had been put back from before the first entry. */
	putBack(): void;
	retire(): Promise<void>;
}

const MINUTE = 60_000;
const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
/** Null where a machine of this name is there already. */
export async function retiredKiosk(hub: Hub, name: string): Promise<RetiredKiosk | null> {
	const venueId = DEMO.venue.id;
	if ((await hub.devices.list(venueId)).some((device) => device.name === name)) return null;
	const deviceId = await pair(hub, name);
	const identity = { venueId, outboxId: asId<OutboxId>(toHex(hub.random.bytes(16))) };
	let head = chainStart(identity);
	let waiting: Entry[] = [];
	return {
		write(fact, at) {
			const entry = nextEntry(identity, head, fact, { wall: at, mono: 0, offset: 0, uncertainty: 50 });
			head = headAfter(entry);
			waiting.push(entry);
		},
		async deliver() {
			const entries = waiting;
			waiting = [];
			const batch = { identity, deviceId, flags: [], entries, said: head, oldest: 1, now: hub.clock.now() };
			await hub.storage.write(identity.venueId, (tx) => recordBatch(tx, batch));
		},
		putBack() {
			head = chainStart(identity);
		},
		retire: () => hub.devices.revoke(deviceId, DEMO_ITSELF),
	};
}

async function pair(hub: Hub, name: string): Promise<DeviceId> {
	const keys = await crypto.subtle.generateKey(P256, false, ['sign', 'verify']);
	const publicKey = toBase64Url(new Uint8Array(await crypto.subtle.exportKey('spki', keys.publicKey)));
	const token = await hub.devices.pairingLink(DEMO.venue.id, 'kiosk', name, MINUTE);
	const paired = await hub.devices.requestPairing({ v: WIRE_VERSION, publicKey, kind: 'kiosk', token });
	assert(paired.ok && paired.value.state === 'paired', 'a fresh one-time link pairs');
	return paired.value.deviceId;
}

/** A pass held before the camera. */
export const demoCheckIn = (session: Session, memberId: MemberId, late = false): CheckIn => ({
	...{ kind: 'check-in', sessionId: session.id, memberId, serial: 1, channel: 'camera', staffId: null },
	flags: late ? ['late'] : [],
});
