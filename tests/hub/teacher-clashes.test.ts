import { expect, it } from 'vitest';
import { asId, type StaffId } from '../../src/lib/base/id.ts';
import type { Staff } from '../../src/lib/server/hub.ts';
import { teacherClashes } from '../../src/routes/staff/catalogue/[kind]/[id]/teacher-clashes.server.ts';
import { EVENING, HOUR, MINUTE, MONDAY_10, openWorld, venueId } from './world.ts';

const by: Staff = {
	...{ id: asId<StaffId>('ab'.repeat(8)), login: 'li', name: '李主管', role: 'manager', venueId },
};

it('a class that gets a teacher who is elsewhere at that time says when, where and until it is over', async () => {
	const { hub } = await openWorld();
	const room = { id: 'room-2', name: { zh: '阶梯教室' }, floor: 3 };
	await hub.records.publish(venueId, [{ kind: 'room', id: 'room-2', body: room }] as never);
	const teacher = (zh: string) =>
		hub.catalogueEdits.put(by, venueId, 'offering', 'evening', { teacher: { name: { zh } } });
	const told = async (now: number) =>
		teacherClashes((await hub.records.catalogue(venueId))!, 'evening', now, 'zh');
	await teacher('吴老师');
	const moved = await hub.schedule.change(by, venueId, [
		{ do: 'move', sessionId: EVENING, startsAt: MONDAY_10 + 10 * MINUTE, roomId: asId('room-2') },
	]);
	expect([moved.ok, await told(MONDAY_10 - HOUR)]).toEqual([true, []]);
	expect((await teacher('李老师')).ok).toBe(true);
	expect(await told(MONDAY_10 - HOUR)).toEqual(['11月23日 星期一 李老师 在 10:10–12:10 教《书法》']);
	expect(await told(MONDAY_10 + 24 * HOUR)).toEqual([]);
});
