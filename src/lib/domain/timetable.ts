import { asId, type SessionId } from '../base/id.ts';
import { isDate, weekdayOf } from './holidays.ts';
import { shown, type Cell, type Mapping } from './table-headers.ts';

/** A timetable as people keep it in a spreadsheet: one row a class, or one row a dated meeting. Reads rows; decides nothing. */

/** What a column may be, with the headers that mean it. The first is the one that we write. */
export const COLUMNS = {
	programme: ['品牌', '项目', '系列', 'programme'],
	course: ['课程', '课程名称', 'course'],
	offering: ['班级', '班次', 'class', 'offering'],
	teacher: ['老师', '教师', '授课老师', '任课教师', 'teacher'],
	room: ['教室', '地点', '场地', '上课地点', 'room'],
	capacity: ['名额', '人数', '招生人数', '容量', 'capacity', 'seats'],
	weekdays: ['星期', '周几', '上课星期', 'weekday', 'weekdays'],
	date: ['日期', '上课日期', 'date'],
	from: ['开始日期', '开课日期', '起始日期', 'from'],
	until: ['结束日期', '结课日期', 'until'],
	count: ['次数', '课次', '节数', 'sessions'],
	time: ['时间', '上课时间', 'time'],
	starts: ['开始时间', 'starts'],
	ends: ['结束时间', 'ends'],
	/** Of a table that we wrote ourselves. */
	session: ['课次编号', 'session id'],
	/** Tells classes of one name apart: whatever the table calls them. */
	classCode: ['班级编号', 'class id', '班级代码', 'class code'],
	status: ['状态', 'status'],
	substitute: ['代课老师', 'substitute'],
	movedFrom: ['原教室', 'moved from'],
	reason: ['说明', 'reason'],
} as const satisfies Record<string, readonly string[]>;
export type Column = keyof typeof COLUMNS;

/** One class of a timetable. Dates are `YYYY-MM-DD`, times `HH:MM`. */
export interface TimetableRow {
	/** Of the file, from 1. */
	readonly row: number;
	readonly programme: string | null;
	readonly course: string;
	readonly offering: string | null;
	readonly teacher: string;
	readonly room: string;
	readonly capacity: number | null;
	readonly meets:
		| {
				readonly on: readonly number[];
				readonly from: string;
				readonly until: string | null;
				readonly count: number | null;
		  }
		| { readonly date: string };
	readonly starts: string;
	readonly ends: string;
	/** The session itself, where the row was written by us. */
	readonly session?: SessionId;
	readonly classCode?: string;
	readonly befell?: Befallen;
}

/** What has befallen a meeting, where a table says it. */
export interface Befallen {
	readonly cancelled: boolean;
	readonly substitute: string | null;
	/** A room's name. */
	readonly movedFrom: string | null;
	readonly reason: string | null;
}

/** Of a status all else is somebody's own word: 已满, 报名中. */
const CANCELLED = ['停课', '已停课', '取消', '已取消', 'cancelled', 'canceled'];

export const ROW_FAULTS = [
	'missing',
	'too-long',
	'not-a-number',
	'out-of-range',
	'not-a-weekday',
	'not-a-date',
	'not-a-time',
	'ends-before-it-begins',
	'no-end',
	'both-date-and-weekday',
	'date-is-another-weekday',
] as const;
export type RowFault = (typeof ROW_FAULTS)[number];

/** What is wrong with an event of a calendar. */
export type HappeningFault = 'missing' | 'not-a-time' | 'ends-before-it-begins' | 'bad-rule' | 'too-many';
/** What of a calendar or workbook was understood in a way that staff should know. */
export type PlanNoteKind =
	| 'endless'
	| 'unknown-zone'
	| 'floating'
	| 'no-end'
	| 'new-room'
	| 'assumed-capacity'
	| 'clash'
	| 'own-here'
	| 'own-gone'
	| 'other-sheet';

/** What is wrong with a cell, and what stands in it. */
export interface RowProblem {
	readonly row: number;
	readonly column: Column;
	readonly fault: RowFault;
	readonly value: string;
}

