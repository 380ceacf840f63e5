import type { OfferingId, RoomId, SessionId } from '../base/id.ts';
import type { Session, Teacher } from './course.ts';
import type { ScheduleChange } from './schedule-change.ts';
import type { Text } from './text.ts';
import { localDate, localWeekday } from './venue-time.ts';

/** Many sessions at once: which, and what becomes of them. Pure. */

export interface Selection {
	/** First and last local date, both in it. */
	readonly from: string;
	readonly until: string;
	readonly offeringId?: OfferingId;
	readonly roomId?: RoomId;
	/** ISO weekday. */
	readonly weekday?: number;
}

/** The sessions it means that are neither over nor cancelled, earliest first. */
export function selectSessions(
	sessions: Iterable<Session>,
	{ from, until, offeringId, roomId, weekday }: Selection,
	zone: string,
	now: number,
): Session[] {
	return [...sessions]
		.filter(({ status, endsAt }) => status === 'scheduled' && endsAt > now)
		.filter((session) => !offeringId || session.offeringId === offeringId)
		.filter((session) => !roomId || session.roomId === roomId)
		.filter(({ startsAt }) => weekday === undefined || localWeekday(startsAt, zone) === weekday)
		.filter(({ startsAt }) => {
			const date = localDate(startsAt, zone);
			return from <= date && date <= until;
		})
		.sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1));
}

/** What to do with each of them. */
export type BulkAct =
	| {
			readonly do: 'move';
			readonly minutes: number;
			readonly roomId: RoomId | null;
			readonly reason: Text | null;
	  }
	| { readonly do: 'substitute'; readonly teacher: Teacher | null; readonly reason: Text | null }
	| { readonly do: 'cancel'; readonly reason: Text };

const MINUTE = 60_000;

export const bulkChanges = (
	sessions: readonly Pick<Session, 'id' | 'startsAt'>[],
	act: BulkAct,
): ScheduleChange[] => sessions.map((session) => changeOf(session.id, session.startsAt, act));

function changeOf(sessionId: SessionId, startsAt: number, act: BulkAct): ScheduleChange {
	const why = act.reason ? { reason: act.reason } : {};
	if (act.do === 'cancel') return { do: 'cancel', sessionId, reason: act.reason };
	if (act.do === 'substitute') return { do: 'substitute', sessionId, teacher: act.teacher, ...why };
	return {
		...{ do: 'move', sessionId, startsAt: startsAt + act.minutes * MINUTE },
		...(act.roomId ? { roomId: act.roomId } : {}),
		...why,
	};
}
