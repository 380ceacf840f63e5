import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Session } from '../../src/lib/domain/course.ts';
import { dayBounds } from '../../src/lib/domain/venue-time.ts';
import { phaseOf } from '../../src/lib/domain/schedule.ts';
import { DEMO, fillingOf } from '../../src/lib/server/demo/content.ts';
import { honoreesAt } from '../../src/lib/server/demo/load.ts';
import { demoPeople, MEMBERS } from '../../src/lib/server/demo/members.ts';
import { demoSchedule } from '../../src/lib/server/demo/schedule.ts';
import { RECORDS } from '../../src/lib/sync/records.ts';

const { zone } = DEMO.venue;
const MINUTE = 60_000;
/** A Friday's midnight in Shanghai: three days from here hold a weekday and a weekend. */
const FRIDAY = Date.parse('2026-11-20T00:00:00+08:00');

const offeringOf = (session: Session) => DEMO.offerings.find((o) => o.id === session.offeringId)!;

function clashes(sessions: readonly Session[]): string[] {
	const found: string[] = [];
	const inOrder = [...sessions].sort((a, b) => a.startsAt - b.startsAt);
	inOrder.forEach((a, i) => {
		for (const b of inOrder.slice(i + 1)) {
			if (b.startsAt >= a.endsAt) break;
			if (a.roomId === b.roomId) found.push(`${a.id} and ${b.id} in ${a.roomId}`);
			if (offeringOf(a).teacher.name.zh === offeringOf(b).teacher.name.zh)
				found.push(`${a.id} and ${b.id} by one teacher`);
		}
	});
	return found;
}

describe('the demo, loaded at any time of the day', () => {
	it.each(['Friday', 'Saturday', 'Sunday'])('%s: a newcomer finds every kind of class at any hour', (day) => {
		const midnight = FRIDAY + ['Friday', 'Saturday', 'Sunday'].indexOf(day) * 86_400_000;
		for (let half = 0; half < 48; half++) {
			// A demo is never loaded on the dot.
			for (const past of [0, 7 * MINUTE + 13_000]) expectEveryKind(midnight + half * 30 * MINUTE + past);
		}
	});

	function expectEveryKind(at: number): void {
		const when = new Date(at).toISOString();
		const { sessions } = demoSchedule(at, []);
		const { from, to } = dayBounds(at, zone);
		const today = sessions.filter((s) => s.startsAt >= from && s.endsAt <= to && s.endsAt > at);
		const on = today.filter((s) => s.status === 'scheduled');
		const inMinutes = (s: Session) => (s.startsAt - at) / MINUTE;
		const open = on.filter((s) => openFor(s, at));
		const found = {
			now: on.some((s) => phaseOf(s, at) === 'now'),
			open: open.length > 0,
			soon: to - at < 45 * MINUTE || open.some((s) => inMinutes(s) >= 7 && inMinutes(s) <= 20),
			later: to - at < 200 * MINUTE || on.some((s) => inMinutes(s) > 45),
			full: on.some((s) => fillingOf(offeringOf(s)) === 'full'),
			few: on.some((s) => fillingOf(offeringOf(s)) === 'few'),
			moved: on.some((s) => s.movedFrom && s.movedFrom !== s.roomId && s.reason),
			cancelled: today.some((s) => s.status === 'cancelled' && s.reason),
		};
		expect(
			Object.entries(found).filter(([, is]) => !is),
			when,
		).toEqual([]);
		expect(clashes(sessions), when).toEqual([]);
	}

	const openFor = (session: Session, now: number): boolean =>
		now >= session.startsAt - DEMO.venue.policy.opensBefore * MINUTE &&
		now < session.endsAt &&
		session.status === 'scheduled';

	it('has sixty sessions and more, some on each of the fourteen days', () => {
		const { sessions } = demoSchedule(FRIDAY + 10 * 60 * MINUTE, []);
		expect(sessions.length).toBeGreaterThanOrEqual(60);
		const days = new Set(sessions.map((s) => dayBounds(s.startsAt, zone).from));
		expect([...days].map((day) => (day - FRIDAY) / 86_400_000).sort((a, b) => a - b)).toEqual(
			Array.from({ length: 14 }, (_, i) => i - 6),
		);
	});
});

describe('a demo that lives on', () => {
	it('changes nothing when refreshed at the same moment', () => {
		const first = demoSchedule(FRIDAY + 15 * 60 * MINUTE, []);
		const again = demoSchedule(FRIDAY + 15 * 60 * MINUTE, first.sessions);
		expect(again.gone).toEqual([]);
		expect(new Map(again.sessions.map((s) => [s.id, s]))).toEqual(
			new Map(first.sessions.map((s) => [s.id, s])),
		);
	});

	it('over ten days of restarts at odd hours keeps what was announced, forgets the old, and never clashes', () => {
		let published: readonly Session[] = [];
		for (let now = FRIDAY; now < FRIDAY + 10 * 86_400_000; now += 7 * 60 * MINUTE + 11 * MINUTE) {
			const { sessions, gone } = demoSchedule(now, published);
			const byId = new Map(sessions.map((s) => [s.id, s]));
			for (const before of published)
				if (!gone.includes(before.id)) expect(byId.get(before.id)).toEqual(before);
			expect(sessions.every((s) => s.startsAt >= dayBounds(now, zone).from - 6 * 86_400_000)).toBe(true);
			expect(clashes(sessions)).toEqual([]);
			published = sessions;
		}
		expect(published.length).toBeLessThan(300);
	});
});

