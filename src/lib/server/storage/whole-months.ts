import type { ReportSpan } from './report-port.ts';

/** A last class may end that long after its month, and the last zone is half a day behind. */
const OVER_AFTER = 36 * 3_600_000;

export interface MonthsAndDays {
	/** First and last month (`202611`) that lie in the span with every day and every class of theirs; null: none does. */
	readonly months: readonly [from: number, to: number] | null;
	/** What the months leave of the span, as first and last day (`20261101`). */
	readonly days: readonly (readonly [from: number, to: number])[];
}

/** A span as whole months that are over and the days around them. */
export function wholeMonths({ from, to, now }: ReportSpan): MonthsAndDays {
	const monthOf = (day: number): number => Math.floor(day / 100);
	const first = from % 100 <= 1 ? monthOf(from) : next(monthOf(from));
	const inSpan = to >= lastDay(monthOf(to)) ? monthOf(to) : before(monthOf(to));
	const last = Math.min(inSpan, before(monthAt(now - OVER_AFTER)));
	if (first > last) return { months: null, days: [[from, to]] };
	const ahead = [from, first * 100] as const;
	const behind = [next(last) * 100, to] as const;
	return { months: [first, last], days: [ahead, behind].filter(([a, b]) => a <= b) };
}

const next = (month: number): number => (month % 100 === 12 ? month + 89 : month + 1);
const before = (month: number): number => (month % 100 === 1 ? month - 89 : month - 1);
const lastDay = (month: number): number =>
	month * 100 + new Date(Date.UTC(Math.floor(month / 100), month % 100, 0)).getUTCDate();

/** The month of an instant in UTC; that of the last instant there is, of any later one. */
function monthAt(at: number): number {
	const date = new Date(Math.min(at, 8.64e15));
	return date.getUTCFullYear() * 100 + date.getUTCMonth() + 1;
}
