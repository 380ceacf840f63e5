import type { Cell } from '../../domain/table-headers.ts';
import type { Language } from '../../domain/text.ts';
import { attendanceRate, noShows, type Sums } from '../../domain/turnout.ts';
import { isOfPeople } from '../../domain/union-turnout.ts';
import { lineName, reportWords } from '../../i18n/staff/report-words.ts';
import type { Sheet } from '../tables/write-xlsx.ts';
import { DIMENSIONS, type Report } from './read-report.ts';

/** Columns that count classes: 场次 and 停课. */
const CLASSES = new Set([0, 8]);
/** Before what lies below another line. */
const STEP = '　';

/** A report as tables: the same numbers that stand behind its pictures. */
export function reportSheets(report: Report, language: Language): Sheet[] {
	const words = reportWords(language);
	const head = [
		...[words.held, words.came, words.visits, words.enrolled, words.seated, words.rate, words.noShows],
		...[words.late, words.cancelled, words.hours],
	];
	const cells = (sums: Sums): Cell[] => [
		...[sums.held, sums.came, sums.visits, sums.enrolled, sums.seated, percent(attendanceRate(sums))],
		...[noShows(sums), sums.late, sums.cancelled, Math.round(sums.minutes / 6) / 10],
	];
	const trend = report.trend.map((line): Cell[] => [new Date(line.key), ...cells(line.sums), line.newFaces]);
	const total: Cell[] = [words.until(report.from, report.to), ...cells(report.total), report.newFaces];
	const sheets: Sheet[] = [
		{ name: words.heading, rows: [[words.period, ...head, words.newFaces], total] },
		{ name: words.trend, rows: [[words.day, ...head, words.newFaces], ...trend] },
	];
	for (const dimension of DIMENSIONS) {
		const lines = report.by[dimension];
		if (!lines) continue;
		const own = (row: Cell[]): Cell[] =>
			isOfPeople(dimension) ? row.filter((_, n) => !CLASSES.has(n)) : row;
		const rows = lines.map((line): Cell[] => [
			STEP.repeat(line.depth ?? 0) + lineName(words, dimension, line),
			...own(cells(line.sums)),
		]);
		sheets.push({ name: words.by[dimension], rows: [[words.of[dimension], ...own(head)], ...rows] });
	}
	const heat = report.heat.map((hours, n): Cell[] => [words.weekdays[n]!, ...hours]);
	const hours = Array.from({ length: 24 }, (_, hour) => words.hour(String(hour)));
	sheets.push({ name: words.heat, rows: [[words.of.weekday, ...hours], ...heat] });
	if (report.hours.length > 0) {
		const people = report.hours.map(({ name, number, came, minutes }): Cell[] => [
			...[name, number, came, Math.round(minutes / 6) / 10],
		]);
		const header = [words.person, words.number, words.times, words.hours];
		sheets.push({ name: words.people, rows: [header, ...people] });
	}
	return sheets;
}

const percent = (rate: number | null): Cell => (rate === null ? null : `${(100 * rate).toFixed(1)}%`);