const LONGEST = 60;
const LONGEST_REASON = 4000;
/** Beyond our own ids. */
const LONGEST_CODE = 200;

/** Reads one row; every fault of it is told, not only the first. */
export function readRow(
	cells: readonly Cell[],
	row: number,
	{ at }: Mapping<Column>,
): { ok: true; value: TimetableRow } | { ok: false; problems: RowProblem[] } {
	const problems: RowProblem[] = [];
	const cell = (column: Column): Cell => {
		const index = at[column];
		const value = index === undefined ? null : (cells[index] ?? null);
		return typeof value === 'string' ? value.trim() || null : value;
	};
	const wrong = (column: Column, fault: RowFault): null => {
		problems.push({ row, column, fault, value: shown(cell(column)) });
		return null;
	};
	const words = (column: Column, needed: boolean): string | null => {
		const value = cell(column);
		if (value === null) return needed ? wrong(column, 'missing') : null;
		const text = shown(value);
		return text.length > LONGEST ? wrong(column, 'too-long') : text;
	};
	const whole = (column: Column, most: number): number | null => {
		const value = cell(column);
		if (value === null) return null;
		const number = Number(typeof value === 'string' ? value.replace(/[人名次节]$/, '') : value);
		if (!Number.isInteger(number)) return wrong(column, 'not-a-number');
		return number >= 1 && number <= most ? number : wrong(column, 'out-of-range');
	};
	const day = (column: Column): string | null => {
		const value = cell(column);
		return value === null ? null : (readDate(value) ?? wrong(column, 'not-a-date'));
	};
	const known = {
		...{ programme: words('programme', false), course: words('course', true) },
		...{ offering: words('offering', false), teacher: words('teacher', true), room: words('room', true) },
		capacity: whole('capacity', 100_000),
	};
	const befell = readBefallen(cell, words, wrong);
	const times = readTimes(cell, wrong, 'time' in at && !('starts' in at));
	const meets = readMeets({ cell, day, whole, wrong });
	if (problems.length > 0 || !times || !meets) return { ok: false, problems };
	const id = cell('session');
	const own = typeof id === 'string' ? { session: asId<SessionId>(id) } : {};
	const code = shown(cell('classCode')).slice(0, LONGEST_CODE);
	const coded = code ? { classCode: code } : {};
	return { ok: true, value: { row, ...known, ...times, meets, ...own, ...coded, ...befell } as TimetableRow };
}

/** A reason is read of what has befallen alone: elsewhere people write all sorts of things there. */
function readBefallen(
	cell: Reading['cell'],
	words: (column: Column, needed: boolean) => string | null,
	wrong: Reading['wrong'],
): { befell?: Befallen } {
	const cancelled = CANCELLED.includes(shown(cell('status')).trim().toLowerCase());
	const [substitute, movedFrom] = [words('substitute', false), words('movedFrom', false)];
	if (!cancelled && substitute === null && movedFrom === null) return {};
	const reason = shown(cell('reason')) || null;
	if (reason && reason.length > LONGEST_REASON) wrong('reason', 'too-long');
	return { befell: { cancelled, substitute, movedFrom, reason } };
}

interface Reading {
	readonly cell: (column: Column) => Cell;
	readonly day: (column: Column) => string | null;
	readonly whole: (column: Column, most: number) => number | null;
	readonly wrong: (column: Column, fault: RowFault) => null;
}

function readMeets({ cell, day, whole, wrong }: Reading): TimetableRow['meets'] | null {
	const [date, from, until, count] = [day('date'), day('from'), day('until'), whole('count', 400)];
	const weekdays = cell('weekdays');
	const on = weekdays === null ? null : (readWeekdays(weekdays) ?? wrong('weekdays', 'not-a-weekday'));
	if (cell('date') !== null) {
		if (date && on && !on.includes(weekdayOf(date))) return wrong('weekdays', 'date-is-another-weekday');
		if (cell('from') !== null || cell('until') !== null) return wrong('date', 'both-date-and-weekday');
		return date ? { date } : null;
	}
	if (weekdays === null) return wrong('weekdays', 'missing');
	if (cell('from') === null) return wrong('from', 'missing');
	if (cell('until') === null && cell('count') === null) return wrong('until', 'no-end');
	if (from && until && until < from) return wrong('until', 'ends-before-it-begins');
	return on && from ? { on, from, until, count } : null;
}

