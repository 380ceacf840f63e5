import * as v from 'valibot';
import { err, ok, type Result } from '../base/result.ts';
import { dateAfter, HolidayYearSchema, type HolidayYear } from './holidays.ts';

/** What a year's file would change in what is known of it. */
export interface HolidayDiff {
	readonly year: HolidayYear;
	/** No year of that number was known. */
	readonly isNew: boolean;
	readonly offAdded: readonly string[];
	readonly offRemoved: readonly string[];
	readonly workAdded: readonly string[];
	readonly workRemoved: readonly string[];
}

export type HolidayFileFault =
	| { readonly fault: 'not-json' }
	/** `at`: as a path into the file, such as `off[2].to`. */
	| { readonly fault: 'bad-file'; readonly at: string; readonly why: string };

/** A year's file as `kiosk-config/holidays/2026.json` is one. */
export function readHolidayFile(text: string): Result<HolidayYear, HolidayFileFault> {
	let file: unknown;
	try {
		file = JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch {
		return err({ fault: 'not-json' });
	}
	const parsed = v.safeParse(HolidayYearSchema, file);
	if (parsed.success) return ok(parsed.output);
	const [issue] = parsed.issues;
	return err({ fault: 'bad-file', at: v.getDotPath(issue) ?? '', why: issue.message });
}

/** What staff have said of make-up days stays, where the file says nothing of it. */
export function holidayDiff(known: readonly HolidayYear[], file: HolidayYear): HolidayDiff {
	const before = known.find(({ year }) => year === file.year);
	const answers = new Map(before?.work.map(({ date, as }) => [date, as]));
	const work = file.work.map(({ date, as = answers.get(date) }) =>
		as === undefined ? { date } : { date, as },
	);
	const [offThen, offNow] = [daysOff(before), daysOff(file)];
	const [workThen, workNow] = [
		new Set(before?.work.map(({ date }) => date)),
		new Set(work.map(({ date }) => date)),
	];
	const without = (all: ReadonlySet<string>, others: ReadonlySet<string>) =>
		[...all.difference(others)].sort();
	return {
		...{ year: { ...file, work }, isNew: !before },
		...{ offAdded: without(offNow, offThen), offRemoved: without(offThen, offNow) },
		...{ workAdded: without(workNow, workThen), workRemoved: without(workThen, workNow) },
	};
}

function daysOff(year: HolidayYear | undefined): Set<string> {
	const days = new Set<string>();
	for (const { from, to } of year?.off ?? [])
		for (let day = from; day <= to; day = dateAfter(day, 1)) days.add(day);
	return days;
}
