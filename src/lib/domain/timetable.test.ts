import { describe, expect, it } from 'vitest';
import { mapHeaders, type Cell } from './table-headers.ts';
import { COLUMNS, readDate, readRow, readTime, readWeekdays } from './timetable.ts';

describe('headers', () => {
	it('are known by what people call them', () => {
		const mapping = mapHeaders(
			['课程名称 *', '任课教师', '上课地点（楼层）', 'Weekday', '备注', null, '课程'],
			COLUMNS,
		);
		expect(mapping).toEqual({
			...{ at: { course: 0, teacher: 1, room: 2, weekdays: 3 }, unknown: ['备注'], twice: ['课程'] },
		});
	});
});

describe('cells', () => {
	it.each<[Cell, string | null]>([
		['2026-3-2', '2026-03-02'],
		['2026/03/02', '2026-03-02'],
		['2026年3月2日', '2026-03-02'],
		['20260302', '2026-03-02'],
		[20260302, '2026-03-02'],
		[new Date('2026-03-02T00:00:00Z'), '2026-03-02'],
		['2026-02-30', null],
		['3月2日', null],
		['下周一', null],
		[new Date(NaN), null],
	])('%s is the date %s', (cell, date) => {
		expect(readDate(cell)).toBe(date);
	});
	it.each<[Cell, string | null]>([
		['18:30', '18:30'],
		['8：05', '08:05'],
		['下午6:30', '18:30'],
		['晚上7点', '19:00'],
		['中午12点', '12:00'],
		['18:30:00', '18:30'],
		['18点30分', '18:30'],
		[0.75, '18:00'],
		[new Date('1899-12-30T18:30:00Z'), '18:30'],
		['25:00', null],
		['18:75', null],
		[7, null],
		['傍晚', null],
	])('%s is the time %s', (cell, time) => {
		expect(readTime(cell)).toBe(time);
	});
	it.each<[Cell, number[] | null]>([
		['周一、周三', [1, 3]],
		['星期二四', [2, 4]],
		['1,3,5', [1, 3, 5]],
		[6, [6]],
		['周末', [6, 7]],
		['星期天', [7]],
		['周一至周五', [1, 2, 3, 4, 5]],
		['每周三', [3]],
		['周八', null],
		['周五至周一', null],
		['', null],
	])('%s are the weekdays %j', (cell, days) => {
		expect(readWeekdays(cell)).toEqual(days);
	});
});

const HEADERS = [
	'品牌',
	'课程',
	'班级',
	'老师',
	'教室',
	'名额',
	'星期',
	'日期',
	'开始日期',
	'结束日期',
	'次数',
	'时间',
];
const mapping = mapHeaders(HEADERS, COLUMNS);
const GOOD: Record<string, Cell> = {
	...{ 品牌: '职工夜校', 课程: '书法', 班级: '一班', 老师: '周老师', 教室: '302', 名额: 30 },
	...{
		星期: '周三',
		日期: null,
		开始日期: '2026-03-02',
		结束日期: '2026-06-20',
		次数: null,
		时间: '18:30-20:00',
	},
};
const read = (rest: Record<string, Cell> = {}) =>
	readRow(
		HEADERS.map((header) => ({ ...GOOD, ...rest })[header] ?? null),
		7,
		mapping,
	);

describe('a row', () => {
	it('is a class that meets week after week', () => {
		expect(read()).toEqual({
			ok: true,
			value: {
				...{
					row: 7,
					programme: '职工夜校',
					course: '书法',
					offering: '一班',
					teacher: '周老师',
					room: '302',
				},
				...{ capacity: 30, starts: '18:30', ends: '20:00' },
				meets: { on: [3], from: '2026-03-02', until: '2026-06-20', count: null },
			},
		});
	});
	it('is one dated meeting', () => {
		const once = { 星期: null, 日期: '2026-03-04', 开始日期: null, 结束日期: null };
		expect(read(once)).toMatchObject({ ok: true, value: { meets: { date: '2026-03-04' } } });
	});
	it('is cancelled, moved or taught by another where it says so; a status of somebody’s own says nothing', () => {
		const headers = [...HEADERS, '状态', '代课老师', '原教室', '说明'];
		const befell = (...told: Cell[]) => {
			const cells = [...HEADERS.map((header) => GOOD[header] ?? null), ...told];
			const done = readRow(cells, 7, mapHeaders(headers, COLUMNS));
			return done.ok ? done.value.befell : done.problems;
		};
		const none = { cancelled: false, substitute: null, movedFrom: null, reason: null };
		expect(befell('取消', null, null, '停电')).toEqual({ ...none, cancelled: true, reason: '停电' });
		expect(befell(' Cancelled ')).toEqual({ ...none, cancelled: true });
		expect(befell('换教室', '何老师', '302')).toEqual({ ...none, substitute: '何老师', movedFrom: '302' });
		expect(befell('已满', null, null, '请自带毛笔'.repeat(1000))).toBeUndefined();
	});
	it.each<[Record<string, Cell>, string, string]>([
		[{ 课程: ' ' }, 'course', 'missing'],
		[{ 课程: '课'.repeat(61) }, 'course', 'too-long'],
		[{ 老师: null }, 'teacher', 'missing'],
		[{ 教室: null }, 'room', 'missing'],
		[{ 名额: '很多' }, 'capacity', 'not-a-number'],
		[{ 名额: 0 }, 'capacity', 'out-of-range'],
		[{ 名额: 2.5 }, 'capacity', 'not-a-number'],
		[{ 星期: '周八' }, 'weekdays', 'not-a-weekday'],
		[{ 星期: null }, 'weekdays', 'missing'],
		[{ 开始日期: null }, 'from', 'missing'],
		[{ 开始日期: '2026-02-30' }, 'from', 'not-a-date'],
		[{ 结束日期: null }, 'until', 'no-end'],
		[{ 结束日期: '2026-01-01' }, 'until', 'ends-before-it-begins'],
		[{ 次数: -1 }, 'count', 'out-of-range'],
		[{ 时间: null }, 'time', 'missing'],
		[{ 时间: '18:30' }, 'time', 'not-a-time'],
		[{ 时间: '20:00-18:30' }, 'time', 'ends-before-it-begins'],
		[{ 日期: '2026-03-04' }, 'date', 'both-date-and-weekday'],
		[{ 日期: '2026-03-05', 开始日期: null, 结束日期: null }, 'weekdays', 'date-is-another-weekday'],
	])('%j: %s %s', (rest, column, fault) => {
		const done = read(rest);
		expect(
			done.ok ? [] : done.problems.map((problem) => [problem.row, problem.column, problem.fault]),
		).toEqual([[7, column, fault]]);
	});
	it('tells all its faults', () => {
		const done = read({ 课程: null, 老师: null, 名额: 'x', 时间: '?' });
		expect(done.ok ? [] : done.problems.map(({ column }) => column)).toEqual([
			...['course', 'teacher', 'capacity', 'time'],
		]);
	});
});
