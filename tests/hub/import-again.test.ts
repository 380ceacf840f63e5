import { describe, expect, it } from 'vitest';
import { asId, type StaffId } from '../../src/lib/base/id.ts';
import type { Staff } from '../../src/lib/server/hub.ts';
import { WISHES } from '../../src/lib/server/interchange/happening-build.ts';
import { groundOf, planSchedule } from '../../src/lib/server/interchange/plan-schedule.ts';
import { takePlan } from '../../src/lib/server/interchange/take-plan.ts';
import type { Cell } from '../../src/lib/domain/table-headers.ts';
import { writeCsv } from '../../src/lib/server/tables/write-csv.ts';
import { openWorld, venueId, type World } from './world.ts';

/** A file that comes in a second time, after staff have worked with what it brought, or corrected. */

const by: Staff = {
	...{
		id: asId<StaffId>('ab'.repeat(8)),
		login: 'li',
		name: '李主管',
		role: 'operator' as const,
		venueId: null,
	},
};
const HEADERS = ['品牌', '课程', '班级', '老师', '教室', '名额', '星期', '开始日期', '次数', '时间'] as const;
const ROW: Readonly<Record<(typeof HEADERS)[number], Cell>> = {
	...{ 品牌: '夜校', 课程: '国画', 班级: '一班', 老师: '周老师', 教室: '工艺教室', 名额: 30 },
	...{ 星期: '周三', 开始日期: '2027-03-03', 次数: 4, 时间: '18:30-20:00' },
};
const csv = (...rows: Partial<typeof ROW>[]): Uint8Array =>
	Buffer.from(
		writeCsv([[...HEADERS], ...rows.map((row) => HEADERS.map((header) => ({ ...ROW, ...row })[header]))]),
	);
const calendar = (...lines: string[]): Uint8Array =>
	Buffer.from(
		[
			...['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:1', 'SUMMARY:讲座', 'LOCATION:大厅'],
			...['DURATION:PT1H', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''],
		].join('\r\n'),
	);
const catalogueOf = async ({ hub }: World) => (await hub.records.catalogue(venueId))!;
async function plan(world: World, file: Uint8Array) {
	const planned = await planSchedule(
		file,
		await groundOf(world.hub, venueId, await catalogueOf(world)),
		WISHES,
	);
	if (!planned.ok) throw new Error(planned.error.fault);
	return planned.value;
}
async function take(world: World, file: Uint8Array) {
	const planned = await plan(world, file);
	expect(planned.problems).toEqual([]);
	await takePlan(world.hub, venueId, planned, { actor: 'hub', by: '测试', file: 'x' });
	return planned;
}
async function classOf(world: World) {
	const { offerings, courses, programmes } = await catalogueOf(world);
	const offering = [...offerings.values()].find(({ teacher }) => teacher.name.zh === '周老师')!;
	const course = courses.get(offering.courseId)!;
	return { offering, course, programme: programmes.get(course.programmeId)! };
}

describe('importing the same file again', () => {
	it('keeps the names and rules that staff have given class, course and programme since', async () => {
		const world = await openWorld();
		await take(world, csv({}));
		const { offering, course, programme } = await classOf(world);
		const edits = world.hub.catalogueEdits;
		for (const edit of [
			edits.put(by, venueId, 'offering', offering.id, { name: { zh: '春季一班' } }),
			edits.putPolicies(by, venueId, 'offering', offering.id, {
				policy: { unions: ['示范市总工会'] },
				signUp: undefined,
			} as never),
			edits.put(by, venueId, 'course', course.id, { name: { zh: '国画入门' }, bring: { zh: '毛笔' } }),
			edits.put(by, venueId, 'programme', programme.id, {
				...{ name: { zh: '职工夜校' }, summary: { zh: '简介' }, tint: 'plum' },
			}),
		])
			expect((await edit).ok).toBe(true);
		const before = await classOf(world);
		expect((await take(world, csv({}))).changes).toEqual([]);
		expect(await classOf(world)).toEqual(before);
	});
	it('keeps the room of a calendar that staff have named and placed since', async () => {
		const world = await openWorld();
		const file = calendar('DTSTART;TZID=Asia/Shanghai:20270303T190000');
		await take(world, file);
		const room = [...(await catalogueOf(world)).rooms.values()].find(({ name }) => name.zh === '大厅')!;
		const given = { name: { zh: '一楼演艺大厅' }, floor: 3, seats: 200, number: '301' };
		expect((await world.hub.catalogueEdits.put(by, venueId, 'room', room.id, given)).ok).toBe(true);
		expect((await take(world, file)).changes).toEqual([]);
		expect((await catalogueOf(world)).rooms.get(room.id)).toMatchObject(given);
	});
});
