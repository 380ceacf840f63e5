import { describe, expect, it } from 'vitest';
import { asId, type OfferingId, type RoomId, type SessionId } from '../base/id.ts';
import type { Catalogue } from './catalogue.ts';
import type { Session } from './course.ts';
import { planChanges, planUndo, type ScheduleChange } from './schedule-change.ts';

const HOUR = 3_600_000;
const [ink, song] = [asId<OfferingId>('ink'), asId<OfferingId>('song')];
const room = (id: string) => asId<RoomId>(id);
const id = (name: string) => asId<SessionId>(name);
const session = (name: string, offeringId: OfferingId, at: number, roomId: string): Session => ({
	...{ id: id(name), offeringId, roomId: room(roomId), startsAt: at, endsAt: at + HOUR, status: 'scheduled' },
});
const NOW = 100 * HOUR;
const monday = session('monday', ink, 110 * HOUR, '201');
const tuesday = session('tuesday', song, 134 * HOUR, '201');
const past = session('past', ink, 90 * HOUR, '201');
const teacher = (zh: string) => ({ name: { zh } });
const catalogue = {
	sessions: new Map([monday, tuesday, past].map((s) => [s.id, s])),
	rooms: new Map(
		['201', '202'].map((name) => [room(name), { id: room(name), name: { zh: name }, floor: 2 }]),
	),
	offerings: new Map(
		[
			[ink, '周'],
			[song, '吴'],
		].map(([offering, name]) => [
			offering as OfferingId,
			{
				...{ id: offering as OfferingId, courseId: asId('c'), name: { zh: 'x' } },
				...{ teacher: teacher(name as string), capacity: 9 },
			},
		]),
	),
	tallies: new Map([[id('tuesday'), { enrolled: 9, present: 1 }]]),
} as unknown as Catalogue;
const plan = (...changes: ScheduleChange[]) => planChanges(catalogue, changes, NOW);
const after = (...changes: ScheduleChange[]) => {
	const planned = plan(...changes);
	if (!planned.ok) throw new Error(planned.error.fault);
	return planned.value.changes[0]?.after;
};

describe('a schedule is changed', () => {
	it('to another room: it says where it was announced, until it is back', () => {
		const there = after({
			do: 'move',
			sessionId: monday.id,
			roomId: room('202'),
			reason: { zh: '空调检修' },
		})!;
		expect(there).toEqual({ ...monday, roomId: '202', movedFrom: '201', reason: { zh: '空调检修' } });
		const back = { ...catalogue, sessions: new Map([[monday.id, there]]) };
		const home = planChanges(back, [{ do: 'move', sessionId: monday.id, roomId: room('201') }], NOW);
		expect(home.ok && home.value.changes[0]!.after).toEqual(monday);
	});
	it('to another time, as long as before', () => {
		const later = after({ do: 'move', sessionId: monday.id, startsAt: 112 * HOUR });
		expect(later).toEqual({
			...{ ...monday, startsAt: 112 * HOUR, endsAt: 113 * HOUR, announcedAt: monday.startsAt },
		});
	});
	it('cancelled with a reason, and held after all without one', () => {
		const off = after({ do: 'cancel', sessionId: monday.id, reason: { zh: '老师生病' } })!;
		expect(off).toMatchObject({ status: 'cancelled', reason: { zh: '老师生病' } });
		const both = plan(
			{ do: 'cancel', sessionId: monday.id, reason: { zh: 'x' } },
			{ do: 'reinstate', sessionId: monday.id },
		);
		expect(both).toEqual({ ok: true, value: { changes: [], clashes: [] } });
	});
	it('taught by another, whose own classes then clash', () => {
		const at = { ...monday, id: id('same-time'), offeringId: song, roomId: room('202') };
		const planned = plan(
			{ do: 'add', session: at },
			{ do: 'substitute', sessionId: monday.id, teacher: teacher('吴') },
		);
		expect(planned.ok && planned.value.clashes).toEqual([
			{ over: 'teacher', with: 'same-time', session: 'monday' },
		]);
		expect(after({ do: 'substitute', sessionId: monday.id, teacher: null })).toBeUndefined();
	});
	it.each<[string, ScheduleChange]>([
		['no-such-session', { do: 'reinstate', sessionId: id('nowhere') }],
		['no-such-room', { do: 'move', sessionId: monday.id, roomId: room('999') }],
		['no-such-offering', { do: 'add', session: { ...monday, id: id('n'), offeringId: asId('none') } }],
		['taken-id', { do: 'add', session: monday }],
		['ends-before-it-begins', { do: 'move', sessionId: monday.id, endsAt: monday.startsAt }],
		['longer-than-a-day', { do: 'move', sessionId: monday.id, endsAt: monday.startsAt + 25 * HOUR }],
		['over-already', { do: 'cancel', sessionId: past.id, reason: { zh: 'x' } }],
		['has-people', { do: 'remove', sessionId: tuesday.id }],
	])('is not, and says %s', (fault, change) => {
		const extra: ScheduleChange = { do: 'remove', sessionId: monday.id };
		expect(plan(change)).toEqual({ ok: false, error: { at: 0, fault } });
		if (change.do === 'add') expect(plan(extra, change).ok).toBe(fault === 'taken-id');
	});
	it('is not removed where people came, though all of them have left', () => {
		const left = { ...catalogue, tallies: new Map([[monday.id, { enrolled: 9, present: 0, came: 1 }]]) };
		expect(planChanges(left, [{ do: 'remove', sessionId: monday.id }], NOW)).toMatchObject({
			error: { fault: 'has-people' },
		});
	});
});

