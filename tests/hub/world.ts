import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { toHex } from '../../src/lib/base/bytes.ts';
import type { Clock } from '../../src/lib/base/clock.ts';
import { asId, type MemberId, type OutboxId, type SessionId, type VenueId } from '../../src/lib/base/id.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import type { Fact, Flag } from '../../src/lib/domain/fact.ts';
import { openHub } from '../../src/lib/server/compose.ts';
import type { Device, Hub, Staff } from '../../src/lib/server/hub.ts';
import { makeLog } from '../../src/lib/server/log.ts';
import { importPeople } from '../../src/lib/server/people.ts';
import {
	chainStart,
	headAfter,
	nextEntry,
	WIRE_VERSION,
	type ChainHead,
	type Entry,
} from '../../src/lib/sync/entry.ts';
import type { RecordBody, RecordKind } from '../../src/lib/sync/records.ts';
import { headStatement, type EntriesRequest, type EntriesResponse } from '../../src/lib/sync/wire.ts';

/** Monday 10:00 in Shanghai. */
export const MONDAY_10 = Date.parse('2026-11-23T02:00:00Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export const venueId = asId<VenueId>('palace');
export const CALLIGRAPHY = asId<SessionId>('calligraphy-1');
export const EVENING = asId<SessionId>('evening-1');

/** A clock that moves when told. */
export interface TestClock extends Clock {
	at: number;
}

/** A real hub in a directory of its own, gone when the test is over. */
export interface World {
	readonly hub: Hub;
	readonly clock: TestClock;
	readonly directory: string;
	readonly staff: Staff;
}

export const temporaryDirectory = (): string => {
	const directory = mkdtempSync(join(tmpdir(), 'gongzhan-'));
	onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
	return directory;
};

export const testClock = (): TestClock => ({
	at: MONDAY_10,
	now() {
		return this.at;
	},
	monotonic() {
		return this.at - MONDAY_10;
	},
});

export async function openWorld(directory = temporaryDirectory(), clock = testClock()): Promise<World> {
	const config = { host: '127.0.0.1', port: 0, dataDir: directory, origin: null, tls: null };
	const opened = await openHub(config, { clock, random: systemRandom, log: makeLog('silent') });
	if (!opened.ok) throw new Error(opened.error);
	const hub = opened.value;
	onTestFinished(() => hub.close());
	const staff = await makeOwner(hub);
	await publishVenue(hub, venueId);
	return { hub, clock, directory, staff };
}

async function makeOwner(hub: Hub): Promise<Staff> {
	const account = { login: 'owner', name: '陈站长', password: 'correct horse' };
	const made = await hub.staff.acceptInvite(await hub.staff.inviteOwner(), account);
	if (made.ok) return made.value.staff;
	const known = await hub.staff.signIn(account.login, account.password, 'test');
	if (!known.ok) throw new Error(known.error);
	return known.value.staff;
}

/** A venue with one room, a class that is on at 10:10 and one at 19:00. */
export async function publishVenue(hub: Hub, id: VenueId): Promise<void> {
	const session = (sessionId: SessionId, offeringId: string, startsAt: number) => ({
		id: sessionId,
		...{ offeringId, roomId: 'room-1', startsAt, endsAt: startsAt + 2 * HOUR, status: 'scheduled' },
	});
	const offering = (offeringId: string, capacity: number) => ({
		...{ id: offeringId, courseId: 'course', name: { zh: '秋季班' }, teacher: { name: { zh: '李老师' } } },
		capacity,
	});
	const bodies: Partial<Record<RecordKind, { id: string }[]>> = {
		venue: [
			{
				id,
				...{ name: { zh: '示范市工人文化宫' }, kind: 'palace', zone: 'Asia/Shanghai', openingHours: [] },
				...{ modules: {}, policy: {}, idle: {}, scanner: 'both', languages: ['zh', 'en'], demo: true },
			} as { id: string },
		],
		room: [{ id: 'room-1', name: { zh: '工艺教室' }, floor: 2 } as { id: string }],
		programme: [{ id: 'programme', name: { zh: '职工夜校' }, tint: 'red' } as { id: string }],
		course: [{ id: 'course', programmeId: 'programme', name: { zh: '书法' } } as { id: string }],
		offering: [offering('calligraphy', 20), offering('evening', 20)],
		session: [
			session(CALLIGRAPHY, 'calligraphy', MONDAY_10 + 10 * MINUTE),
			session(EVENING, 'evening', MONDAY_10 + 9 * HOUR),
		],
	};
	await hub.records.publish(
		id,
		Object.entries(bodies).flatMap(([kind, list]) =>
			list.map((body) => ({ kind: kind as RecordKind, id: body.id, body: body as unknown as RecordBody })),
		),
	);
}

export const member = (n: number): MemberId => asId<MemberId>(n.toString(16).padStart(16, '0'));

/** `count` members named 王小明, all enrolled in calligraphy. */
export async function enrollMembers(hub: Hub, count: number, offering = 'calligraphy'): Promise<MemberId[]> {
	const ids = Array.from({ length: count }, (_, index) => member(index + 1));
	const done = await importPeople(hub, venueId, {
		members: ids.map((memberId, index) => ({
			memberId,
			...{ name: '王小明', number: `SF${index + 1}`, phone: '13800000000', union: '示范市总工会' },
		})),
		enrollments: ids.map((_, index) => ({ memberNumber: `SF${index + 1}`, offeringId: asId(offering) })),
	});
	if (!done.ok) throw new Error(done.error);
	return ids;
}

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
	checkIn(memberId: MemberId, at: number, options?: { sessionId?: SessionId; flags?: Flag[] }): Entry;
	request(entries?: readonly unknown[]): EntriesRequest;
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
	return {
		...{ device, publicKey, outboxId: identity.outboxId, entries: [], head: chainStart(identity) },
		sign: (statement) => signWith(privateKey, statement),
		append(fact, at, offset = 0) {
			const timing = { wall: at - offset, mono: 1000, offset, uncertainty: 20 };
			const entry = nextEntry(identity, this.head, fact, timing);
			this.entries.push(entry);
			this.head = headAfter(entry);
			return entry;
		},
		checkIn(memberId, at, { sessionId = CALLIGRAPHY, flags = [] } = {}) {
			const fact = { kind: 'check-in', sessionId, memberId, serial: 1, channel: 'camera', flags } as const;
			return this.append({ ...fact, flags, staffId: null }, at);
		},
		request(entries = this.entries) {
			const { outboxId, head } = this;
			const headSignature = this.sign(headStatement(outboxId, head));
			return { v: WIRE_VERSION, outboxId, entries: [...entries], head, headSignature };
		},
		async send(to, entries) {
			const answer = await to.ledger.ingest(this.device, this.request(entries));
			if (!answer.ok) throw new Error(answer.error);
			return answer.value;
		},
	};
}
