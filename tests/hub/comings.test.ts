import { beforeEach, expect, it } from 'vitest';
import type { EntryId } from '../../src/lib/base/id.ts';
import { meetingOf } from '../../src/lib/domain/catalogue.ts';
import { freeByTally } from '../../src/lib/domain/seat-gates.ts';
import {
	CALLIGRAPHY,
	enrollMembers,
	member,
	MINUTE,
	MONDAY_10,
	openWorld,
	pairKiosk,
	venueId,
	type TestKiosk,
	type World,
} from './world.ts';

/** What a venue's devices are told of comings and goings. */

let world: World;
let first: TestKiosk;
let second: TestKiosk;
beforeEach(async () => {
	world = await openWorld();
	await enrollMembers(world.hub, 2);
	first = await pairKiosk(world.hub);
	second = await pairKiosk(world.hub, '二号机');
});

const whom = { sessionId: CALLIGRAPHY, memberId: member(1), channel: 'camera' as const, staffId: null };
const leave = (kiosk: TestKiosk, at: number) => kiosk.append({ kind: 'check-out', ...whom, serial: 1 }, at);
const undo = (kiosk: TestKiosk, undoes: EntryId, at: number) =>
	kiosk.append({ kind: 'undo', ...whom, undoes }, at);

const told = async (kind: 'tally' | 'presence' | 'taken-back') => {
	const id = kind === 'tally' ? CALLIGRAPHY : `${CALLIGRAPHY}/${member(1)}`;
	const body = await world.hub.storage.read((tx) => tx.records.body(venueId, kind, id));
	return body === null ? null : (JSON.parse(body) as Record<string, unknown>);
};
const at = MONDAY_10;

it('who leaves is here no more, came all the same, and may come back', async () => {
	first.checkIn(member(1), at);
	first.checkIn(member(2), at);
	leave(first, at + 20 * MINUTE);
	await first.send(world.hub);
	const leftAt = at + 20 * MINUTE;
	expect(await told('presence')).toMatchObject({ at, leftAt, movedAt: leftAt });
	expect(await told('tally')).toEqual({ enrolled: 2, present: 1, came: 2 });
	second.checkIn(member(1), at + 30 * MINUTE);
	await second.send(world.hub);
	const { leftAt: gone, ...back } = (await told('presence'))!;
	expect(gone).toBeUndefined();
	expect(back).toMatchObject({ at, movedAt: at + 30 * MINUTE });
	expect(await told('tally')).toEqual({ enrolled: 2, present: 2 });
});

it('what was taken back was never there, in whatever order it arrives', async () => {
	const { entryId } = first.checkIn(member(1), at);
	await first.send(world.hub);
	expect(await told('presence')).toMatchObject({ at });
	undo(first, entryId, at + MINUTE / 2);
	await first.send(world.hub);
	expect(await told('presence')).toBeNull();
	expect(await told('tally')).toEqual({ enrolled: 2, present: 0 });
	undo(second, `${first.outboxId}.3` as EntryId, at + MINUTE);
	expect((await second.send(world.hub)).receipts[0]).toMatchObject({ outcome: 'duplicate' });
	first.checkIn(member(1), at + 50_000);
	expect((await first.send(world.hub)).receipts[2]).toMatchObject({ outcome: 'duplicate' });
	expect(await told('presence')).toBeNull();
});

it('whose leaving is taken back is still here', async () => {
	first.checkIn(member(1), at);
	const { entryId } = leave(first, at + 20 * MINUTE);
	undo(first, entryId, at + 21 * MINUTE);
	await first.send(world.hub);
	expect(await told('presence')).toEqual({ sessionId: CALLIGRAPHY, memberId: member(1), at });
	expect(await told('tally')).toEqual({ enrolled: 2, present: 1 });
});

