import { expect, it, onTestFinished } from 'vitest';
import { asId, type MemberId, type OfferingId } from '../../src/lib/base/id.ts';
import { openRoster, rosterLookup } from '../../src/lib/domain/roster.ts';
import { fromHex } from '../../src/lib/base/bytes.ts';
import type { SeatFact } from '../../src/lib/domain/fact.ts';
import { LEASE_LOST_MS, LEASE_MS } from '../../src/lib/domain/lease.ts';
import type { SignUpPolicy } from '../../src/lib/domain/sign-up-policy.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import { importPeople } from '../../src/lib/server/people.ts';
import { answerLease, settleQueues } from '../../src/lib/server/leases.ts';
import type { LeaseRow, SeatStore } from '../../src/lib/server/storage/seat-port.ts';
import { verifyLedger } from '../../src/lib/server/verify-ledger.ts';
import type { LeaseRequest } from '../../src/lib/sync/leases.ts';
import {
	enrollMembers,
	EVENING,
	HOUR,
	member,
	MONDAY_10,
	openWorld,
	pairKiosk,
	venueId,
	type TestKiosk,
	type World,
} from './world.ts';

const EVENINGS = asId<OfferingId>('evening');
type Policy = Partial<SignUpPolicy>;

/** A hub with an evening class of `capacity` seats, and 30 members of two unions who are enrolled in nothing. */
async function openClass(capacity: number, policy: Policy = {}): Promise<World> {
	const world = await openWorld();
	await setClass(world.hub, capacity, policy);
	const members = Array.from({ length: 30 }, (_, n) => ({
		memberId: member(n + 1),
		...{ name: '王小明', number: `SF${n + 1}`, union: n % 2 === 0 ? '市总工会' : '铁路工会' },
	}));
	await importPeople(world.hub, venueId, { members, enrollments: [] });
	onTestFinished(async () => expect(await faultsOf(world.hub)).toEqual([]));
	return world;
}

const faultsOf = async (hub: Hub): Promise<unknown> => (await verifyLedger(hub)).faults;

async function setClass(hub: Hub, capacity: number, policy: Policy = {}): Promise<void> {
	const body = {
		...{ id: EVENINGS, courseId: 'course', name: { zh: '秋季班' }, teacher: { name: { zh: '李老师' } } },
		...{ capacity, signUp: { waitingList: 20, cancelUntil: 0, ...policy } },
	};
	await hub.records.publish(venueId, [{ kind: 'offering', id: EVENINGS, body: body as never }]);
}

const order = (n: number, by: World['staff'] | null = null) => ({
	...{ venueId, offeringId: EVENINGS, memberId: member(n), channel: 'phone' as const, serial: null, by },
});
const join = async (hub: Hub, n: number, by: World['staff'] | null = null): Promise<string> => {
	const done = await hub.signUps.signUp(order(n, by));
	if (!done.ok) return done.error;
	const { value } = done;
	if ('reason' in value) return `${value.outcome} ${value.reason}`;
	return 'place' in value ? `waiting ${value.place}` : value.outcome;
};
const leave = async (hub: Hub, n: number, by: World['staff'] | null = null): Promise<string> => {
	const done = await hub.signUps.withdraw(order(n, by));
	if (!done.ok) return done.error;
	return 'reason' in done.value ? `${done.value.outcome} ${done.value.reason}` : done.value.outcome;
};
const numbers = (lines: readonly { memberId: MemberId }[]): number[] =>
	lines.map(({ memberId }) => parseInt(memberId, 16));
async function listOf(hub: Hub) {
	const list = (await hub.signUps.ofOffering(venueId, EVENINGS))!;
	return { seated: numbers(list.seated), queue: numbers(list.queue), free: list.free, held: list.held };
}

it('gives seats, then places in the queue; who withdraws makes room for the first who waits', async () => {
	const { hub, clock } = await openClass(2);
	expect([await join(hub, 1), await join(hub, 2), await join(hub, 3)]).toEqual([
		'seated',
		'seated',
		'waiting 1',
	]);
	clock.at += 1000;
	expect([await join(hub, 4), await join(hub, 1), await join(hub, 4)]).toEqual([
		...['waiting 2', 'already', 'already'],
	]);
	expect(await listOf(hub)).toEqual({ seated: [1, 2], queue: [3, 4], free: 0, held: 0 });
	expect(await leave(hub, 1)).toBe('withdrawn');
	expect(await listOf(hub)).toEqual({ seated: [2, 3], queue: [4], free: 0, held: 0 });
	expect(await leave(hub, 1)).toBe('refused not-signed-up');
	const [own] = await hub.signUps.own(member(3));
	expect(own).toMatchObject({ offeringId: EVENINGS, standing: { is: 'seated' } });
	expect(await hub.signUps.own(member(1))).toEqual([]);
});

