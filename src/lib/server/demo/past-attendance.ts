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
import { seeded } from './seeded.ts';

/** The machine that the past check-ins were made on: taken out of service when the demo begins. */
const RETIRED = '旧签到机（已停用）';
const MINUTE = 60_000;
const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
/** Nobody on the staff: the demo itself acts. */
const DEMO_ITSELF = { id: '00'.repeat(8) } as Staff;

/**
 * Check-ins of the sessions that are over, sent in as a kiosk would: paired, chained, signed, then retired.
 * Does nothing where that machine is there already.
 */
export async function addPastAttendance(hub: Hub, sessions: Iterable<Session>): Promise<void> {
	const venueId = DEMO.venue.id;
	if ((await hub.devices.list(venueId)).some((device) => device.name === RETIRED)) return;
	const { device, sign } = await pairRetired(hub);
	const outbox = { venueId, outboxId: asId<OutboxId>(toHex(hub.random.bytes(16))) };
	let head = chainStart(outbox);
	let batch: Entry[] = [];
	const send = async (): Promise<void> => {
		const { outboxId } = outbox;
		const headSignature = await sign(headStatement(outboxId, head));
		const answer = await hub.ledger.ingest(device, {
			...{ v: WIRE_VERSION, outboxId, entries: batch, head, headSignature, oldest: 1 },
		});
		assert(answer.ok, 'the hub takes the check-ins of a machine it has just paired');
		batch = [];
	};
	for (const { at, fact } of await pastCheckIns(hub, sessions)) {
		const entry = nextEntry(outbox, head, fact, { wall: at, mono: 0, offset: 0, uncertainty: 50 });
		head = headAfter(entry);
		if (batch.push(entry) === BATCH_LIMIT[WIRE_VERSION]) await send();
	}
	if (batch.length > 0) await send();
	await hub.devices.revoke(device.id, DEMO_ITSELF);
}

async function pairRetired(hub: Hub): Promise<{ device: Device; sign: (text: string) => Promise<string> }> {
	const venueId = DEMO.venue.id;
	const keys = await crypto.subtle.generateKey(P256, false, ['sign', 'verify']);
	const publicKey = toBase64Url(new Uint8Array(await crypto.subtle.exportKey('spki', keys.publicKey)));
	const token = await hub.devices.pairingLink(venueId, 'kiosk', RETIRED, MINUTE);
	const paired = await hub.devices.requestPairing({ v: WIRE_VERSION, publicKey, kind: 'kiosk', token });
	const device = (await hub.devices.list(venueId)).find(
		({ id }) => paired.ok && paired.value.state === 'paired' && paired.value.deviceId === id,
	);
	assert(device, 'a fresh one-time link pairs');
	const sign = async (text: string): Promise<string> =>
		toBase64Url(new Uint8Array(await crypto.subtle.sign(P256, keys.privateKey, utf8(text) as BufferSource)));
	return { device, sign };
}

/** In order of time: most of those enrolled came, most of them before the start. */
async function pastCheckIns(hub: Hub, sessions: Iterable<Session>): Promise<{ at: number; fact: CheckIn }[]> {
	const venueId = DEMO.venue.id;
	const now = hub.clock.now();
	const { lateAfter } = DEMO.venue.policy;
	const over = [...sessions].filter((s) => s.endsAt <= now && s.status === 'scheduled');
	const checkIns = await hub.storage.read(async (tx) => {
		const all: { at: number; fact: CheckIn }[] = [];
		for (const session of over) {
			const chance = seeded(session.id);
			for (const { memberId } of await tx.people.enrolled(venueId, session.offeringId)) {
				if (chance.below(100) >= 82) continue;
				const minutes = chance.below(10) === 0 ? chance.below(25) : -chance.below(20);
				const at = session.startsAt + minutes * MINUTE + chance.below(MINUTE);
				all.push({ at, fact: checkIn(session, memberId, minutes >= lateAfter) });
			}
		}
		return all;
	});
	return checkIns.sort((a, b) => a.at - b.at);
}

const checkIn = (session: Session, memberId: MemberId, late: boolean): CheckIn => ({
	...{ kind: 'check-in', sessionId: session.id, memberId, serial: 1, channel: 'camera', staffId: null },
	flags: late ? ['late'] : [],
});
