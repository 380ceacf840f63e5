import { describe, expect, it } from 'vitest';
import { asId, type SessionId } from '../../src/lib/base/id.ts';
import {
	CALLIGRAPHY,
	enrollMembers,
	EVENING,
	member,
	MINUTE,
	MONDAY_10,
	openWorld,
	pairKiosk,
	venueId,
	type World,
} from './world.ts';

const line = async ({ hub }: World, n: number) =>
	(await hub.attendance.roster(venueId, CALLIGRAPHY)).find((row) => row.memberId === member(n));

const history = async ({ hub }: World, n: number) =>
	(await hub.attendance.history(venueId, CALLIGRAPHY, member(n))).map((fact) => fact.entryId);

describe('attendance for staff', () => {
	it('shows who is expected, who came, and where', async () => {
		const world = await openWorld();
		await enrollMembers(world.hub, 2);
		const kiosk = await pairKiosk(world.hub, '一楼大厅 1 号机');
		kiosk.checkIn(member(2), MONDAY_10);
		await kiosk.send(world.hub);
		expect(await line(world, 1)).toMatchObject({
			name: '王小明',
			enrolled: true,
			attendance: null,
			where: null,
		});
		expect(await line(world, 2)).toMatchObject({
			attendance: { status: 'present' },
			where: '一楼大厅 1 号机',
		});
	});
	it('lets in by hand through the same ledger, once', async () => {
		const world = await openWorld();
		await enrollMembers(world.hub, 2, 'evening');
		const { hub, staff, clock } = world;
		clock.at += 25 * MINUTE;
		const first = await hub.attendance.checkInByHand(staff, venueId, CALLIGRAPHY, member(1));
		expect(first).toMatchObject({
			value: { status: 'present', since: clock.at, conflict: null, late: true },
		});
		expect(await hub.attendance.checkInByHand(staff, venueId, CALLIGRAPHY, member(1))).toEqual(first);
		expect(await line(world, 1)).toMatchObject({ enrolled: false, where: '陈站长' });
		expect(await hub.attendance.history(venueId, CALLIGRAPHY, member(1))).toMatchObject([
			{ kind: 'check-in', where: '陈站长', flags: ['walk-in', 'late'], present: true, reason: null },
		]);
		await hub.attendance.checkInByHand(staff, venueId, CALLIGRAPHY, member(2));
		const [outbox] = await hub.storage.read((tx) => tx.ledger.outboxes(venueId));
		expect(outbox).toMatchObject({ head: { seq: 2 } });
	});
	it('refuses sessions and people that do not exist', async () => {
		const { hub, staff } = await openWorld();
		await enrollMembers(hub, 1);
		const nowhere = asId<SessionId>('nowhere');
		expect(await hub.attendance.checkInByHand(staff, venueId, nowhere, member(1))).toMatchObject({
			error: 'no-such-session',
		});
		expect(await hub.attendance.checkInByHand(staff, venueId, CALLIGRAPHY, member(9))).toMatchObject({
			error: 'no-such-member',
		});
	});
	it('a correction overrules the facts it saw', async () => {
		const world = await openWorld();
		await enrollMembers(world.hub, 1);
		const { hub, staff } = world;
		const kiosk = await pairKiosk(hub);
		kiosk.checkIn(member(1), MONDAY_10);
		await kiosk.send(hub);
		const saw = await history(world, 1);
		const person = { sessionId: CALLIGRAPHY, memberId: member(1) };
		const out = await hub.attendance.correct(staff, venueId, {
			...person,
			present: false,
			saw,
			reason: '点名',
		});
		expect(out).toMatchObject({ value: { status: 'absent', conflict: null } });
		const tally = async () => (await hub.records.catalogue(venueId))!.tallies.get(CALLIGRAPHY);
		expect(await tally()).toEqual({ enrolled: 1, present: 0 });
		const { records } = await hub.records.changesSince(venueId, 0);
		expect(records.filter((record) => record.kind === 'presence')).toEqual([]);
		const back = await hub.attendance.checkInByHand(staff, venueId, CALLIGRAPHY, member(1));
		expect(back).toMatchObject({ value: { status: 'present', conflict: null } });
		expect(await tally()).toEqual({ enrolled: 1, present: 1 });
		expect(await hub.attendance.history(venueId, CALLIGRAPHY, member(1))).toHaveLength(3);
	});
	it('a check-in that a correction did not see, arriving later, is disputed until staff decide', async () => {
		const world = await openWorld();
		await enrollMembers(world.hub, 1);
		const { hub, staff } = world;
		const person = { sessionId: CALLIGRAPHY, memberId: member(1) };
		await hub.attendance.correct(staff, venueId, { ...person, present: false, saw: ['x'], reason: '  ' });
		const kiosk = await pairKiosk(hub);
		kiosk.checkIn(member(1), MONDAY_10 - MINUTE);
		expect((await kiosk.send(hub)).receipts).toMatchObject([{ outcome: 'conflicting' }]);
		expect(await line(world, 1)).toMatchObject({
			attendance: { status: 'disputed', conflict: { kind: 'correction-unseen' } },
		});
		expect(await hub.attendance.conflicts(venueId, [CALLIGRAPHY, EVENING])).toEqual(
			new Map([[CALLIGRAPHY, 1]]),
		);
		const saw = await history(world, 1);
		await hub.attendance.correct(staff, venueId, { ...person, present: true, saw, reason: '确认' });
		expect(await line(world, 1)).toMatchObject({ attendance: { status: 'present', conflict: null } });
	});
	it('finds members by part of the name or number', async () => {
		const { hub } = await openWorld();
		await enrollMembers(hub, 30);
		expect(await hub.attendance.findMembers(venueId, '小明')).toHaveLength(20);
		expect(await hub.attendance.findMembers(venueId, ' SF30 ')).toEqual([
			{ memberId: member(30), name: '王小明', number: 'SF30' },
		]);
		for (const query of ['', '  ', '%', '_', "' OR 1=1 --"])
			expect(await hub.attendance.findMembers(venueId, query)).toEqual([]);
	});
});