it('a promoted person is on the kiosks’ roster, and the board knows of seats and queue', async () => {
	const { hub } = await openClass(1);
	await hub.passes.textFor(member(2));
	await join(hub, 1);
	await join(hub, 2);
	const tally = async () =>
		JSON.parse((await hub.storage.read((tx) => tx.records.body(venueId, 'tally', EVENING)))!) as unknown;
	expect(await tally()).toEqual({ enrolled: 1, present: 0, waiting: 1 });
	const before = await hub.storage.read((tx) => tx.records.rev(venueId));
	await leave(hub, 1);
	expect(await tally()).toEqual({ enrolled: 1, present: 0 });
	const pass = (await hub.storage.read((tx) => tx.passes.latest(member(2))))!;
	const secret = fromHex(pass.secret)!;
	const changes = (await hub.records.changesSince(venueId, before)).records;
	const sealed = changes.find(({ kind, id }) => kind === 'roster' && id === rosterLookup(secret, venueId));
	expect(openRoster(sealed!.body as never, secret, venueId)?.offerings).toEqual([EVENINGS]);
});

it('more seats move people up; fewer throw nobody out, and staff see it', async () => {
	const { hub } = await openClass(1);
	for (const n of [1, 2, 3]) await join(hub, n);
	await setClass(hub, 2);
	expect(await listOf(hub)).toMatchObject({ seated: [1, 2], queue: [3] });
	await setClass(hub, 1);
	expect(await listOf(hub)).toEqual({ seated: [1, 2], queue: [3], free: -1, held: 0 });
	await leave(hub, 1);
	expect(await listOf(hub)).toEqual({ seated: [2], queue: [3], free: 0, held: 0 });
});

it('a quota is for its union alone: who waits for one does not hold up others', async () => {
	const { hub } = await openClass(3, { quotas: { 市总工会: 1 } });
	expect([await join(hub, 1), await join(hub, 3), await join(hub, 2)]).toEqual([
		'seated',
		'waiting 1',
		'seated',
	]);
	await leave(hub, 2);
	expect(await listOf(hub)).toMatchObject({ seated: [1], queue: [3], free: 2 });
	await leave(hub, 1);
	expect(await listOf(hub)).toMatchObject({ seated: [3], queue: [] });
});

it('windows, deadlines and limits bind members; staff are bound by seats, and are written down', async () => {
	const start = MONDAY_10 + 9 * HOUR;
	const { hub, clock, staff } = await openClass(1, {
		opensAt: MONDAY_10 + HOUR,
		cancelUntil: 2,
		mostHeld: 1,
	});
	expect(await join(hub, 1)).toBe('refused not-yet-open');
	expect(await join(hub, 1, staff)).toBe('seated');
	clock.at = MONDAY_10 + HOUR;
	expect(await join(hub, 2)).toBe('waiting 1');
	clock.at = start - 2 * HOUR;
	expect(await leave(hub, 1)).toBe('ask-desk too-late');
	expect(await leave(hub, 1, staff)).toBe('withdrawn');
	const audit = await hub.storage.read((tx) => tx.audit.latest(venueId, 5));
	expect(audit.map(({ action, subject }) => `${action} ${subject}`)).toEqual(
		expect.arrayContaining([`signed-up member:${member(1)}`, `withdrawn member:${member(1)}`]),
	);
	expect(await join(hub, 99)).toBe('no-such-member');
});

it('who stays away often is sent to the desk', async () => {
	const { hub, clock, staff } = await openClass(5, { noShows: { most: 1, days: 30 } });
	await enrollMembers(hub, 2, 'calligraphy');
	clock.at = MONDAY_10 + HOUR / 2;
	await hub.attendance.checkInByHand(staff, venueId, asId('calligraphy-1'), member(2));
	clock.at = MONDAY_10 + 3 * HOUR;
	expect(await hub.signUps.noShows(venueId, member(1), 30)).toBe(1);
	expect([await join(hub, 1), await join(hub, 2)]).toEqual(['ask-desk no-shows', 'seated']);
});

it('an import is a seat; who withdrew stays away though imported again', async () => {
	const { hub } = await openClass(2);
	const again = () =>
		importPeople(hub, venueId, {
			members: [],
			enrollments: [1, 2].map((n) => ({ memberNumber: `SF${n}`, offeringId: EVENINGS })),
		});
	await again();
	expect(await join(hub, 3)).toBe('waiting 1');
	expect(await leave(hub, 1)).toBe('withdrawn');
	expect(await listOf(hub)).toMatchObject({ seated: [2, 3], queue: [] });
	await again();
	expect(await listOf(hub)).toMatchObject({ seated: [2, 3], queue: [] });
	expect((await hub.signUps.mayJoin(order(1))).outcome).toBe('waiting');
});

