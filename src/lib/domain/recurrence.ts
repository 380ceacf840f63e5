import * as v from 'valibot';
import {
	dateAfter,
	dayKind,
	daysBetween,
	isDate,
	LocalDate,
	Weekday,
	weekdayOf,
	type HolidayYear,
} from './holidays.ts';
import { integer } from './shapes.ts';
import type { Text } from './text.ts';

/** On which dates a class meets, week after week, past holidays and on make-up days. */

const LONGEST_DAYS = 3 * 366;
/** After it dates are written otherwise, and sort before it. */
const LAST_DATE = '9999-12-31';

/** The last date that a class may have whose dates begin then. */
export function lastDateFrom(from: string): string {
	return daysBetween(from, LAST_DATE) > LONGEST_DAYS ? dateAfter(from, LONGEST_DAYS) : LAST_DATE;
}

export const RecurrenceSchema = v.pipe(
	v.object({
		weekdays: v.pipe(v.array(Weekday), v.minLength(1, 'needs a weekday')),
		from: LocalDate,
		/** Last date that may be one. */
		until: LocalDate,
		/** Ends after so many, where that comes first. */
		count: v.optional(integer(1, 400)),
		/** Every so many weeks, counted from the week of `from`. */
		everyWeeks: v.optional(integer(1, 8), 1),
		/** Dates on which it does not meet, for reasons of its own. */
		except: v.optional(v.array(LocalDate), []),
		/** Follow public holidays and make-up days. */
		holidays: v.optional(v.boolean(), true),
	}),
	v.check(({ from, until }) => from <= until, 'ends before it begins'),
	v.check(({ from, until }) => !isDate(from) || until <= lastDateFrom(from), 'lasts longer than three years'),
);
export type Recurrence = v.InferOutput<typeof RecurrenceSchema>;

export interface Dates {
	readonly dates: readonly { readonly date: string; readonly makeUp: boolean }[];
	/** Days off on which it would have met. */
	readonly skipped: readonly { readonly date: string; readonly name: Text }[];
	/** Make-up days of which nobody has said yet which weekday they stand for. */
	readonly unanswered: readonly string[];
}

/** Until `lastDateFrom` at most: who asks for more is told so before. */
export function datesOf(rule: Recurrence, years: readonly HolidayYear[]): Dates {
	const dates: { date: string; makeUp: boolean }[] = [];
	const skipped: { date: string; name: Text }[] = [];
	const unanswered: string[] = [];
	const weekdays = new Set(rule.weekdays);
	const except = new Set(rule.except);
	const monday = dateAfter(rule.from, 1 - weekdayOf(rule.from));
	const far = lastDateFrom(rule.from);
	const days = daysBetween(rule.from, rule.until < far ? rule.until : far);
	for (let n = 0; n <= days && dates.length !== rule.count; n++) {
		const date = dateAfter(rule.from, n);
		if (!isInTurn(date, monday, rule.everyWeeks) || except.has(date)) continue;
		const day = rule.holidays
			? dayKind(date, years)
			: { kind: 'ordinary' as const, follows: weekdayOf(date) };
		if (day.kind === 'off') {
			if (weekdays.has(weekdayOf(date))) skipped.push({ date, name: day.name });
		} else if (day.follows === null) unanswered.push(date);
		else if (weekdays.has(day.follows)) dates.push({ date, makeUp: day.kind === 'make-up' });
	}
	return { dates, skipped, unanswered };
}

const DAY = 86_400_000;

const isInTurn = (date: string, monday: string, every: number): boolean =>
	Math.floor((Date.parse(date) - Date.parse(monday)) / (7 * DAY)) % every === 0;
