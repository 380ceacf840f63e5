import * as v from 'valibot';
import { integer, line } from './shapes.ts';
import { TextSchema } from './text.ts';

/**
 * Public holidays and make-up workdays (节假日、调休) of a year, as the State Council announces them each autumn. Data, not
 * code: staff put next year's file beside the others.
 */

export const LocalDate = v.pipe(
	v.string(),
	v.isoDate('must be YYYY-MM-DD'),
	v.check(isDate, 'is no day of the calendar'),
);

/** A day of the calendar as `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
	try {
		return Temporal.PlainDate.from(text).toString() === text;
	} catch {
		return false;
	}
}

export const weekdayOf = (date: string): number => Temporal.PlainDate.from(date).dayOfWeek;
export const dateAfter = (date: string, days: number): string =>
	Temporal.PlainDate.from(date).add({ days }).toString();
export const daysBetween = (from: string, until: string): number =>
	Temporal.PlainDate.from(from).until(until).days;

/** ISO weekday, 1 is Monday. */
export const Weekday = integer(1, 7);

export const HolidayYearSchema = v.pipe(
	v.object({
		year: integer(2000, 2999),
		/** Which announcement it follows. */
		source: v.optional(line(200)),
		/** Days off, first and last included. */
		off: v.array(
			v.pipe(
				v.object({ from: LocalDate, to: LocalDate, name: TextSchema }),
				v.check(({ from, to }) => from <= to, 'ends before it begins'),
			),
		),
		/** Days of a weekend on which people work. `as`: the weekday whose timetable is followed, once staff have said so. */
		work: v.array(v.object({ date: LocalDate, as: v.optional(Weekday) })),
	}),
	v.check(
		({ year, off, work }) =>
			[...off.flatMap(({ from, to }) => [from, to]), ...work.map(({ date }) => date)].every(
				(date) => Math.abs(Number(date.slice(0, 4)) - year) <= 1,
			),
		'holds days of another year',
	),
	v.check(
		({ off, work }) => work.every(({ date }) => !off.some(({ from, to }) => from <= date && date <= to)),
		'has a day that is both off and worked',
	),
);
export type HolidayYear = v.InferOutput<typeof HolidayYearSchema>;

/** What a calendar says of one date. */
export type DayKind =
	| { readonly kind: 'ordinary'; readonly follows: number }
	| { readonly kind: 'off'; readonly name: v.InferOutput<typeof TextSchema> }
	/** `follows` null: nobody has said yet which weekday it stands for. */
	| { readonly kind: 'make-up'; readonly follows: number | null };

export function dayKind(date: string, years: readonly HolidayYear[]): DayKind {
	for (const { off, work } of years) {
		const made = work.find((day) => day.date === date);
		if (made) return { kind: 'make-up', follows: made.as ?? null };
		const free = off.find(({ from, to }) => from <= date && date <= to);
		if (free) return { kind: 'off', name: free.name };
	}
	return { kind: 'ordinary', follows: weekdayOf(date) };
}

/** Years of this span whose days off nobody has put in yet: nothing can be skipped in them. */
export function yearsWithout(from: string, until: string, years: readonly HolidayYear[]): number[] {
	const known = new Set(years.map(({ year }) => year));
	const [first, last] = [Number(from.slice(0, 4)), Number(until.slice(0, 4))];
	return Array.from({ length: last - first + 1 }, (_, n) => first + n).filter((year) => !known.has(year));
}