describe('a change is taken back', () => {
	const made = (...wanted: ScheduleChange[]) => {
		const planned = plan(...wanted);
		return planned.ok ? planned.value.changes : [];
	};
	const now = (...sessions: Session[]): Catalogue => ({
		...catalogue,
		sessions: new Map([...sessions, past].map((one) => [one.id, one])),
	});
	const there = { ...monday, roomId: room('202'), movedFrom: room('201') };
	const moved = made({ do: 'move', sessionId: monday.id, roomId: room('202') });
	it('unless something was changed since', () => {
		expect(planUndo(now(there, tuesday), moved)).toEqual({
			ok: true,
			value: { changes: [{ id: monday.id, before: moved[0]!.after, after: monday }], clashes: [] },
		});
		expect(planUndo(now(monday, tuesday), moved)).toEqual({ ok: false, error: 'changed-since' });
	});
	it('also where its members are stored in another order', () => {
		const stored = Object.fromEntries(Object.entries(there).reverse()) as unknown as Session;
		expect(planUndo(now(stored, tuesday), moved).ok).toBe(true);
	});
	it('and says what has taken its place since', () => {
		const since = { ...tuesday, startsAt: monday.startsAt, endsAt: monday.endsAt };
		const planned = planUndo(now(there, since), moved);
		expect(planned.ok && planned.value.clashes).toEqual([
			{ over: 'room', with: tuesday.id, session: monday.id },
		]);
	});
	it('and does not ask about what clashed before already, and goes back together', () => {
		const other = { ...tuesday, startsAt: monday.startsAt, endsAt: monday.endsAt };
		const later = (one: Session): Session => ({ ...one, startsAt: one.startsAt + HOUR });
		const both = [monday, other].map((one) => ({ id: one.id, before: one, after: later(one) }));
		const planned = planUndo(now(later(monday), later(other)), both);
		expect(planned.ok && [planned.value.changes.length, planned.value.clashes]).toEqual([2, []]);
	});
	it('but nothing that people have come to is removed', () => {
		const extra = session('extra', ink, 120 * HOUR, '202');
		const added = made({ do: 'add', session: extra });
		expect(planUndo(now(extra), added).ok).toBe(true);
		const came = { ...now(extra), tallies: new Map([[extra.id, { enrolled: 9, present: 1 }]]) };
		expect(planUndo(came, added)).toEqual({ ok: false, error: 'has-people' });
	});
});
