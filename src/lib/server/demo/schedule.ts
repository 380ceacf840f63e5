import { asId, type SessionId } from '../../base/id.ts';
import type { Session } from '../../domain/course.ts';
import { dayBounds } from '../../domain/venue-time.ts';
import { DEMO } from './content.ts';
import { withMoments } from './moments.ts';
import { sessionsOfDay, windowDays } from './timetable.ts';

/** Sessions to publish, and ids of those that have left the two weeks. */
export interface ScheduleChange {
	readonly sessions: readonly Session[];
	readonly gone: readonly SessionId[];
}

/**
 * The two weeks around `now`: the timetable, the extra meetings that are already published (people may have checked
 * in to them), and those that today still lacks. The same `now` twice changes nothing; the next day continues.
 */
export function demoSchedule(now: number, published: Iterable<Session>): ScheduleChange {
	const days = windowDays(now);
	const from = dayBounds(days[0]!, DEMO.venue.zone).from;
	const sessions = new Map(days.flatMap((day) => sessionsOfDay(day)).map((s) => [s.id, s]));
	const gone: SessionId[] = [];
	for (const session of published) {
		if (session.startsAt < from) gone.push(asId<SessionId>(session.id));
		// What is on the board stays as it was announced.
		else sessions.set(session.id, session);
	}
	const today = dayBounds(now, DEMO.venue.zone);
	const ofToday = [...sessions.values()].filter((s) => s.startsAt >= today.from && s.startsAt < today.to);
	for (const session of withMoments(ofToday, now)) sessions.set(session.id, session);
	return { sessions: [...sessions.values()], gone };
}
