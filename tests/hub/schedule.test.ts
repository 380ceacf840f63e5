import { describe, expect, it } from 'vitest';
import { asId, type RoomId, type SessionId, type StaffId } from '../../src/lib/base/id.ts';
import type { Staff } from '../../src/lib/server/hub.ts';
import { bulkChanges } from '../../src/lib/domain/bulk-change.ts';
import { markOf, type ScheduleChange } from '../../src/lib/domain/schedule-change.ts';
import { newSessionId } from '../../src/lib/server/schedule.ts';
import {
	CALLIGRAPHY,
	EVENING,
	HOUR,
	MONDAY_10,
	enrollMembers,
	openWorld,
	pairKiosk,
	venueId,
	type World,
} from './world.ts';

const by: Staff = {
	id: asId<StaffId>('ab'.repeat(8)),
	login: 'li',
	name: '李主管',
	role: 'manager',
	venueId,
};
const room2 = asId<RoomId>('room-2');

async function withTwoRooms(): Promise<World> {
	const world = await openWorld();
	await world.hub.records.publish(venueId, [
		{ kind: 'room', id: room2, body: { id: room2, name: { zh: '阶梯教室' }, floor: 3 } },
	]);
	return world;
}
const change = (world: World, ...wanted: ScheduleChange[]) => world.hub.schedule.change(by, venueId, wanted);
const sessionOf = async ({ hub }: World, id = CALLIGRAPHY) =>
	(await hub.records.catalogue(venueId))!.sessions.get(id);
const toRoom2: ScheduleChange = {
	do: 'move',
	sessionId: CALLIGRAPHY,
	roomId: room2,
	reason: { zh: '空调检修' },
};

describe('staff move a class', () => {
	it('and every device hears of it in its next exchange', async () => {
		const world = await withTwoRooms();
		await pairKiosk(world.hub);
		const { cursor } = await world.hub.records.changesSince(venueId, 0);
		let told = 0;
		const stop = world.hub.live.subscribe(venueId, () => told++);
		expect((await change(world, toRoom2)).ok).toBe(true);
		stop();
		const { records } = await world.hub.records.changesSince(venueId, cursor);
		expect(records.filter(({ kind }) => kind === 'session').map(({ body }) => body)).toMatchObject([
			{ id: CALLIGRAPHY, roomId: 'room-2', movedFrom: 'room-1', reason: { zh: '空调检修' } },
		]);
		expect(told).toBeGreaterThan(0);
	});

	it('is told as a sentence can tell it, and taken back once', async () => {
		const world = await withTwoRooms();
		const before = await sessionOf(world);
		const edit = await change(world, toRoom2);
		const { editId } = edit.ok ? edit.value : { editId: '' };
		expect(await world.hub.schedule.edits(venueId, 5)).toMatchObject([
			{ editId, by: '李主管', did: ['move'], undone: false },
		]);
		expect((await world.hub.schedule.undo(by, venueId, editId)).ok).toBe(true);
		expect(await sessionOf(world)).toEqual(before);
		expect(await world.hub.schedule.undo(by, venueId, editId)).toMatchObject({
			error: { fault: 'no-such-edit' },
		});
		expect((await world.hub.schedule.edits(venueId, 5))[0]).toMatchObject({ undone: true });
	});

	it('is not taken back over what somebody did since', async () => {
		const world = await withTwoRooms();
		const edit = await change(world, toRoom2);
		await change(world, { do: 'cancel', sessionId: CALLIGRAPHY, reason: { zh: '老师生病' } });
		const { editId } = edit.ok ? edit.value : { editId: '' };
		expect(await world.hub.schedule.undo(by, venueId, editId)).toMatchObject({
			error: { fault: 'changed-since' },
		});
	});
});

const editOf = async (made: ReturnType<typeof change>): Promise<string> => {
	const done = await made;
	return done.ok ? done.value.editId : '';
};