const asking = (kiosk: TestKiosk, holds: number | null, n?: number): LeaseRequest => ({
	...{ v: 3, outboxId: kiosk.outboxId, holds, written: kiosk.head.seq },
	...(n === undefined ? {} : { asks: { act: 'sign-up', offeringId: EVENINGS, memberId: member(n) } }),
});
const fact = (n: number, seat: 'leased' | 'waits'): SeatFact => ({
	...{ kind: 'sign-up', offeringId: EVENINGS, memberId: member(n), serial: 1, channel: 'camera' },
	...{ seat, staffId: null },
});
const seatsIn = ({ lease }: { lease: { seats: { offeringId: string; seats: number }[] } }): number =>
	lease.seats.find(({ offeringId }) => offeringId === EVENINGS)?.seats ?? 0;

it('[S19] a kiosk’s seats are the hub’s no more, until it says that it goes by another lease', async () => {
	const { hub, clock } = await openClass(9);
	const [one, two] = [await pairKiosk(hub, '1'), await pairKiosk(hub, '2')];
	const first = await hub.signUps.lease(one.device, asking(one, null));
	expect(seatsIn(first)).toBe(4);
	expect(await hub.signUps.lease(one.device, asking(one, first.lease.number))).toEqual(first);
	expect(seatsIn(await hub.signUps.lease(two.device, asking(two, null)))).toBe(1);
	expect(await listOf(hub)).toMatchObject({ free: 4, held: 5 });
	// Given away while it was cut off: counted once, when it is heard of.
	for (const n of [1, 2]) one.append(fact(n, 'leased'), clock.at);
	await one.send(hub);
	expect(await listOf(hub)).toMatchObject({ seated: [1, 2], free: 4, held: 3 });
	await one.send(hub);
	expect(await listOf(hub)).toMatchObject({ seated: [1, 2], free: 4, held: 3 });
	// A lost answer: both leases count as much as the larger allows.
	clock.at += 11 * 60_000;
	const second = await hub.signUps.lease(one.device, asking(one, first.lease.number));
	expect(second.lease).toMatchObject({ number: first.lease.number + 1, from: 2 });
	expect((await listOf(hub)).free + (await listOf(hub)).held).toBe(7);
	// It is over, and nobody knows whether all of it was used.
	clock.at += LEASE_MS;
	expect((await listOf(hub)).held).toBe(3);
	clock.at += LEASE_LOST_MS;
	await hub.storage.write(venueId, (tx) => settleQueues(tx, venueId, clock.at));
	expect(await listOf(hub)).toMatchObject({ free: 7, held: 0 });
});

it('[S19] somebody before a kiosk gets the last seat, or a place in the queue; those who wait go first', async () => {
	const { hub, clock } = await openClass(1);
	const kiosk = await pairKiosk(hub);
	const empty = await hub.signUps.lease(kiosk.device, asking(kiosk, null));
	expect(seatsIn(empty)).toBe(0);
	const wanted = await hub.signUps.lease(kiosk.device, asking(kiosk, empty.lease.number, 1));
	expect([wanted.told, seatsIn(wanted)]).toEqual([{ outcome: 'seated' }, 1]);
	// Held for whoever stands there: on the phone there is none.
	expect(await join(hub, 2)).toBe('waiting 1');
	kiosk.append(fact(1, 'leased'), clock.at);
	await kiosk.send(hub);
	const told = await hub.signUps.lease(kiosk.device, asking(kiosk, wanted.lease.number, 3));
	expect([told.told, seatsIn(told)]).toEqual([{ outcome: 'waiting', place: 2 }, 0]);
	kiosk.append(fact(3, 'waits'), clock.at + 1);
	await kiosk.send(hub);
	expect(await listOf(hub)).toEqual({ seated: [1], queue: [2, 3], free: 0, held: 0 });
});

it('a place that two kiosks tell at once is each’s for now; once the hub has heard of both, it tells each their own', async () => {
	const { hub, clock } = await openClass(1);
	await join(hub, 1);
	const [one, two] = [await pairKiosk(hub, '1'), await pairKiosk(hub, '2')];
	const told = async (kiosk: TestKiosk, n: number) =>
		(await hub.signUps.lease(kiosk.device, asking(kiosk, null, n))).told;
	const first = { outcome: 'waiting', place: 1 };
	expect([await told(one, 2), await told(two, 3)]).toEqual([first, first]);
	one.append(fact(2, 'waits'), clock.at + 1);
	two.append(fact(3, 'waits'), clock.at + 2);
	await two.send(hub);
	await one.send(hub);
	const waits = (place: number) => ({ outcome: 'already', standing: { is: 'waiting', place } });
	expect(await told(one, 2)).toMatchObject(waits(1));
	expect(await told(two, 3)).toMatchObject(waits(2));
});

