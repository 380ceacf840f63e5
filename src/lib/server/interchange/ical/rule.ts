import { err, ok, type Result } from '../../../base/result.ts';
import { listOf } from './content-lines.ts';

/** Recurrence rules (RFC 5545, 3.3.10) of days, weeks, months and years; what repeats within a day is no timetable. Pure. */
export interface Rule {
	readonly every: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
	readonly interval: number;
	readonly count: number | null;
	/** As it stands there: a local date, a local time, or UTC. */
	readonly until: string | null;
	/** ISO weekdays; `nth` of the month or year, from its end where it is negative. 0: every one. */
	readonly days: readonly { readonly weekday: number; readonly nth: number }[];
	readonly monthDays: readonly number[];
	readonly months: readonly number[];
	/** ISO weekday with which a week begins. */
	readonly weekStart: number;
}

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const MOST = 10_000;
/** Parts that a rule may have and that change nothing here. */
const KNOWN = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'BYMONTHDAY', 'BYMONTH', 'WKST'];

/** The error is the part that is not understood. */
export function readRule(text: string): Result<Rule, string> {
	const parts = new Map<string, string>();
	for (const part of text.trim().split(';').filter(Boolean)) {
		const [name = '', value = ''] = part.split('=');
		if (name.toUpperCase().startsWith('X-')) continue;
		if (!KNOWN.includes(name.toUpperCase()) || value === '') return err(part);
		parts.set(name.toUpperCase(), value.toUpperCase());
	}
	const every = parts.get('FREQ') as Rule['every'];
	if (!['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'].includes(every)) return err(`FREQ=${every}`);
	const days = listOf(parts.get('BYDAY') ?? '').map((value) => {
		const [, nth, day] = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(value) ?? [];
		return day ? { weekday: DAYS.indexOf(day) + 1, nth: Number(nth ?? 0) } : null;
	});
	if (days.includes(null)) return err(`BYDAY=${parts.get('BYDAY')}`);
	const numbers = (name: string): number[] => listOf(parts.get(name) ?? '').map(Number);
	const [interval, count] = [Number(parts.get('INTERVAL') ?? 1), Number(parts.get('COUNT') ?? 0)];
	const [monthDays, months] = [numbers('BYMONTHDAY'), numbers('BYMONTH')];
	if (![interval, count, ...monthDays, ...months].every(Number.isInteger) || interval < 1) return err(text);
	return ok({
		...{ every, interval, count: parts.has('COUNT') ? count : null, until: parts.get('UNTIL') ?? null },
		...{ days: days as Rule['days'], monthDays, months },
		weekStart: DAYS.indexOf(parts.get('WKST') ?? 'MO') + 1 || 1,
	});
}

/**
 * Local times at which it happens, from `start`, which is always one, up to and with the day `until`. Day by day: a rule's
 * parts are what a day must be like.
 */
export function ruleDates(
	rule: Rule,
	start: Temporal.PlainDateTime,
	until: Temporal.PlainDate,
): Temporal.PlainDateTime[] {
	const first = start.toPlainDate();
	const time = start.toPlainTime();
	const found: Temporal.PlainDateTime[] = [];
	const most = Math.min(rule.count ?? MOST, MOST);
	for (let day = first; Temporal.PlainDate.compare(day, until) <= 0; day = day.add({ days: 1 })) {
		if (found.length >= most) break;
		if (day.equals(first) || (isInTurn(rule, first, day) && isAsked(rule, first, day)))
			found.push(day.toPlainDateTime(time));
	}
	return found;
}

function isInTurn(
	{ every, interval, weekStart }: Rule,
	first: Temporal.PlainDate,
	day: Temporal.PlainDate,
): boolean {
	if (interval === 1) return true;
	if (every === 'YEARLY') return (day.year - first.year) % interval === 0;
	if (every === 'MONTHLY') return ((day.year - first.year) * 12 + day.month - first.month) % interval === 0;
	const weekOf = (one: Temporal.PlainDate) => one.subtract({ days: (one.dayOfWeek - weekStart + 7) % 7 });
	const [from, to] = every === 'WEEKLY' ? [weekOf(first), weekOf(day)] : [first, day];
	const days = from.until(to, { largestUnit: 'days' }).days;
	return (every === 'WEEKLY' ? days / 7 : days) % interval === 0;
}

function isAsked(rule: Rule, first: Temporal.PlainDate, day: Temporal.PlainDate): boolean {
	const { every, days, monthDays, months } = rule;
	if (months.length > 0 && !months.includes(day.month)) return false;
	if (monthDays.length > 0) {
		const fromEnd = day.day - day.daysInMonth - 1;
		if (!monthDays.includes(day.day) && !monthDays.includes(fromEnd)) return false;
	}
	if (days.length > 0)
		return days.some(({ weekday, nth }) => day.dayOfWeek === weekday && isNth(rule, day, nth));
	if (monthDays.length > 0) return true;
	if (every === 'WEEKLY') return day.dayOfWeek === first.dayOfWeek;
	if (every === 'MONTHLY') return day.day === first.day;
	if (every === 'YEARLY') return day.day === first.day && (months.length > 0 || day.month === first.month);
	return true;
}

/** Counted within the month, and within the year where the rule names no month. */
function isNth({ every, months }: Rule, day: Temporal.PlainDate, nth: number): boolean {
	if (nth === 0 || every === 'DAILY' || every === 'WEEKLY') return true;
	const ofYear = every === 'YEARLY' && months.length === 0;
	const [place, length] = ofYear ? [day.dayOfYear, day.daysInYear] : [day.day, day.daysInMonth];
	return nth > 0 ? Math.ceil(place / 7) === nth : Math.ceil((length - place + 1) / 7) === -nth;
}
