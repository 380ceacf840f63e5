import type { SessionId } from '$lib/base/id.ts';
import { visitsToday, type Catalogue } from '$lib/domain/catalogue.ts';
import { opensAt } from '$lib/domain/check-in-window.ts';
import { policyFor } from '$lib/domain/policy-for.ts';
import { boardOf, type BoardRow } from '$lib/domain/schedule.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import { dayBounds, instantOf, localDate, localTime } from '$lib/domain/venue-time.ts';
import { comingsWords } from '$lib/i18n/comings.ts';

/** One day of sessions as staff see it: everything already in words of one language, in venue time. */
export interface DayView {
	readonly date: string;
	readonly heading: string;
	readonly isToday: boolean;
	/** Neighbouring days, `YYYY-MM-DD`. */
	readonly previous: string;
	readonly next: string;
	readonly rows: readonly DayRow[];
	/** Of those who came without a class; null where the venue counts none, or was closed. */
	readonly visits: { readonly id: SessionId; readonly name: string; readonly people: string } | null;
	readonly totals: { sessions: number; present: number; enrolled: number; conflicts: number };
}

export interface DayRow {
	readonly id: SessionId;
	readonly from: string;
	readonly to: string;
	readonly course: string;
	readonly offering: string;
	readonly teacher: string;
	readonly room: string;
	readonly movedFrom: string | null;
	readonly tint: string;
	readonly programme: string;
	readonly state: 'cancelled' | 'over' | 'now' | 'open' | 'ahead';
	readonly present: number;
	readonly enrolled: number;
	readonly conflicts: number;
}

/** The instant that stands for an asked-for day (`YYYY-MM-DD`); anything else is today. */
export function askedDay(asked: string | null, now: number, zone: string): number {
	if (!asked || !/^20\d\d-\d\d-\d\d$/.test(asked)) return now;
	try {
		return asked === localDate(now, zone) ? now : instantOf(asked, '12:00', zone);
	} catch {
		return now; // a day such as 31 February
	}
}

export const roomWords = (room: BoardRow['meeting']['room'], language: Language): string => {
	const name = inLanguage(room.name, language);
	return room.number ? `${room.number} ${name}` : name;
};

/** A local date in words, such as “11月22日 星期日”. */
export const dateWords = (at: number, zone: string, language: Language): string =>
	new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
		timeZone: zone,
		month: 'long',
		day: 'numeric',
		weekday: 'long',
	}).format(at);

/** `at` lies in the day shown, `now` says what is over; `conflicts` counts people by session. */
export function dayView(
	catalogue: Catalogue,
	at: number,
	now: number,
	conflicts: ReadonlyMap<SessionId, number>,
	language: Language,
): DayView {
	const { zone } = catalogue.venue;
	const { from, to } = dayBounds(at, zone);
	const rows = boardOf(catalogue, at).map((row) =>
		dayRow(row, zone, now, conflicts.get(row.meeting.session.id) ?? 0, language, catalogue),
	);
	const sum = (count: (row: DayRow) => number) => rows.reduce((total, row) => total + count(row), 0);
	return {
		date: localDate(at, zone),
		heading: dateWords(at, zone, language),
		isToday: localDate(at, zone) === localDate(now, zone),
		previous: localDate(from - 1, zone),
		next: localDate(to, zone),
		rows,
		visits: visitsView(catalogue, at, language),
		totals: {
			sessions: rows.filter((row) => row.state !== 'cancelled').length,
			present: sum((row) => row.present),
			enrolled: sum((row) => (row.state === 'cancelled' ? 0 : row.enrolled)),
			conflicts: sum((row) => row.conflicts),
		},
	};
}

/** Counts of days long gone are not published any more: `came` says how many there were. */
export function withVisits(catalogue: Catalogue, id: SessionId, came: number): Catalogue {
	return { ...catalogue, tallies: new Map([...catalogue.tallies, [id, { enrolled: 0, present: came }]]) };
}

function visitsView(catalogue: Catalogue, at: number, language: Language): DayView['visits'] {
	const meeting = visitsToday(catalogue, at);
	if (!meeting) return null;
	const { name, people } = comingsWords(language).visit;
	const { present, came = present } = meeting.tally;
	return { id: meeting.session.id, name, people: people(came) };
}

function dayRow(
	{ meeting }: BoardRow,
	zone: string,
	now: number,
	conflicts: number,
	language: Language,
	catalogue: Catalogue,
): DayRow {
	const { session, offering, course, programme, room, movedFrom, tally } = meeting;
	return {
		id: session.id,
		from: localTime(session.startsAt, zone),
		to: localTime(session.endsAt, zone),
		course: inLanguage(course.name, language),
		offering: inLanguage(offering.name, language),
		teacher: inLanguage(offering.teacher.name, language),
		room: roomWords(room, language),
		movedFrom: movedFrom && roomWords(movedFrom, language),
		tint: programme.tint,
		programme: inLanguage(programme.name, language),
		state: stateOf(session, now, opensAt(meeting, policyFor(meeting, catalogue.venue))),
		present: tally.came ?? tally.present,
		enrolled: tally.enrolled,
		conflicts,
	};
}

function stateOf(session: BoardRow['meeting']['session'], now: number, opens: number): DayRow['state'] {
	if (session.status === 'cancelled') return 'cancelled';
	if (now >= session.endsAt) return 'over';
	if (now >= session.startsAt) return 'now';
	return now >= opens ? 'open' : 'ahead';
}
