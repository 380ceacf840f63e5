import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { importMembers } from '../../src/cli/commands/import-table.ts';
import { planMembers } from '../../src/lib/server/import-members.ts';
import { importPeople } from '../../src/lib/server/people.ts';
import { writeCsv } from '../../src/lib/server/tables/write-csv.ts';
import type { Cell } from '../../src/lib/domain/table-headers.ts';
import { WISHES } from '../../src/lib/server/interchange/happening-build.ts';
import { enrollMembers, member, openWorld, venueId, type World } from './world.ts';

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

/** `gongzhan import members`, and all that it says. */
async function command({ hub }: World, rows: Cell[][], dryRun = false) {
	const folder = mkdtempSync(join(tmpdir(), 'gongzhan-members-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const file = join(folder, 'members.csv');
	writeFileSync(file, writeCsv(rows));
	const said: string[] = [];
	const note = (text: string): void => void said.push(text);
	const spies = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')].map((spy) =>
		spy.mockImplementation(note),
	);
	const code = await importMembers(hub, { file, venue: venueId, dryRun, columns: [], wishes: WISHES });
	for (const spy of spies) spy.mockRestore();
	return { code, said: said.join('\n') };
}

it('a number that is here already keeps its person: another name is told by its row, and nothing is changed', async () => {
	const world = await openWorld();
	await enrollMembers(world.hub, 2);
	const people = () =>
		world.hub.storage.read(async (tx) => [await tx.people.byNumber('SF1'), await tx.people.count()]);
	const before = await people();
	const rows = [
		['姓名', '会员号', '手机'],
		['赵新人', 'N1', '13911110000'],
		['李四', 'SF1', '13911111111'],
	];
	for (const dryRun of [true, false]) {
		const { code, said } = await command(world, rows, dryRun);
		expect(code).toBe(1);
		expect(said).toContain('row 3, name: not the name of that number (SF1: 王*明)');
		expect(said).toContain('correct the number, or change the name by hand at /staff/members');
	}
	expect(await people()).toEqual(before);
	const plan = planMembers(rows, (await world.hub.records.catalogue(venueId))!);
	const brought = { by: '测试', file: 'x' };
	const late = plan.ok && (await importPeople(world.hub, venueId, plan.value.people, undefined, brought));
	expect(late).toMatchObject({ ok: false, error: expect.stringContaining('number SF1') as string });
	expect(await people()).toEqual(before);
});

it('what a list of members did is told, and stands in the audit log', async () => {
	const world = await openWorld();
	await enrollMembers(world.hub, 2);
	const rows = [
		['姓名', '会员号', '手机'],
		['王 小明', 'SF1', '13911111111'],
		['王小明', 'SF2', '13800000000'],
		['赵新人', 'N1', ''],
	];
	expect((await command(world, rows, true)).said).toContain('3 members (1 new, 1 changed, 1 as before)');
	expect(await lines(world)).toEqual([]);
	expect((await command(world, rows)).code).toBe(0);
	expect((await command(world, rows, true)).said).toContain('3 members (0 new, 0 changed, 3 as before)');
	expect(await lines(world)).toMatchObject([{ members: 3, fresh: 1, changed: 1, same: 1, by: 'gongzhan' }]);
	const now = await world.hub.storage.read((tx) => tx.people.byNumber('SF1'));
	expect(now).toMatchObject({ memberId: member(1), phone: '13911111111' });
});

const lines = async ({ hub }: World) =>
	(await hub.storage.read((tx) => tx.audit.latest(venueId, 50)))
		.filter(({ action }) => action === 'members-imported')
		.map(({ detail }) => JSON.parse(detail!) as object);
