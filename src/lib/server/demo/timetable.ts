import type { RoomId } from '../../base/id.ts';
import { overlaps, type Span } from '../../domain/clashes.ts';
import { sessionIdFor, type Session } from '../../domain/course.ts';
import { dayBounds, instantOf, localDate, localTime, localWeekday } from '../../domain/venue-time.ts';
import { DEMO, fillingOf, type DemoOffering } from './content.ts';
import { seeded } from './seeded.ts';

/** The demo's ordinary timetable: what follows from the date alone. */

export const DAYS_BACK = 6;
export const DAYS_AHEAD = 7;
const DAY = 86_400_000;
const { zone } = DEMO.venue;

/** Noon of each day of the window around `now`, earliest first: inside the day whatever the clocks do. */
export function windowDays(now: number): number[] {
	const noon = dayBounds(now, zone).from + DAY / 2;
	return Array.from({ length: DAYS_BACK + 1 + DAYS_AHEAD }, (_, i) => noon + (i - DAYS_BACK) * DAY);
}

/** One dated meeting. Its id says what and when, so that generating it again finds the same session. */
export function sessionOf(offering: DemoOffering, roomId: RoomId, startsAt: number, endsAt: number): Session {
	const id = sessionIdFor(offering.id, localDate(startsAt, zone), localTime(startsAt, zone));
	return { id, offeringId: offering.id, roomId, startsAt, endsAt, status: 'scheduled' };
}

/** Rooms without a session in `span`, most seats first. A cancelled class keeps its room: it may be reinstated. */
export const freeRooms = (span: Span, sessions: readonly Session[]): RoomId[] =>
	[...DEMO.rooms]
		.sort((a, b) => (b.seats ?? 0) - (a.seats ?? 0))
		.map((room) => room.id)
		.filter((id) => !sessions.some((s) => s.roomId === id && overlaps(s, span)));

/** The sessions of the local day that `at` lies in, one evening class of it cancelled and one moved. */
export function sessionsOfDay(at: number): Session[] {
	const date = localDate(at, zone);
	const weekday = localWeekday(at, zone);
	const sessions = DEMO.offerings.flatMap((offering) =>
		offering.meets
			.filter((meets) => meets.days.includes(weekday))
			.map((meets) => {
				const startsAt = instantOf(date, meets.at, zone);
				return sessionOf(offering, meets.roomId, startsAt, startsAt + meets.minutes * 60_000);
			}),
	);
	return withExceptions(sessions, date);
}

/** Among the day's last classes, because a visitor of any hour but the latest still finds them ahead. */
function withExceptions(sessions: Session[], date: string): Session[] {
	const chance = seeded(`exceptions ${date}`);
	const late = sessions
		.filter((s) => fillingOf(DEMO.offerings.find((o) => o.id === s.offeringId)!) === 'free')
		.sort((a, b) => b.startsAt - a.startsAt)
		.slice(0, 5);
	const cancelled = chance.pick(late);
	const moved = chance.pick(late.filter((s) => s !== cancelled));
	return sessions.map((session) => {
		if (session === cancelled) return cancel(session, date);
		return session === moved ? move(session, sessions, date) : session;
	});
}

export const cancel = (session: Session, date: string): Session => ({
	...session,
	status: 'cancelled',
	reason: seeded(`cancel ${date}`).pick(DEMO.reasons.cancelled),
});

/** To the largest free room; where none is free it stays. */
export function move(session: Session, sessions: readonly Session[], date: string): Session {
	const [roomId] = freeRooms(session, sessions);
	if (!roomId) return session;
	const reason = seeded(`move ${date}`).pick(DEMO.reasons.moved);
	return { ...session, roomId, movedFrom: session.roomId, reason };
}
