import { describe, expect, it } from 'vitest';
import { asId, type RoomId } from '../../src/lib/base/id.ts';
import type { Session } from '../../src/lib/domain/course.ts';
import { calendarOf } from '../../src/routes/me/calendar.server.ts';
import { CALLIGRAPHY, enrollMembers, HOUR, member, openWorld, venueId } from './world.ts';

async function worldWithCalendar() {
	const { hub, staff } = await openWorld();
	await enrollMembers(hub, 1);
	const told = async () => {
		const own = await hub.mine.meetings(member(1));
		const text = await calendarOf(own, { name: '我的课', language: 'zh', now: hub.clock.now() }).text();
		const value = (name: string) => new RegExp(`^${name}:(.*)\\r$`, 'm').exec(text)?.[1];
		return {
			uid: value('UID'),
			sequence: Number(value('SEQUENCE')),
			status: value('STATUS'),
			start: value('DTSTART'),
		};
	};
	const publish = async (differs: Partial<Session>) => {
		const session = (await hub.records.catalogue(venueId))!.sessions.get(CALLIGRAPHY)!;
		await hub.records.publish(venueId, [
			{ kind: 'session', id: CALLIGRAPHY, body: { ...session, ...differs } },
		]);
	};
	return { hub, staff, told, publish };
}

describe('an event in somebody’s calendar', () => {
	it('has a higher SEQUENCE after each change, and the same UID for ever', async () => {
		const { hub, told, publish } = await worldWithCalendar();
		const first = await told();
		expect(first).toMatchObject({ uid: 'palace/calligraphy-1@gongzhan', status: 'CONFIRMED' });
		const { startsAt, endsAt } = (await hub.records.catalogue(venueId))!.sessions.get(CALLIGRAPHY)!;
		await publish({ startsAt: startsAt + HOUR, endsAt: endsAt + HOUR });
		const moved = await told();
		await publish({ startsAt, endsAt });
		const back = await told();
		await publish({ status: 'cancelled', reason: { zh: '停电' } });
		const cancelled = await told();
		await publish({ status: 'scheduled' });
		const held = await told();
		const room = { id: asId<RoomId>('room-1'), name: { zh: '大教室' }, floor: 3 };
		await hub.records.publish(venueId, [{ kind: 'room', id: room.id, body: room }]);
		const all = [first, moved, back, cancelled, held, await told()];
		for (const [n, { sequence }] of all.slice(1).entries())
			expect(sequence, `change ${n + 1}`).toBeGreaterThan(all[n]!.sequence);
		expect(new Set(all.map(({ uid }) => uid)).size).toBe(1);
		expect([moved.start, back.start]).toEqual(['20261123T031000Z', first.start]);
		expect(all.map(({ status }) => status)).toEqual([
			...['CONFIRMED', 'CONFIRMED', 'CONFIRMED', 'CANCELLED', 'CONFIRMED', 'CONFIRMED'],
		]);
	});
	it('stays as it is while only people come and go', async () => {
		const { hub, staff, told } = await worldWithCalendar();
		const before = await told();
		await hub.desk.checkIn(staff, venueId, { sessionId: CALLIGRAPHY, memberId: member(1) }, null);
		expect(await told()).toEqual(before);
	});
});