describe('the content', () => {
	const { sessions } = demoSchedule(FRIDAY + 9 * 60 * MINUTE, []);
	const ids = (records: readonly { id: string }[]) => new Set<string>(records.map((r) => r.id));

	it('is what devices can read', () => {
		const read = <K extends keyof typeof RECORDS>(kind: K, bodies: readonly unknown[]) => {
			for (const body of bodies) v.parse(RECORDS[kind], body);
		};
		read('venue', [DEMO.venue]);
		read('room', DEMO.rooms);
		read('programme', DEMO.programmes);
		read('course', DEMO.courses);
		read('offering', DEMO.offerings);
		read('session', sessions);
		read('honoree', honoreesAt(FRIDAY));
	});

	it('refers to nothing that is not there, and names nothing twice', () => {
		for (const course of DEMO.courses) expect(ids(DEMO.programmes)).toContain(course.programmeId);
		for (const offering of DEMO.offerings) {
			expect(ids(DEMO.courses)).toContain(offering.courseId);
			for (const { roomId } of offering.meets) expect(ids(DEMO.rooms)).toContain(roomId);
		}
		for (const list of [DEMO.rooms, DEMO.programmes, DEMO.courses, DEMO.offerings, DEMO.honorees, sessions])
			expect(ids(list).size).toBe(list.length);
		for (const { offeringId } of demoPeople().enrollments) expect(ids(DEMO.offerings)).toContain(offeringId);
	});

	it('is as large as promised, with classes that fit their rooms', () => {
		expect(new Set(DEMO.rooms.map((room) => room.floor)).size).toBe(3);
		expect(DEMO.rooms).toHaveLength(8);
		expect(DEMO.rooms.every((room) => room.name.zh.startsWith('工'))).toBe(true);
		expect(DEMO.programmes).toHaveLength(5);
		expect(new Set(DEMO.programmes.map((programme) => programme.tint)).size).toBe(5);
		expect(DEMO.courses.length).toBeGreaterThanOrEqual(16);
		const seats = new Map(DEMO.rooms.map((room) => [room.id, room.seats!]));
		for (const offering of DEMO.offerings)
			for (const { roomId } of offering.meets)
				expect(seats.get(roomId), offering.id).toBeGreaterThanOrEqual(offering.enrolled);
		for (const s of sessions)
			expect(seats.get(s.roomId), s.id).toBeGreaterThanOrEqual(offeringOf(s).enrolled);
	});

	it('tells of twelve people long dead, in two languages, one of them this month’s', () => {
		const honorees = honoreesAt(FRIDAY);
		expect(honorees).toHaveLength(12);
		expect(honorees.filter((h) => h.month)).toEqual([expect.objectContaining({ month: '2026-11' })]);
		for (const honoree of honorees) {
			expect(honoree.died, honoree.id).toBeLessThanOrEqual(2020);
			expect(honoree.honours.some((honour) => honour.level === 'national')).toBe(true);
			expect(honoree.story.length).toBeGreaterThanOrEqual(3);
			for (const text of [honoree.name, honoree.work, honoree.summary, ...honoree.story])
				expect(text.en, honoree.id).toBeTruthy();
			const years = honoree.milestones.map((milestone) => milestone.year);
			expect(years).toEqual([...years].sort());
			expect(honoree.initial).toBe(honoree.name.en![0]);
		}
	});
});

describe('the invented members', () => {
	const people = demoPeople();

	it('are the same on every machine', () => {
		expect(demoPeople()).toEqual(people);
		expect(people.members).toHaveLength(MEMBERS);
		expect(new Set(people.members.map((m) => m.number)).size).toBe(MEMBERS);
	});

	it('have names of two characters and more, some compound, some with a dot, and phones that ring nowhere', () => {
		const names = people.members.map((m) => m.name);
		expect(names.every((name) => [...name].length >= 2)).toBe(true);
		expect(names.some((name) => name.startsWith('欧阳'))).toBe(true);
		expect(names.some((name) => name.includes('·'))).toBe(true);
		expect(people.members.every((m) => /^100\d{8}$/.test(m.phone!))).toBe(true);
		const honoured = new Set(DEMO.honorees.map((h) => h.name.zh));
		expect(names.filter((name) => honoured.has(name))).toEqual([]);
	});

	it('fill each class exactly as its board says', () => {
		for (const offering of DEMO.offerings) {
			const enrolled = people.enrollments.filter((e) => e.offeringId === offering.id);
			expect(new Set(enrolled.map((e) => e.memberNumber)).size, offering.id).toBe(offering.enrolled);
			expect(offering.enrolled).toBeLessThanOrEqual(offering.capacity);
			expect(offering.enrolled).toBeGreaterThanOrEqual(8);
			expect(offering.enrolled).toBeLessThanOrEqual(30);
		}
	});
});
