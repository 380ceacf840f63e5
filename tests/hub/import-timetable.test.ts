import { describe, expect, it } from 'vitest';
import { planTimetable } from '../../src/lib/server/import-timetable.ts';
import type { Cell } from '../../src/lib/domain/table-headers.ts';
import { readTable } from '../../src/lib/server/tables/read-table.ts';
import { openWorld, venueId, type World } from './world.ts';

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
type Row = Record<string, Cell>;
const GOOD: Row = {
	...{
		品牌: '职工夜校',
		课程: '国画',
		班级: '一班',
		老师: '周老师',
		教室: '工艺教室',
		名额: 30,
		星期: '周三',
	},
	...{ 日期: null, 开始日期: '2027-03-01', 结束日期: '2027-06-20', 次数: null, 时间: '18:30-20:00' },
};
const table = (...rows: Row[]): Cell[][] => [
	HEADERS,
	...rows.map((row) => HEADERS.map((header) => ({ ...GOOD, ...row })[header] ?? null)),
];
const planOf = async ({ hub }: World, rows: Cell[][]) =>
	planTimetable(
		rows,
		(await hub.records.catalogue(venueId))!,
		await hub.holidays.years(),
		(await hub.records.exhibition(venueId)).honorees.values(),
	);
const planned = async (world: World, ...rows: Row[]) => {
	const plan = await planOf(world, table(...rows));
	if (!plan.ok) throw new Error(plan.error.fault);
	return plan.value;
};
const publish = ({ hub }: World, changes: Awaited<ReturnType<typeof planned>>['changes']) =>
	hub.records.publish(venueId, changes);

describe('a timetable', () => {
	it('becomes programmes, courses, classes and dated sessions; a second time nothing', async () => {
		const world = await openWorld();
		const plan = await planned(world, {}, { 课程: '合唱', 老师: '吴老师', 星期: '周四' });
		expect(plan.problems).toEqual([]);
		expect(plan).toMatchObject({
			offerings: 2,
			sessions: 32,
			fresh: { programme: 0, course: 2, offering: 2 },
		});
		await publish(world, plan.changes);
		const again = await planned(world, {}, { 课程: '合唱', 老师: '吴老师', 星期: '周四' });
		expect(again).toMatchObject({ changes: [], problems: [], sessions: 32 });
		const catalogue = (await world.hub.records.catalogue(venueId))!;
		const one = [...catalogue.sessions.values()].find(
			({ offeringId }) => offeringId === plan.changes[2]!.id,
		)!;
		expect(new Date(one.startsAt).toISOString()).toBe('2027-03-03T10:30:00.000Z');
	});
	it('leaves what staff have moved since as they left it', async () => {
		const world = await openWorld();
		const plan = await planned(world, {});
		await publish(world, plan.changes);
		const first = plan.changes.find(({ kind }) => kind === 'session')!;
		await world.hub.records.publish(venueId, [
			{
				...first,
				kind: 'session',
				body: { ...(first.body as object), status: 'cancelled', reason: { zh: '停电' } } as never,
			},
		]);
		expect((await planned(world, {})).changes).toEqual([]);
	});
	it('skips holidays and uses make-up days once they are answered', async () => {
		const world = await openWorld();
		const spring = { 星期: '周一', 开始日期: '2026-02-02', 结束日期: '2026-03-10' };
		const plan = await planned(world, spring);
		expect(plan.skipped).toEqual(['2026-02-16', '2026-02-23']);
		expect(plan.unanswered).toEqual(['2026-02-14', '2026-02-28']);
		expect(plan.sessions).toBe(4);
		const by = { id: 'ab'.repeat(8), name: '李' } as never;
		expect((await world.hub.holidays.answer(by, '2026-02-28', 1)).ok).toBe(true);
		expect(await world.hub.holidays.answer(by, '2026-02-27', 1)).toEqual({ ok: false, error: 'no-such-day' });
		const answered = await planned(world, spring);
		expect([answered.sessions, answered.unanswered]).toEqual([5, ['2026-02-14']]);
	});
	it.each([
		['until a date of the next year', { 开始日期: '2026-12-01', 结束日期: '2027-01-10' }, [2027]],
		['a number of times into the next', { 开始日期: '2026-12-20', 结束日期: null, 次数: 4 }, [2027]],
		['a number of times within a known one', { 开始日期: '2026-09-01', 结束日期: '2027-06-01', 次数: 4 }, []],
		['on a date that is said', { 星期: null, 日期: '2027-03-03', 开始日期: null, 结束日期: null }, []],
	])('says of which years no holidays are known: %s', async (_what, row, years) => {
		expect((await planned(await openWorld(), row)).unknownYears).toEqual(years);
	});
	it('tells each problem by row and column, and then changes nothing', async () => {
		const world = await openWorld();
		const plan = await planned(
			world,
			{},
			{ 教室: '404' },
			{ 课程: '摄影', 名额: null, 老师: '吴老师', 星期: '周四' },
			{ 老师: '郑老师', 星期: '周五' },
			{ 课程: '插花', 老师: '王老师' },
			{ 课程: '插花', 班级: '二班', 教室: 'room-1', 星期: '周日', 老师: '周老师', 时间: '09:00-10:00' },
			{},
			{ 课程: null },
			{ 课程: '茶艺', 老师: '钱老师', 星期: '周一', 开始日期: '2026-02-16', 结束日期: '2026-02-16' },
		);
		expect(plan.changes).toEqual([]);
		expect(plan.problems.map(({ row, column, fault, value }) => [row, column, fault, value])).toEqual([
			[3, 'room', 'no-such-room', '404'],
			[4, 'capacity', 'no-capacity', ''],
			[5, 'teacher', 'says-otherwise', '2'],
			[6, 'room', 'clash', 'row 2'],
			[8, 'course', 'twice', '2'],
			[9, 'course', 'missing', ''],
			[10, 'weekdays', 'never-meets', ''],
		]);
	});
	it.each([
		[{ 结束日期: '2062-06-20' }, 'until', '2062-06-20'],
		[{ 结束日期: '9999-12-31' }, 'until', '9999-12-31'],
		[{ 结束日期: '2062-06-20', 次数: 200 }, 'until', '2062-06-20'],
		[{ 结束日期: null, 次数: 200 }, 'count', '200'],
	])('says of a row that would go on for longer than three years: %j', async (row, column, value) => {
		const plan = await planned(await openWorld(), row, { 课程: '合唱', 老师: '吴老师', 星期: '周四' });
		expect(plan.problems).toEqual([{ row: 2, column, fault: 'longer-than-three-years', value }]);
		expect([plan.changes, plan.skipped, plan.unknownYears]).toEqual([[], [], [2027]]);
	});
	it.each([
		['as long as it may', { 结束日期: '2030-03-03' }, 157],
		['a number of times that comes first', { 结束日期: '2062-06-20', 次数: 16 }, 16],
		['a number of times within three years', { 结束日期: null, 次数: 150 }, 150],
		['the last days that can be written', { 开始日期: '9999-12-01', 结束日期: '9999-12-31' }, 5],
	])('takes a row that goes on for %s', async (_what, row, sessions) => {
		expect(await planned(await openWorld(), row)).toMatchObject({ problems: [], sessions });
	});
	it.each<[string, Cell[][], object]>([
		[
			'without a needed column',
			[['课程', '老师', '星期', '时间'], []],
			{ fault: 'missing-columns', columns: ['room'] },
		],
		['with a column twice', [[...HEADERS, '课程名称']], { fault: 'column-twice', header: '课程名称' }],
		['without rows', [HEADERS, [null, ' ']], { fault: 'no-rows' }],
	])('%s is refused', async (_what, rows, fault) => {
		expect(await planOf(await openWorld(), rows)).toEqual({ ok: false, error: fault });
	});
});

