import type { OfferingId, SessionId } from '../base/id.ts';
import { sessionIdFor, type Session } from './course.ts';
import { dateAfter, dayKind, weekdayOf, yearsWithout, type HolidayYear } from './holidays.ts';
import type { Text } from './text.ts';
import { instantOf, localDate, localTime } from './venue-time.ts';

/** A term's sessions put up again from another week on, past holidays and on make-up days. Pure. */

export interface TermCopy {
	/** First and last local date of what is copied. */
	readonly from: string;
	readonly until: string;
	/** A date of the week that takes the first week's place: weekdays stay. */
	readonly to: string;
	/** Of this class only. */
	readonly offeringId?: OfferingId;
}

export interface CopiedTerm {
	readonly sessions: readonly Session[];
	/** Days off on which something would have met. */
	readonly skipped: readonly { readonly date: string; readonly name: Text }[];
	/** Make-up days of which nobody has said which weekday they stand for. */
	readonly unanswered: readonly string[];
	/** How many were there to be copied. */
	readonly source: number;
	/** Days that the class lost to holidays then, and meets on now. */
	readonly filled: number;
	/** How many are up already. */
	readonly there: number;
	/** Years of either term whose holidays nobody has put in. */
	readonly unknownYears: readonly number[];
}

const DAY = 86_400_000;
const mondayOf = (date: string): string => dateAfter(date, 1 - weekdayOf(date));
const daysBetween = (from: string, to: string): number =>
	Math.round((Date.parse(to) - Date.parse(from)) / DAY);

/** As it was announced at first, whatever became of it: what a term copies is its plan. */
interface Planned {
	readonly session: Session;
	readonly date: string;
	readonly startsAt: number;
}

export function copyTerm(
	all: ReadonlyMap<SessionId, Session>,
	{ from, until, to, offeringId }: TermCopy,
	years: readonly HolidayYear[],
	zone: string,
): CopiedTerm {
	const met = [...all.values()]
		.filter((session) => !offeringId || session.offeringId === offeringId)
		.map((session): Planned => {
			const startsAt = session.announcedAt ?? session.startsAt;
			return { session, startsAt, date: localDate(startsAt, zone) };
		})
		.filter(({ date }) => from <= date && date <= until)
		// What met on a make-up day stood for another weekday, which is copied itself.
		.filter(({ date }) => dayKind(date, years).kind !== 'make-up');
	const planned = [...met, ...lostToHolidays(met, years)];
	const shift = daysBetween(mondayOf(from), mondayOf(to));
	const put = new Map<SessionId, Session>();
	const skipped = new Map<string, Text>();
	let there = 0;
	const add = (one: Planned, date: string): void => {
		const session = on(one, date, zone);
		if (all.has(session.id)) there += put.has(session.id) ? 0 : 1;
		else put.set(session.id, session);
	};
	for (const one of planned) {
		const date = dateAfter(one.date, shift);
		const day = dayKind(date, years);
		if (day.kind === 'off') skipped.set(date, day.name);
		else if (day.kind === 'ordinary') add(one, date);
	}
	const [first, last] = [dateAfter(from, shift), dateAfter(until, shift)];
	const makeUp = makeUpDays(first, last, years);
	for (const { date, follows } of makeUp)
		if (follows !== null) for (const one of weekly(planned, follows, dateAfter(date, -shift))) add(one, date);
	return {
		sessions: [...put.values()].sort((a, b) => a.startsAt - b.startsAt),
		skipped: [...skipped].sort().map(([date, name]) => ({ date, name })),
		unanswered: makeUp.filter(({ follows }) => follows === null).map(({ date }) => date),
		...{ source: met.length, filled: planned.length - met.length, there },
		unknownYears: [...new Set([...yearsWithout(from, until, years), ...yearsWithout(first, last, years)])],
	};
}

/** What would have met between a class's first and last day, every so many weeks as it does, had it not been for that year's holidays. */
function lostToHolidays(met: readonly Planned[], years: readonly HolidayYear[]): Planned[] {
	const lost: Planned[] = [];
	for (const meetings of Map.groupBy(met, weeklyKey).values()) {
		const dates = [...new Set(meetings.map(({ date }) => date))].sort();
		const step = Math.min(...dates.slice(1).map((date, n) => daysBetween(dates[n]!, date)));
		const { policy: _ofOneDay, ...session } = meetings[0]!.session;
		for (let date = dates[0]!; date < dates.at(-1)!; date = dateAfter(date, step))
			if (!dates.includes(date) && dayKind(date, years).kind !== 'ordinary')
				lost.push({ session, startsAt: meetings[0]!.startsAt, date });
	}
	return lost;
}

/** What meets at this time of this weekday. */
const weeklyKey = ({ session, startsAt, date }: Planned): string =>
	`${session.offeringId} ${startsAt % DAY} ${weekdayOf(date)}`;

/** The same class in the same room at the same time of that day. */
function on({ session, startsAt }: Planned, date: string, zone: string): Session {
	const time = localTime(startsAt, zone);
	const begins = instantOf(date, time, zone);
	return {
		...{ id: sessionIdFor(session.offeringId, date, time), offeringId: session.offeringId },
		...{ roomId: session.movedFrom ?? session.roomId, startsAt: begins },
		...{ endsAt: begins + (session.endsAt - session.startsAt), status: 'scheduled' },
		...(session.policy ? { policy: session.policy } : {}),
	};
}

const makeUpDays = (from: string, until: string, years: readonly HolidayYear[]) =>
	years
		.flatMap(({ work }) => work)
		.filter(({ date }) => from <= date && date <= until)
		.map(({ date, as }) => ({ date, follows: as ?? null }));

/** One of each class and time that meets on this weekday, among those whose weeks lie around `date`. */
function weekly(planned: readonly Planned[], weekday: number, date: string): Planned[] {
	const found = new Map<string, Planned>();
	const spans = new Map<string, { first: string; last: string }>();
	for (const one of planned) {
		if (weekdayOf(one.date) !== weekday) continue;
		const key = weeklyKey(one);
		const span = spans.get(key) ?? { first: one.date, last: one.date };
		spans.set(key, {
			first: one.date < span.first ? one.date : span.first,
			last: one.date > span.last ? one.date : span.last,
		});
		found.set(key, one);
	}
	return [...found].flatMap(([key, one]) => {
		const { first, last } = spans.get(key)!;
		return mondayOf(first) <= date && date <= dateAfter(mondayOf(last), 6) ? [one] : [];
	});
}
