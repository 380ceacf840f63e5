import { expect, it } from 'vitest';
import { planMembers } from '../../src/lib/server/import-members.ts';
import { importPeople } from '../../src/lib/server/people.ts';
import type { Cell } from '../../src/lib/domain/table-headers.ts';
import { openWorld, venueId, type World } from './world.ts';

const HEADERS = ['姓名', '会员号', '手机', '所属工会', '班级', '备注'];
const planOf = async ({ hub }: World, ...rows: Cell[][]) =>
	planMembers([HEADERS, ...rows], (await hub.records.catalogue(venueId))!);

it('a list of members and their classes is taken in, and a second time it changes nothing', async () => {
	const world = await openWorld();
	const rows: Cell[][] = [
		['王小明', 'SF1', '138 0000 0000', '纺织工会', 'calligraphy', null],
		['李霞', 20260001, null, '', 'evening', '新'],
		['王小明', 'SF1', null, null, 'evening', null],
		[null, null],
	];
	const plan = await planOf(world, ...rows);
	if (!plan.ok) throw new Error(plan.error.fault);
	expect(plan.value.problems).toEqual([]);
	expect(plan.value.unknown).toEqual(['备注']);
	expect(plan.value.people).toEqual({
		members: [
			{ name: '王小明', number: 'SF1', phone: '138 0000 0000', union: '纺织工会' },
			{ name: '李霞', number: '20260001' },
		],
		enrollments: [
			{ memberNumber: 'SF1', offeringId: 'calligraphy' },
			{ memberNumber: '20260001', offeringId: 'evening' },
			{ memberNumber: 'SF1', offeringId: 'evening' },
		],
	});
	const takeIn = () => importPeople(world.hub, venueId, plan.value.people);
	expect((await takeIn()).ok).toBe(true);
	const before = await world.hub.records.changesSince(venueId, 0);
	expect((await takeIn()).ok).toBe(true);
	expect((await world.hub.records.changesSince(venueId, 0)).cursor).toBe(before.cursor);
});

it('each problem is told by row and column', async () => {
	const plan = await planOf(
		await openWorld(),
		['', 'SF1', null, null, 'calligraphy'],
		['王小明', ' ', '打不通', null, '木工'],
		['王小明', 'SF3', null, null, '秋季班'],
		['王大明', 'SF3'],
		['名'.repeat(41), 'SF5'],
	);
	expect(plan.ok && plan.value.problems.map(({ row, column, fault }) => `${row} ${column} ${fault}`)).toEqual(
		[
			...['2 name missing', '3 number missing', '3 phone not-a-phone', '3 offering no-such-class'],
			...['4 offering which-class', '5 number says-otherwise', '6 name too-long'],
		],
	);
});

it.each<[Cell[][], object]>([
	[
		[
			['名字', '备注'],
			['王小明', ''],
		],
		{ fault: 'missing-columns', columns: ['number'] },
	],
	[[HEADERS, ['', null]], { fault: 'no-rows' }],
])('%j is refused', async (rows, fault) => {
	const { hub } = await openWorld();
	expect(planMembers(rows, (await hub.records.catalogue(venueId))!)).toEqual({ ok: false, error: fault });
});
