import { err, ok, type Result } from '../base/result.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Honoree } from '../domain/exhibit.ts';
import type { HolidayYear } from '../domain/holidays.ts';
import { mapHeaders, type Mapping, type OwnHeaders } from '../domain/table-headers.ts';
import { COLUMNS, readRow, type Column } from '../domain/timetable.ts';
import type { Rows } from './tables/read-table.ts';
import { TimetableBuild } from './timetable-build.ts';
import type { TimetableFault, TimetablePlan } from './timetable-plan.ts';

/** A timetable out of a spreadsheet. Pure: the command and the page act on it. */

const NEEDED = ['course', 'teacher', 'room'] as const;

export function planTimetable(
	rows: Rows,
	catalogue: Catalogue,
	years: readonly HolidayYear[],
	honorees: Iterable<Honoree>,
	own?: OwnHeaders<Column>,
): Result<TimetablePlan, TimetableFault> {
	const [headers = [], ...cells] = rows;
	const mapping = mapHeaders(headers, COLUMNS, own);
	const fault = headerFault(mapping);
	if (fault) return err(fault);
	const filled = cells
		.map((row, index) => ({ row, number: index + 2 }))
		.filter(({ row }) => row.some((cell) => cell !== null && String(cell).trim() !== ''));
	if (filled.length === 0) return err({ fault: 'no-rows' });
	const read = filled.map(({ row, number }) => readRow(row, number, mapping));
	const good = read.flatMap((one) => (one.ok ? [one.value] : []));
	const build = new TimetableBuild(catalogue, years, honorees, good);
	build.problems.push(...read.flatMap((one) => (one.ok ? [] : one.problems)));
	for (const row of good) build.add(row);
	return ok(build.plan(mapping.unknown));
}

function headerFault({ at, twice }: Mapping<Column>): TimetableFault | null {
	if (twice[0] !== undefined) return { fault: 'column-twice', header: twice[0] };
	const missing: Column[] = NEEDED.filter((column) => !(column in at));
	if (!('time' in at) && !('starts' in at && 'ends' in at)) missing.push('time');
	if (!('weekdays' in at) && !('date' in at)) missing.push('weekdays');
	return missing.length > 0 ? { fault: 'missing-columns', columns: missing } : null;
}