describe('a change is taken back', () => {
	it('right after a substitute and a move, though nobody changed anything since', async () => {
		const world = await withTwoRooms();
		await change(world, {
			...{ do: 'substitute', sessionId: CALLIGRAPHY, teacher: { name: { zh: '何老师' } } },
		});
		const edit = await editOf(change(world, toRoom2));
		expect((await world.hub.schedule.undo(by, venueId, edit)).ok).toBe(true);
		expect(await sessionOf(world)).toMatchObject({
			roomId: 'room-1',
			substitute: { name: { zh: '何老师' } },
		});
	});
	it('onto a class that has taken the room since only by whoever has seen it', async () => {
		const world = await withTwoRooms();
		const edit = await editOf(change(world, toRoom2));
		await change(
			world,
			{ do: 'substitute', sessionId: EVENING, teacher: { name: { zh: '吴老师' } } },
			{ do: 'move', sessionId: EVENING, startsAt: MONDAY_10 + HOUR },
		);
		const refused = await world.hub.schedule.undo(by, venueId, edit);
		const { clashes } = refused.ok ? { clashes: [] } : refused.error;
		expect(clashes).toEqual([{ over: 'room', with: EVENING, session: CALLIGRAPHY }]);
		expect((await sessionOf(world))!.roomId).toBe('room-2');
		expect((await world.hub.schedule.undo(by, venueId, edit, clashes)).ok).toBe(true);
		expect((await sessionOf(world))!.roomId).toBe('room-1');
	});
	it('however much else the venue did since', async () => {
		const world = await withTwoRooms();
		const edit = await editOf(change(world, toRoom2));
		const line = { venueId, actor: 'staff:x', action: 'desk-check-in', subject: 'member:x', detail: null };
		await world.hub.storage.write(venueId, async (tx) => {
			for (let n = 0; n < 2100; n++) await tx.audit.append({ at: world.clock.now(), ...line });
		});
		expect(await world.hub.schedule.edits(venueId, 5)).toMatchObject([{ editId: edit }]);
		expect((await world.hub.schedule.undo(by, venueId, edit)).ok).toBe(true);
	});
	it('but not an extra class that people have come to', async () => {
		const world = await withTwoRooms();
		const [member] = await enrollMembers(world.hub, 1);
		const extra = { ...(await sessionOf(world))!, id: asId<SessionId>('extra'), roomId: room2 };
		const own = { ...extra, substitute: { name: { zh: '何老师' } } };
		const edit = await editOf(change(world, { do: 'add', session: own }));
		const kiosk = await pairKiosk(world.hub);
		kiosk.checkIn(member!, MONDAY_10 + 60_000, { sessionId: extra.id });
		await kiosk.send(world.hub, kiosk.entries);
		expect(await world.hub.schedule.undo(by, venueId, edit)).toMatchObject({
			error: { fault: 'has-people' },
		});
		expect(await sessionOf(world, extra.id)).toBeDefined();
	});
});

describe('a clash', () => {
	const toTheMorning: ScheduleChange = { do: 'move', sessionId: EVENING, startsAt: MONDAY_10 + HOUR };
	it('is shown before anything is saved, and saved only by whoever has seen it', async () => {
		const world = await withTwoRooms();
		const refused = await change(world, toTheMorning);
		expect(refused).toMatchObject({ ok: false, error: { fault: 'clashes' } });
		const { clashes } = refused.ok ? { clashes: [] } : refused.error;
		expect(clashes.map(({ over, with: other }) => [over, other])).toEqual([
			['room', CALLIGRAPHY],
			['teacher', CALLIGRAPHY],
		]);
		expect((await sessionOf(world, EVENING))!.startsAt).toBe(MONDAY_10 + 9 * HOUR);
		const seenOne = await world.hub.schedule.change(by, venueId, [toTheMorning], clashes.slice(0, 1));
		expect(seenOne.ok).toBe(false);
		expect((await world.hub.schedule.change(by, venueId, [toTheMorning], clashes)).ok).toBe(true);
		expect((await sessionOf(world, EVENING))!.startsAt).toBe(MONDAY_10 + HOUR);
	});
});

describe('several changes', () => {
	it('are done as their preview showed them, once, or not at all', async () => {
		const world = await withTwoRooms();
		const later = bulkChanges([(await sessionOf(world, EVENING))!], {
			...{ do: 'move', minutes: 30, roomId: null, reason: null },
		});
		const planned = await world.hub.schedule.plan(venueId, later);
		const shown = markOf(planned.ok ? planned.value.changes : []);
		const apply = async () => {
			const now = bulkChanges([(await sessionOf(world, EVENING))!], {
				...{ do: 'move', minutes: 30, roomId: null, reason: null },
			});
			return world.hub.schedule.change(by, venueId, now, [], shown);
		};
		const before = (await sessionOf(world, EVENING))!.startsAt;
		expect((await apply()).ok).toBe(true);
		expect(await apply()).toMatchObject({ error: { fault: 'changed-since' } });
		expect((await sessionOf(world, EVENING))!.startsAt).toBe(before + 30 * 60_000);
	});
	it('are made together or not at all', async () => {
		const world = await withTwoRooms();
		const nowhere: ScheduleChange = { do: 'move', sessionId: EVENING, roomId: asId('attic') };
		expect(await change(world, toRoom2, nowhere)).toMatchObject({ error: { at: 1, fault: 'no-such-room' } });
		expect((await sessionOf(world))!.roomId).toBe('room-1');
		expect(await world.hub.schedule.edits(venueId, 5)).toEqual([]);
	});
	it('of a venue that is not there are refused', async () => {
		const { hub } = await openWorld();
		expect(await hub.schedule.plan(asId('nowhere'), [toRoom2])).toMatchObject({
			error: { fault: 'no-such-venue' },
		});
	});
});

it('an added session has an id that says what it is, and is nobody else’s', () => {
	const taken = new Set(['ink-2026-11-25-1830', 'ink-2026-11-25-1830-2']);
	const idOf = (offering: string) =>
		newSessionId(asId(offering), '2026-11-25', '18:30', (id) => taken.has(id));
	expect(idOf('ink')).toBe('ink-2026-11-25-1830-3');
	expect(idOf('o'.repeat(64)).length).toBeLessThanOrEqual(64);
});
