import { assert } from '../../base/assert.ts';
import { toBase64Url, toHex, utf8 } from '../../base/bytes.ts';
import { asId, type MemberId, type OutboxId } from '../../base/id.ts';
import type { Session } from '../../domain/course.ts';
import type { CheckIn } from '../../domain/fact.ts';
import { chainStart, headAfter, nextEntry, type Entry } from '../../sync/entry.ts';
import { WIRE_VERSION } from '../../sync/versions.ts';
import { BATCH_LIMIT, headStatement } from '../../sync/wire.ts';
import type { Device, Hub, Staff } from '../hub.ts';
import { DEMO } from './content.ts';

/** A machine of the demo's past: paired, chained and signed as a kiosk is, and taken out of service when all is told. */
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
/** Nobody on the staff: the demo itself acts. */
export const DEMO_ITSELF = { id: '00'.repeat(8) } as Staff;

/** Null where a machine of this name is there already. */
export async function retiredKiosk(hub: Hub, name: string): Promise<RetiredKiosk | null> {
	const venueId = DEMO.venue.id;
	if ((await hub.devices.list(venueId)).some((device) => device.name === name)) return null;
	const { device, sign } = await pair(hub, name);
	const outbox = { venueId, outboxId: asId<OutboxId>(toHex(hub.random.bytes(16))) };
	let head = chainStart(outbox);
	let waiting: Entry[] = [];
	return {
		write(fact, at) {
			const entry = nextEntry(outbox, head, fact, { wall: at, mono: 0, offset: 0, uncertainty: 50 });
			head = headAfter(entry);
			waiting.push(entry);
		},
		async deliver() {
			const headSignature = await sign(headStatement(outbox.outboxId, head));
			for (; waiting.length > 0; waiting = waiting.slice(BATCH_LIMIT[WIRE_VERSION])) {
				const entries = waiting.slice(0, BATCH_LIMIT[WIRE_VERSION]);
				const answer = await hub.ledger.ingest(device, {
					...{ v: WIRE_VERSION, outboxId: outbox.outboxId, entries, head, headSignature, oldest: 1 },
				});
				assert(answer.ok, 'the hub takes the check-ins of a machine it has just paired');
			}
		},
		putBack() {
			head = chainStart(outbox);
		},
		retire: () => hub.devices.revoke(device.id, DEMO_ITSELF),
	};
}

async function pair(
	hub: Hub,
	name: string,
): Promise<{ device: Device; sign: (text: string) => Promise<string> }> {
	const venueId = DEMO.venue.id;
	const keys = await crypto.subtle.generateKey(P256, false, ['sign', 'verify']);
	const publicKey = toBase64Url(new Uint8Array(await crypto.subtle.exportKey('spki', keys.publicKey)));
	const token = await hub.devices.pairingLink(venueId, 'kiosk', name, MINUTE);
	const paired = await hub.devices.requestPairing({ v: WIRE_VERSION, publicKey, kind: 'kiosk', token });
	const device = (await hub.devices.list(venueId)).find(
		({ id }) => paired.ok && paired.value.state === 'paired' && paired.value.deviceId === id,
	);
	assert(device, 'a fresh one-time link pairs');
	const sign = async (text: string): Promise<string> =>
		toBase64Url(new Uint8Array(await crypto.subtle.sign(P256, keys.privateKey, utf8(text) as BufferSource)));
	return { device, sign };
}

/** A pass held before the camera. */
export const demoCheckIn = (session: Session, memberId: MemberId, late = false): CheckIn => ({
	...{ kind: 'check-in', sessionId: session.id, memberId, serial: 1, channel: 'camera', staffId: null },
	flags: late ? ['late'] : [],
});
