import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	asId,
	type HonoreeId,
	type OfferingId,
	type RoomId,
	type SessionId,
	type TeacherId,
} from '../base/id.ts';
import { clashesOf, freeRooms, isSameTeacher, overlaps } from './clashes.ts';
import type { Offering, Session } from './course.ts';

const offering = (id: string, teacher: string, honoreeId?: string): Offering => ({
	id: asId<OfferingId>(id),
	courseId: asId('c'),
	name: { zh: id },
	teacher: { name: { zh: teacher }, ...(honoreeId ? { honoreeId: asId<HonoreeId>(honoreeId) } : {}) },
	capacity: 20,
});
const offerings = new Map(
	[offering('ink', '周老师'), offering('song', '吴老师'), offering('ink-2', '周老师')].map((o) => [o.id, o]),
);
const session = (id: string, of: string, room: string, from: number, to: number, rest = {}): Session => ({
	...{ id: asId<SessionId>(id), offeringId: asId<OfferingId>(of), roomId: asId<RoomId>(room) },
	...{ startsAt: from, endsAt: to, status: 'scheduled', ...rest },
});

describe('clashes', () => {
	const there = [session('a', 'ink', '201', 100, 200)];
	it.each([
		['another class in the room', session('b', 'song', '201', 150, 250), ['room']],
		['the teacher elsewhere at the time', session('b', 'ink-2', '202', 150, 250), ['teacher']],
		['both', session('b', 'ink-2', '201', 199, 250), ['room', 'teacher']],
		['one after the other', session('b', 'ink-2', '201', 200, 250), []],
		['another room and teacher', session('b', 'song', '202', 100, 200), []],
		['a cancelled class', session('b', 'ink', '201', 100, 200, { status: 'cancelled' }), []],
		['itself, moved a little', session('a', 'ink', '201', 120, 220), []],
	])('%s', (_what, wanted, over) => {
		expect(clashesOf([wanted], there, offerings).map((clash) => clash.over)).toEqual(over);
	});
	it('a cancelled class holds no room', () => {
		const off = [session('a', 'ink', '201', 100, 200, { status: 'cancelled' as const })];
		expect(clashesOf([session('b', 'ink-2', '201', 100, 200)], off, offerings)).toEqual([]);
	});
	it('of two that are put up together are told once', () => {
		const both = [session('b', 'song', '201', 300, 400), session('c', 'ink', '201', 350, 450)];
		expect(clashesOf(both, there, offerings)).toEqual([{ over: 'room', with: 'b', session: 'c' }]);
	});
	it('a teacher of the honour roll is the same person under two names', () => {
		const [one, other] = [offering('x', '周师傅', 'zhou').teacher, offering('y', '周老师', 'zhou').teacher];
		expect(isSameTeacher(one, other)).toBe(true);
		expect(isSameTeacher(one, { name: { zh: '周师傅' } })).toBe(true);
	});
	it('two teachers of one name are told apart by their entries', () => {
		const wang = (id: string) => ({ name: { zh: '王芳' }, teacherId: asId<TeacherId>(id) });
		expect(isSameTeacher(wang('one'), wang('two'))).toBe(false);
		expect(isSameTeacher(wang('one'), { name: { zh: '王芳' } })).toBe(true);
	});
	it('are those that looking at every pair finds', () => {
		const any = fc
			.tuple(fc.nat(60), fc.nat(40), fc.nat(30), fc.constantFrom('ink', 'song', 'ink-2'), fc.nat(3))
			.map(([id, from, length, of, room]) => session(`s${id}`, of, `r${room}`, from, from + length + 1));
		const some = fc.uniqueArray(any, { selector: (s) => s.id, maxLength: 30 });
		fc.assert(
			fc.property(some, fc.nat(10), (all, n) => {
				const [wanted, rest] = [all.slice(0, n), all.slice(n)];
				const pairs = wanted.flatMap((s, i) =>
					[...rest, ...wanted.slice(0, i)]
						.filter((o) => overlaps(o, s))
						.flatMap((o) => [
							...(o.roomId === s.roomId ? [`room ${o.id} ${s.id}`] : []),
							...(isSameTeacher(offerings.get(o.offeringId)!.teacher, offerings.get(s.offeringId)!.teacher)
								? [`teacher ${o.id} ${s.id}`]
								: []),
						]),
				);
				const found = clashesOf(wanted, rest, offerings).map((c) => `${c.over} ${c.with} ${c.session}`);
				expect(found.sort()).toEqual(pairs.sort());
			}),
		);
	});
});

describe('free rooms', () => {
	const rooms = [
		{ id: asId<RoomId>('hall'), seats: 200 },
		{ id: asId<RoomId>('201'), seats: 30 },
		{ id: asId<RoomId>('202'), seats: 24 },
		{ id: asId<RoomId>('nook'), seats: 6 },
	];
	it('seat enough first, the smallest of them leading', () => {
		expect(freeRooms({ startsAt: 0, endsAt: 10 }, rooms, [], 20)).toEqual(['202', '201', 'hall', 'nook']);
		const taken = [session('a', 'ink', '202', 5, 15)];
		expect(freeRooms({ startsAt: 0, endsAt: 10 }, rooms, taken, 20)).toEqual(['201', 'hall', 'nook']);
		expect(freeRooms({ startsAt: 15, endsAt: 20 }, rooms, taken, 20)[0]).toBe('202');
	});
});