function readTimes(
	cell: Reading['cell'],
	wrong: Reading['wrong'],
	hasSpan: boolean,
): { starts: string; ends: string } | null {
	const span = cell('time');
	const [starts, ends] =
		span === null ? [cell('starts'), cell('ends')] : shown(span).split(/\s*(?:-|–|—|~|～|至|到)\s*/);
	const [first, last] = span === null ? (['starts', 'ends'] as const) : (['time', 'time'] as const);
	if (starts === null || starts === undefined) return wrong(hasSpan ? 'time' : first, 'missing');
	if (ends === null || ends === undefined) return wrong(last, span === null ? 'missing' : 'not-a-time');
	const from = readTime(starts);
	const to = readTime(ends);
	if (!from) return wrong(first, 'not-a-time');
	if (!to) return wrong(last, 'not-a-time');
	// Past midnight only where we have written it ourselves: of others it is a slip.
	const own = cell('session') !== null;
	return to <= from && !own ? wrong(last, 'ends-before-it-begins') : { starts: from, ends: to };
}

/** `2026-3-2`, `2026/3/2`, `2026年3月2日`, `20260302`, or a date of the sheet. */
export function readDate(value: Cell): string | null {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString().slice(0, 10);
	const text = String(value).trim();
	const found =
		/^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text) ??
		/^(\d{4})(\d{2})(\d{2})$/.exec(text);
	if (!found) return null;
	const date = `${found[1]}-${found[2]!.padStart(2, '0')}-${found[3]!.padStart(2, '0')}`;
	return isDate(date) ? date : null;
}

/** `18:30`, `18：30`, `18点30分`, `下午6:30`, a time of the sheet, or the part of a day that a sheet keeps. */
export function readTime(value: Cell): string | null {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString().slice(11, 16);
	if (typeof value === 'number') {
		if (value < 0 || value >= 1) return null;
		const minutes = Math.round(value * 24 * 60);
		return clock(Math.floor(minutes / 60), minutes % 60);
	}
	const found = /^(上午|中午|下午|晚上|晚)?\s*(\d{1,2})\s*[:：点时]\s*(\d{1,2})?\s*分?(?::\d\d)?$/.exec(
		String(value).trim(),
	);
	if (!found) return null;
	const [, part, hours, minutes = '0'] = found;
	const later = part && part !== '上午' && Number(hours) < 12 ? 12 : 0;
	return clock(Number(hours) + later, Number(minutes));
}

const clock = (hours: number, minutes: number): string | null =>
	hours < 24 && minutes < 60 ? `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}` : null;

const DAYS = '一二三四五六日';

/** `周一、周三`, `星期二四`, `1,3,5`, `周一至周五`; null where something in it is no weekday. */
export function readWeekdays(value: Cell): number[] | null {
	const text = String(value)
		.replace(/周末/g, '六日')
		.replace(/每|逢|星期|礼拜|周/g, '')
		.replace(/天/g, '日');
	const parts = text.split(/[\s,，、/;；和及]+/).filter(Boolean);
	const days = parts.flatMap((part): (number | null)[] => {
		const range = /^(.)\s*(?:-|–|~|至|到)\s*(.)$/.exec(part);
		if (!range) return [...part].map(weekday);
		const [from, to] = [weekday(range[1]!), weekday(range[2]!)];
		if (from === null || to === null || to < from) return [null];
		return Array.from({ length: to - from + 1 }, (_, n) => from + n);
	});
	if (days.length === 0 || days.includes(null)) return null;
	return [...new Set(days as number[])].sort((a, b) => a - b);
}

function weekday(char: string): number | null {
	const index = DAYS.indexOf(char);
	if (index >= 0) return index + 1;
	return /^[1-7]$/.test(char) ? Number(char) : null;
}