it('[S19] a lease is written once where it is granted, also to whoever is promised a seat of it; one that stands is not', async () => {
	const { hub, clock } = await openClass(9);
	const kiosk = await pairKiosk(hub);
	const ask = (holds: number | null, n?: number) =>
		hub.storage.write(venueId, async (tx) => {
			const written: LeaseRow[] = [];
			const putLease: SeatStore['putLease'] = async (id, lease) => {
				written.push(lease);
				await tx.seats.putLease(id, lease);
			};
			const counting = { ...tx, seats: { ...tx.seats, putLease } };
			const { lease } = await answerLease(counting, kiosk.device, asking(kiosk, holds, n), clock.at);
			const promised = written.map((row) => numbers((row.promised.get(EVENINGS) ?? []).map(person)));
			return { number: lease.number, promised };
		});
	const person = (memberId: MemberId) => ({ memberId });
	expect(await ask(null, 1)).toEqual({ number: 1, promised: [[1]] });
	expect(await ask(1, 1)).toEqual({ number: 1, promised: [] });
	expect(await ask(1, 2)).toEqual({ number: 1, promised: [[1, 2]] });
	expect(await ask(1)).toEqual({ number: 1, promised: [] });
});

it('[S19] seats that come back go to those who wait', async () => {
	const { hub, clock } = await openClass(3);
	const kiosk = await pairKiosk(hub);
	const first = await hub.signUps.lease(kiosk.device, asking(kiosk, null));
	expect(seatsIn(first)).toBe(1);
	clock.at += 1;
	expect([await join(hub, 1), await join(hub, 2), await join(hub, 3)]).toEqual([
		'seated',
		'seated',
		'waiting 1',
	]);
	const second = await hub.signUps.lease(kiosk.device, asking(kiosk, first.lease.number));
	expect(seatsIn(second)).toBe(0);
	await hub.signUps.lease(kiosk.device, asking(kiosk, second.lease.number));
	expect(await listOf(hub)).toEqual({ seated: [1, 2, 3], queue: [], free: 0, held: 0 });
});

it('[S19] the last seat of a union is promised at one kiosk only, until that kiosk says that nobody took it', async () => {
	const { hub, clock } = await openClass(9, { quotas: { 市总工会: 1 } });
	const [one, two] = [await pairKiosk(hub, '1'), await pairKiosk(hub, '2')];
	const first = await hub.signUps.lease(one.device, asking(one, null, 1));
	expect(first.told).toEqual({ outcome: 'seated' });
	const other = async (holds: number | null, n: number) =>
		(await hub.signUps.lease(two.device, asking(two, holds, n))).told;
	// Another of that union waits, here and on the phone; who is of another one does not.
	expect(await other(null, 3)).toEqual({ outcome: 'waiting', place: 1 });
	expect(await join(hub, 5)).toBe('waiting 1');
	expect(await other(null, 2)).toEqual({ outcome: 'seated' });
	// The answer was lost, and asked for again: it is the same person's.
	const again = await hub.signUps.lease(one.device, asking(one, null, 1));
	expect(again.told).toEqual({ outcome: 'seated' });
	one.append(fact(1, 'leased'), clock.at);
	await one.send(hub);
	expect(await listOf(hub)).toMatchObject({ seated: [1], queue: [5] });
	// Heard of, and given back: the seat itself counts now, and no promise any more.
	expect(await leave(hub, 1)).toBe('withdrawn');
	expect(await listOf(hub)).toMatchObject({ seated: [5], queue: [] });
});

it('[S19] a promise that nobody took is over with its lease', async () => {
	const { hub, clock } = await openClass(9, { quotas: { 市总工会: 1 } });
	const [one, two] = [await pairKiosk(hub, '1'), await pairKiosk(hub, '2')];
	const promised = await hub.signUps.lease(one.device, asking(one, null, 1));
	clock.at += 11 * 60_000;
	const next = await hub.signUps.lease(one.device, asking(one, promised.lease.number));
	await hub.signUps.lease(one.device, asking(one, next.lease.number));
	expect((await hub.signUps.lease(two.device, asking(two, null, 3))).told).toEqual({ outcome: 'seated' });
});

it('facts that come late change places, and take nothing back', async () => {
	const { hub, clock } = await openClass(1);
	const kiosk = await pairKiosk(hub);
	const earlier = clock.at;
	clock.at += HOUR;
	await join(hub, 1);
	await join(hub, 2);
	kiosk.append(fact(3, 'waits'), earlier);
	kiosk.append(fact(4, 'leased'), earlier);
	const answer = await kiosk.send(hub);
	expect(answer.receipts.map(({ outcome }) => outcome)).toEqual(['recorded', 'recorded']);
	expect(await listOf(hub)).toEqual({ seated: [4, 1], queue: [3, 2], free: -1, held: 0 });
});
