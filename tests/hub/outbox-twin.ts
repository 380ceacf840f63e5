import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { toHex } from '../../src/lib/base/bytes.ts';
import { asId, type MemberId, type OutboxId, type SessionId } from '../../src/lib/base/id.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import type { Fact, Flag } from '../../src/lib/domain/fact.ts';
import type { Device, Hub } from '../../src/lib/server/hub.ts';
import { chainStart, headAfter, nextEntry, type ChainHead, type Entry } from '../../src/lib/sync/entry.ts';
import { WIRE_VERSION } from '../../src/lib/sync/versions.ts';
import { headStatement, type EntriesRequest, type EntriesResponse } from '../../src/lib/sync/wire.ts';
import { CALLIGRAPHY, HOUR, venueId } from './small-venue.ts';

/** A paired machine with its key and its outbox. */
export interface TestKiosk {
	device: Device;
	readonly publicKey: string;
	readonly outboxId: OutboxId;
	readonly entries: Entry[];
	head: ChainHead;
	sign(statement: string): string;
	/** Writes a fact into the outbox. */
	append(fact: Fact, at: number, offset?: number): Entry;
	checkIn(
		memberId: MemberId,
		at: number,
		options?: { sessionId?: SessionId; flags?: Flag[]; party?: number },
	): Entry;
	request(this: TestKiosk, entries?: readonly unknown[]): EntriesRequest;
	/** Sends and expects to be understood. */
	send(hub: Hub, entries?: readonly unknown[]): Promise<EntriesResponse>;
}

export const newKey = (): { privateKey: KeyObject; publicKey: string } => {
	const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	return {
		privateKey: pair.privateKey,
		publicKey: pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64url'),
	};
};

export const signWith = (privateKey: KeyObject, statement: string): string =>
	sign('sha256', Buffer.from(statement), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString(
		'base64url',
	);

export async function pairKiosk(hub: Hub, name = '一楼大厅 1 号机', venue = venueId): Promise<TestKiosk> {
	const { privateKey, publicKey } = newKey();
	const token = await hub.devices.pairingLink(venue, 'kiosk', name, HOUR);
	const paired = await hub.devices.requestPairing({ v: WIRE_VERSION, publicKey, kind: 'kiosk', token });
	if (!paired.ok || paired.value.state !== 'paired') throw new Error('not paired');
	const { deviceId } = paired.value;
	const device = (await hub.devices.list(venue)).find((candidate) => candidate.id === deviceId)!;
	const identity = { venueId: venue, outboxId: asId<OutboxId>(toHex(systemRandom.bytes(16))) };
	const kiosk: TestKiosk = {
		...{ device, publicKey, outboxId: identity.outboxId, entries: [], head: chainStart(identity) },
		sign: (statement) => signWith(privateKey, statement),
		append(fact, at, offset = 0) {
			const timing = { wall: at - offset, mono: 1000, offset, uncertainty: 20 };
			const entry = nextEntry(identity, this.head, fact, timing);
			this.entries.push(entry);
			this.head = headAfter(entry);
			return entry;
		},
		checkIn(memberId, at, { sessionId = CALLIGRAPHY, flags = [], party } = {}) {
			const fact = { kind: 'check-in', sessionId, memberId, serial: 1, channel: 'camera', flags } as const;
			return this.append({ ...fact, flags, ...(party && { party }), staffId: null }, at);
		},
		request(this: TestKiosk, entries = this.entries) {
			const { outboxId, head } = this;
			const headSignature = this.sign(headStatement(outboxId, head));
			return { v: WIRE_VERSION, outboxId, entries: [...entries], head, headSignature, oldest: 1 };
		},
		async send(to, entries) {
			const answer = await to.ledger.ingest(this.device, this.request(entries));
			if (!answer.ok) throw new Error(answer.error);
			return answer.value;
		},
	};
	return kiosk;
}
