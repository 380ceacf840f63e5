import type { RoomId } from '$lib/base/id.ts';
import { meetingOf, type Catalogue, type Meeting } from '$lib/domain/catalogue.ts';
import { dateAfter, weekdayOf } from '$lib/domain/holidays.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import { dayBounds, instantOf, localDate, localTime } from '$lib/domain/venue-time.ts';
import { roomWords } from '../day-view.server.ts';

/** A week of sessions, room by room and day by day, in words of one language and in venue time. */
export interface WeekView {
	/** Monday, `YYYY-MM-DD`. */
	readonly monday: string;
	readonly previous: string;
	readonly next: string;
	readonly isThis: boolean;
	readonly days: readonly { readonly date: string; readonly name: string; readonly isToday: boolean }[];
	readonly rooms: readonly {
		readonly id: RoomId;
		readonly name: string;
		readonly seats: number | null;
		/** One list a day. */
		readonly days: readonly (readonly WeekSession[])[];
	}[];
	readonly count: number;
}

export interface WeekSession {
	readonly id: string;
	readonly from: string;
	readonly to: string;
	readonly course: string;
	readonly offering: string;
	readonly teacher: string;
	readonly tint: string;
	readonly cancelled: boolean;
	readonly moved: boolean;
	readonly substitute: boolean;
	/** It can still be changed. */
	readonly ahead: boolean;
}

const DAYS = [0, 1, 2, 3, 4, 5, 6];

/** The Monday of the week that `asked` (`YYYY-MM-DD`) lies in; of this week where it is no date. */
export function mondayOf(asked: string | null, now: number, zone: string): string {
	const today = localDate(now, zone);
	let date = today;
	try {
		if (asked && /^2\d{3}-\d\d-\d\d$/.test(asked)) date = dateAfter(asked, 0);
	} catch {
		// A day such as 31 February.
	}
	return dateAfter(date, 1 - weekdayOf(date));
}

export function weekView(catalogue: Catalogue, monday: string, now: number, lang: Language): WeekView {
	const { zone } = catalogue.venue;
	const dates = DAYS.map((days) => dateAfter(monday, days));
	const from = instantOf(monday, '00:00', zone);
	const to = dayBounds(instantOf(dates[6]!, '12:00', zone), zone).to;
	const meetings = [...catalogue.sessions.values()]
		.filter((session) => session.startsAt >= from && session.startsAt < to)
		.sort((a, b) => a.startsAt - b.startsAt)
		.flatMap((session) => meetingOf(catalogue, session.id) ?? []);
	const byRoom = Map.groupBy(meetings, ({ room }) => room.id);
	const today = localDate(now, zone);
	const format = (options: Intl.DateTimeFormatOptions) =>
		new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', { ...options, timeZone: zone });
	const [day, weekday] = [format({ month: 'numeric', day: 'numeric' }), format({ weekday: 'short' })];
	const dayName = (at: number) => `${day.format(at)} ${weekday.format(at)}`;
	return {
		...{ monday, previous: dateAfter(monday, -7), next: dateAfter(monday, 7), count: meetings.length },
		isThis: dates.includes(today),
		days: dates.map((date) => ({
			...{ date, isToday: date === today, name: dayName(instantOf(date, '12:00', zone)) },
		})),
		rooms: [...catalogue.rooms.values()]
			.sort((a, b) => a.floor - b.floor || (a.number ?? '').localeCompare(b.number ?? ''))
			.map((room) => {
				const here = byRoom.get(room.id) ?? [];
				const on = (date: string) => here.filter(({ session }) => localDate(session.startsAt, zone) === date);
				return {
					...{ id: room.id, name: roomWords(room, lang), seats: room.seats ?? null },
					days: dates.map((date) => on(date).map((meeting) => weekSession(meeting, zone, now, lang))),
				};
			}),
	};
}

function weekSession(
	{ session, course, offering, programme, movedFrom }: Meeting,
	zone: string,
	now: number,
	lang: Language,
): WeekSession {
	return {
		id: session.id,
		from: localTime(session.startsAt, zone),
		to: localTime(session.endsAt, zone),
		course: inLanguage(course.name, lang),
		offering: inLanguage(offering.name, lang),
		teacher: inLanguage(offering.teacher.name, lang),
		tint: programme.tint,
		cancelled: session.status === 'cancelled',
		moved: movedFrom !== null || session.announcedAt !== undefined,
		substitute: session.substitute !== undefined,
		ahead: session.endsAt > now,
	};
}
