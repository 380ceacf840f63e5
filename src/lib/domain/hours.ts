import type { Attendance } from './attendance.ts';
import type { Session } from './course.ts';
import { visitDate } from './visits.ts';

/** Hours (学时): how long people were at their classes, by the clock of the timetable. */

export interface Attended {
	readonly session: Pick<Session, 'id' | 'startsAt' | 'endsAt' | 'status'>;
	readonly attendance: Pick<Attendance, 'status' | 'since' | 'leftAt' | 'away'>;
}

/**
 * Milliseconds that count, up to `now`: from the start or a late arrival, to the end or an early leaving, less the time out in
 * between. What staff noted only when it was over counts whole. What is disputed counts once it is settled.
 */
export function attendedMs({ session, attendance }: Attended, now: number): number {
	const { startsAt, endsAt, status } = session;
	const { since, leftAt, away } = attendance;
	if (status === 'cancelled' || attendance.status !== 'present') return 0;
	// Nobody says how long a visit was, unless they say that they leave.
	if (visitDate(session.id) !== null && leftAt === null) return 0;
	const from = since === null || since >= endsAt ? startsAt : Math.max(since, startsAt);
	const to = Math.min(leftAt ?? endsAt, endsAt, now);
	return Math.max(0, to - from - away);
}

/** In whole minutes, as reports add them up. */
export const attendedMinutes = (
	session: Attended['session'],
	attendance: Attended['attendance'],
	now: number,
) => Math.floor(attendedMs({ session, attendance }, now) / 60_000);

/** The same of several sessions together, as one person's or one class's hours. */
export const totalMs = (all: readonly Attended[], now: number): number =>
	all.reduce((sum, attended) => sum + attendedMs(attended, now), 0);
