import type { RoomId, SessionId } from '../base/id.ts';
import type { Offering, Session, Teacher } from './course.ts';

/** Two classes in one room, or one teacher in two rooms. */

export interface Clash {
	readonly over: 'room' | 'teacher';
	/** The session that is there already. */
	readonly with: SessionId;
	/** The one that would be put up. */
	readonly session: SessionId;
}

export interface Span {
	readonly startsAt: number;
	readonly endsAt: number;
}

export const overlaps = (a: Span, b: Span): boolean => a.startsAt < b.endsAt && b.startsAt < a.endsAt;

/**
 * By their entries among the venue's teachers where both have one, by those in the honour roll, else by name: teachers need not
 * have an entry.
 */
export function isSameTeacher(a: Teacher, b: Teacher): boolean {
	if (a.teacherId && b.teacherId) return a.teacherId === b.teacherId;
	if (a.honoreeId && b.honoreeId) return a.honoreeId === b.honoreeId;
	return a.name.zh === b.name.zh;
}

/**
 * What `wanted` would run into among `sessions` (those of the same ids excepted: they are being changed) and among
 * themselves. A cancelled class holds neither room nor teacher.
 */
export function clashesOf(
	wanted: readonly Session[],
	sessions: Iterable<Session>,
	offerings: ReadonlyMap<Session['offeringId'], Offering>,
): Clash[] {
	const changing = new Set(wanted.map(({ id }) => id));
	const stay = [...sessions].filter(({ id, status }) => status === 'scheduled' && !changing.has(id));
	const put = wanted.filter(({ status }) => status === 'scheduled');
	const all = [...stay, ...put].sort((a, b) => a.startsAt - b.startsAt);
	const longest = Math.max(0, ...all.map(({ startsAt, endsAt }) => endsAt - startsAt));
	const teacherOf = ({ offeringId, substitute }: Session): Teacher | undefined =>
		substitute ?? offerings.get(offeringId)?.teacher;
	const clashes: Clash[] = [];
	for (const session of put) {
		for (let at = firstAfter(all, session.startsAt - longest); at < all.length; at++) {
			const other = all[at]!;
			if (other.startsAt >= session.endsAt) break;
			if (other === session || !overlaps(other, session)) continue;
			// Two that are put up together: told once, by the later one.
			if (changing.has(other.id) && put.indexOf(other) > put.indexOf(session)) continue;
			const told = { with: other.id, session: session.id };
			if (other.roomId === session.roomId) clashes.push({ over: 'room', ...told });
			const [own, their] = [teacherOf(session), teacherOf(other)];
			if (own && their && isSameTeacher(own, their)) clashes.push({ over: 'teacher', ...told });
		}
	}
	return clashes;
}

/** Index of the first that starts at `at` or later. */
function firstAfter(sorted: readonly Session[], at: number): number {
	let [low, high] = [0, sorted.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (sorted[middle]!.startsAt < at) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Rooms that are free all through `span`, those that seat enough first, the smallest of them leading. */
export function freeRooms(
	span: Span,
	rooms: Iterable<{ readonly id: RoomId; readonly seats?: number | undefined }>,
	sessions: Iterable<Session>,
	seats: number,
): RoomId[] {
	const taken = new Set(
		[...sessions].filter((s) => s.status === 'scheduled' && overlaps(s, span)).map(({ roomId }) => roomId),
	);
	const lacks = (room: { seats?: number | undefined }): number => ((room.seats ?? 0) >= seats ? 0 : 1);
	return [...rooms]
		.filter(({ id }) => !taken.has(id))
		.sort((a, b) => lacks(a) - lacks(b) || (a.seats ?? 0) - (b.seats ?? 0) || (a.id < b.id ? -1 : 1))
		.map(({ id }) => id);
}