it('[S5] whatever changed the attendance is recorded, what changed nothing is a duplicate; and so it stays', async () => {
	const send = async () => (await first.send(world.hub)).receipts.map(({ outcome }) => outcome);
	first.checkIn(member(1), at);
	leave(first, at + 20 * MINUTE);
	leave(first, at + 21 * MINUTE);
	first.checkIn(member(1), at + 30 * MINUTE);
	const { entryId } = leave(first, at + 40 * MINUTE);
	undo(first, entryId, at + 41 * MINUTE);
	undo(first, entryId, at + 42 * MINUTE);
	const said = ['recorded', 'recorded', 'duplicate', 'recorded', 'recorded', 'recorded', 'duplicate'];
	expect(await send()).toEqual(said);
	expect(await send()).toEqual(said);
	const group = { kind: 'check-in', ...whom, memberId: member(2), serial: 1, flags: [] } as const;
	second.append({ ...group, flags: [], party: 3 }, at + MINUTE);
	second.append({ kind: 'check-out', ...whom, memberId: member(2), serial: 1 }, at + 20 * MINUTE);
	second.append({ ...group, flags: [], party: 5 }, at + 30 * MINUTE);
	const { receipts } = await second.send(world.hub);
	expect(receipts.map(({ outcome }) => outcome)).toEqual(['recorded', 'recorded', 'recorded']);
});

it('who came without a seat sits on a free one, and on nobody’s who is still on the way', async () => {
	for (const n of [11, 12, 13]) first.checkIn(member(n), at);
	first.checkIn(member(1), at);
	await first.send(world.hub);
	expect(await told('tally')).toEqual({ enrolled: 2, present: 4, walkIns: 3 });
	expect(await world.hub.signUps.seatsFor(venueId, CALLIGRAPHY)).toEqual({ free: 15, leased: 0 });
	const catalogue = (await world.hub.records.catalogue(venueId))!;
	expect(freeByTally(meetingOf(catalogue, CALLIGRAPHY)!)).toBe(15);
	leave(first, at + MINUTE);
	await first.send(world.hub);
	expect(await told('tally')).toEqual({ enrolled: 2, present: 3, came: 4, walkIns: 3 });
});

it('a group counts with everybody in it: on the board, on the roster, and for the seats that are left', async () => {
	const { hub } = world;
	const group = { kind: 'check-in', ...whom, serial: 1, flags: ['companion'], party: 5 } as const;
	first.append({ ...group, flags: [...group.flags] }, at);
	await first.send(hub);
	expect(await told('tally')).toEqual({ enrolled: 2, present: 5, walkIns: 4 });
	const { capacity } = (await hub.records.catalogue(venueId))!.offerings.values().next().value!;
	const meeting = meetingOf((await hub.records.catalogue(venueId))!, CALLIGRAPHY)!;
	expect(freeByTally(meeting)).toBe(capacity - 6);
	expect(await hub.signUps.seatsFor(venueId, CALLIGRAPHY)).toEqual({ free: capacity - 6, leased: 0 });
	const roster = await hub.attendance.roster(venueId, CALLIGRAPHY);
	expect(roster.map(({ attendance }) => attendance?.party)).toEqual([5, undefined]);
	leave(first, at + 20 * MINUTE);
	await first.send(hub);
	expect(await told('tally')).toEqual({ enrolled: 2, present: 0, came: 5, walkIns: 4 });
});

it('a kiosk is told what staff took back of what it wrote, and not what a visitor took back on it', async () => {
	const { hub, staff } = world;
	const { entryId } = first.checkIn(member(1), at);
	undo(first, entryId, at + MINUTE / 2);
	const again = first.checkIn(member(1), at + MINUTE);
	await first.send(hub);
	expect(await told('taken-back')).toBeNull();
	const person = { sessionId: CALLIGRAPHY, memberId: member(1) };
	await hub.desk.undo(staff, venueId, { ...person, undoes: again.entryId });
	expect(await told('presence')).toBeNull();
	expect(await told('taken-back')).toEqual({ ...person, at: at + MINUTE, entries: [again.entryId] });
	const third = first.checkIn(member(1), at + 2 * MINUTE);
	await first.send(hub);
	expect(await told('presence')).toMatchObject({ at: at + 2 * MINUTE });
	const correction = { ...person, present: false, saw: [third.entryId], reason: '不是本人' };
	await hub.attendance.correct(staff, venueId, correction);
	expect(await told('taken-back')).toMatchObject({ entries: [again.entryId, third.entryId].sort() });
});