describe('a file', () => {
	const bytes = (text: string) => new TextEncoder().encode(text);
	/** “课程,老师” as a Chinese Excel saves it. */
	const GBK = Uint8Array.from([0xbf, 0xce, 0xb3, 0xcc, 0x2c, 0xc0, 0xcf, 0xca, 0xa6, 0x0d, 0x0a]);
	it.each<[string, Uint8Array, Cell[][]]>([
		[
			'UTF-8 with its mark',
			bytes('\ufeff课程,老师\r\n书法,"周, 老师"\r\n'),
			[
				['课程', '老师'],
				['书法', '周, 老师'],
			],
		],
		['GB18030', GBK, [['课程', '老师']]],
		[
			'semicolons and line breaks in quotes',
			bytes('a;b\n"x\ny";"say ""hi"""'),
			[
				['a', 'b'],
				['x\ny', 'say "hi"'],
			],
		],
	])('in %s is read', async (_what, file, rows) => {
		expect(await readTable(file)).toEqual({ ok: true, value: { rows, otherSheets: [] } });
	});
	it.each<[string, Uint8Array, object]>([
		['nothing', new Uint8Array(), { fault: 'empty' }],
		['a PDF', bytes('%PDF-1.7'), { fault: 'other-kind' }],
		['an old Excel file', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]), { fault: 'other-kind' }],
		['a calendar', bytes('BEGIN:VCALENDAR'), { fault: 'other-kind' }],
		['a zip that is no sheet', bytes('PK\u0003\u0004 nothing'), { fault: 'other-kind' }],
	])('that is %s is refused by what it seems to be', async (_what, file, fault) => {
		expect(await readTable(file)).toMatchObject({ ok: false, error: fault });
	});
});
