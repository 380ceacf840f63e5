import { describe, expect, it } from 'vitest';
import { asId, type OfferingId, type VenueId } from '../../src/lib/base/id.ts';
import type { Catalogue } from '../../src/lib/domain/catalogue.ts';
import {
	SCHEDULE_FILES,
	writeSchedule,
	type ScheduleFile,
} from '../../src/lib/server/interchange/formats.ts';
import { WISHES } from '../../src/lib/server/interchange/happening-build.ts';
import { tellSchedule, ToldScheduleSchema } from '../../src/lib/server/interchange/api-schedule.ts';
import { membersTable } from '../../src/lib/server/interchange/people-tables.ts';
import { groundOf, planSchedule } from '../../src/lib/server/interchange/plan-schedule.ts';
import { readVenueSchedule } from '../../src/lib/server/interchange/venue-schedule.ts';
import { planMembers } from '../../src/lib/server/import-members.ts';
import { importPeople } from '../../src/lib/server/people.ts';
import { readTable } from '../../src/lib/server/tables/read-table.ts';
import { writeCsv } from '../../src/lib/server/tables/write-csv.ts';
import { writeXlsx } from '../../src/lib/server/tables/write-xlsx.ts';
import type { RecordBody } from '../../src/lib/sync/records.ts';
import * as v from 'valibot';
import { enrollMembers, HOUR, MONDAY_10, openWorld, venueId, type World } from './world.ts';

const DAY = 24 * HOUR;
const other = asId<VenueId>('station');

/** Everything that may befall a session, words in two languages, and signs that formats must escape. */
async function busyVenue(): Promise<World> {
	const world = await openWorld();
	const session = (id: string, offeringId: string, day: number, more: object = {}) => ({
		kind: 'session' as const,
		id,
		body: {
			...{ id, offeringId, roomId: 'room-1', status: 'scheduled' },
			...{ startsAt: MONDAY_10 + day * DAY, endsAt: MONDAY_10 + day * DAY + 2 * HOUR },
			...more,
		} as RecordBody<'session'>,
	});
	const body = (kind: 'room' | 'programme' | 'course' | 'offering', record: { id: string }) => ({
		...{ kind, id: record.id, body: record as unknown as RecordBody },
	});
	const teacher = { name: { zh: '欧阳, 老师; "甲"' } };
	await world.hub.records.publish(venueId, [
		body('room', {
			id: 'room-2',
			number: '302',
			name: { zh: '翰墨<工坊>', en: 'Ink & Brush' },
			floor: 3,
		} as never),
		body('programme', { id: 'music', name: { zh: '周周有活动', en: 'Every week' }, tint: 'pine' } as never),
		body('course', {
			...{ id: 'choir', programmeId: 'music', name: { zh: '合唱：\\转义, 分号; 引号"', en: 'Choir' } },
			bring: { zh: '水杯\n乐谱' },
		} as never),
		body('offering', {
			id: 'choir-a',
			courseId: 'choir',
			name: { zh: '春季班' },
			teacher,
			capacity: 45,
		} as never),
		session('plain-1', 'choir-a', 1),
		session('off-1', 'choir-a', 2, { status: 'cancelled', reason: { zh: '停电\n改期通知' } }),
		session('moved-1', 'choir-a', 3, { roomId: 'room-2', movedFrom: 'room-1', reason: { zh: '人多' } }),
		session('late-1', 'choir-a', 4, { announcedAt: MONDAY_10 + 4 * DAY - HOUR }),
		session('other-1', 'choir-a', 5, { substitute: { name: { zh: '代课老师' } } }),
		session('night-1', 'choir-a', 6, { endsAt: MONDAY_10 + 6 * DAY + 20 * HOUR }),
	] as never);
	return world;
}

async function emptyVenue(world: World, id: VenueId): Promise<void> {
	const { venue } = (await world.hub.records.catalogue(venueId))!;
	await world.hub.records.publish(id, [{ kind: 'venue', id, body: { ...venue, id } }]);
}

async function written(world: World, file: ScheduleFile, id = venueId, whole = true) {
	const schedule = (await readVenueSchedule(world.hub.storage, id))!;
	const order = { language: 'zh' as const, now: world.hub.clock.now(), version: '1', whole };
	const { bytes } = writeSchedule(file, schedule, { ...order, origin: 'https://hub.example' });
	return typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
}

async function planned(world: World, bytes: Uint8Array, id: VenueId) {
	const ground = await groundOf(world.hub, id, (await world.hub.records.catalogue(id))!);
	const plan = await planSchedule(bytes, ground, WISHES);
	if (!plan.ok) throw new Error(JSON.stringify(plan.error));
	return plan.value;
}

const plain = ({ rooms, programmes, courses, offerings, sessions }: Catalogue) =>
	[rooms, programmes, courses, offerings, sessions].map((map) =>
		[...(map as ReadonlyMap<string, { id: string }>).values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
	);

describe('a schedule goes out and comes in again', () => {
	it.each(SCHEDULE_FILES)('to where it was, as %s: nothing changes', async (file) => {
		const world = await busyVenue();
		const plan = await planned(world, await written(world, file), venueId);
		expect(plan).toMatchObject({ problems: [], changes: [], sessions: 8 });
	});

	it.each(['schedule.ics', 'schedule.json', 'schedule.xml'] as const)(
		'to another venue, as %s: nothing is lost, and out of there it is the same',
		async (file) => {
			const world = await busyVenue();
			await emptyVenue(world, other);
			const plan = await planned(world, await written(world, file), other);
			expect(plan.problems).toEqual([]);
			await world.hub.schedule.take(other, plan, { actor: 'hub', by: '测试', file });
			const [from, to] = [
				(await world.hub.records.catalogue(venueId))!,
				(await world.hub.records.catalogue(other))!,
			];
			expect(plain(to)).toEqual(plain(from));
			const again = await planned(world, await written(world, file, other), venueId);
			expect(again).toMatchObject({ problems: [], changes: [] });
		},
	);

	it.each(['schedule.xlsx', 'schedule.csv'] as const)(
		'to another venue with the same rooms, as %s: what is cancelled stays off, with its reason, its substitute and its room',
		async (file) => {
			const world = await busyVenue();
			await emptyVenue(world, other);
			const rooms = [...(await world.hub.records.catalogue(venueId))!.rooms.values()];
			await world.hub.records.publish(
				other,
				rooms.map((room) => ({ kind: 'room', id: room.id, body: room })) as never,
			);
			const plan = await planned(world, await written(world, file), other);
			expect([plan.problems, plan.unknown]).toEqual([[], []]);
			await world.hub.schedule.take(other, plan, { actor: 'hub', by: '测试', file });
			const befallen = async (id: VenueId) => {
				const { sessions } = (await world.hub.records.catalogue(id))!;
				return [...sessions.values()]
					.map(({ startsAt, endsAt, status, roomId, movedFrom, substitute, reason }) => ({
						...{ startsAt, endsAt, status, roomId, movedFrom },
						...{ substitute: substitute?.name.zh, reason: reason?.zh },
					}))
					.sort((a, b) => a.startsAt - b.startsAt);
			};
			const there = await befallen(other);
			expect(there).toEqual(await befallen(venueId));
			expect(there.find(({ status }) => status === 'cancelled')?.reason).toBe('停电\n改期通知');
			expect(await planned(world, await written(world, file), other)).toMatchObject({ changes: [] });
		},
	);

	it.each(['schedule.xlsx', 'schedule.csv'] as const)(
		'to another venue, as %s: two classes of one name and teacher stay two, and again it changes nothing',
		async (file) => {
			const world = await busyVenue();
			const { rooms, offerings, sessions } = (await world.hub.records.catalogue(venueId))!;
			const twin = { ...offerings.get(asId<OfferingId>('choir-a'))!, id: asId<OfferingId>('choir-b') };
			const of = (id: string) => sessions.get(asId(id))!;
			const late = { ...of('plain-1'), id: 'plain-2', offeringId: twin.id, roomId: 'room-2' };
			const meets = { startsAt: late.startsAt + 5 * HOUR, endsAt: late.endsAt + 5 * HOUR };
			await world.hub.records.publish(venueId, [
				{ kind: 'offering', id: twin.id, body: twin },
				{ kind: 'session', id: late.id, body: { ...late, ...meets } },
			] as never);
			await emptyVenue(world, other);
			await world.hub.records.publish(
				other,
				[...rooms.values()].map((room) => ({ kind: 'room', id: room.id, body: room })) as never,
			);
			const table = await written(world, file);
			const plan = await planned(world, table, other);
			expect(plan.problems).toEqual([]);
			await world.hub.schedule.take(other, plan, { actor: 'hub', by: '测试', file });
			const there = (await world.hub.records.catalogue(other))!;
			const classes = Map.groupBy(there.sessions.values(), ({ offeringId }) => offeringId);
			const named = [...classes].filter(([id]) => there.offerings.get(id)!.name.zh === '春季班');
			expect(named.map(([, all]) => all.length).sort()).toEqual([1, 6]);
			expect(await planned(world, table, other)).toMatchObject({ problems: [], changes: [] });
			expect(await planned(world, table, venueId)).toMatchObject({ problems: [], changes: [] });
		},
	);

	it('changed elsewhere, in a calendar, it is changed here', async () => {
		const world = await busyVenue();
		const text = Buffer.from(await written(world, 'schedule.ics')).toString();
		const later = text.replace('DTEND:20261124T040000Z', 'DTEND:20261124T050000Z');
		expect(later).not.toBe(text);
		const plan = await planned(world, Buffer.from(later), venueId);
		expect(plan.changes).toMatchObject([
			{ kind: 'session', id: 'plain-1', body: { endsAt: Date.parse('2026-11-24T05:00:00Z') } },
		]);
	});

	it('as phones have it, to where it was: ours stays as it is, and what was removed stays away', async () => {
		const world = await busyVenue();
		const bytes = await written(world, 'schedule.ics', venueId, false);
		const plan = await planned(world, bytes, venueId);
		expect(plan).toMatchObject({ problems: [], changes: [], sessions: 8 });
		expect(plan.notes).toContainEqual({ note: 'own-here', value: '书法' });
		await world.hub.schedule.change({ ...world.staff, venueId }, venueId, [
			{ do: 'remove', sessionId: asId('plain-1') },
		]);
		const after = await planned(world, bytes, venueId);
		expect(after).toMatchObject({ problems: [], changes: [], sessions: 7 });
		expect(after.notes.filter(({ note }) => note === 'own-gone')).toHaveLength(1);
	});

	it('to a phone it goes without what only hubs understand', async () => {
		const world = await busyVenue();
		const text = Buffer.from(await written(world, 'schedule.ics', venueId, false)).toString();
		expect(text).not.toContain('X-GONGZHAN');
		expect(text).toContain('STATUS:CANCELLED');
		expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
	});
});

it('members go out and come in again', async () => {
	const world = await openWorld();
	await enrollMembers(world.hub, 700);
	const catalogue = (await world.hub.records.catalogue(venueId))!;
	const rows = await membersTable(world.hub.storage, venueId, catalogue, 'zh');
	expect(rows).toHaveLength(701);
	const table = await readTable(writeXlsx([{ name: '会员', rows }]));
	const plan = table.ok && planMembers(table.value.rows, catalogue);
	if (!plan || !plan.ok) throw new Error('not read');
	// Two classes go by one name here: which is asked.
	expect(plan.value.people.members).toHaveLength(700);
});

it('members of classes that differ in brackets alone come in again, each in their class', async () => {
	const world = await openWorld();
	const teacher = { name: { zh: '周老师' } };
	const course = { id: 'choir', programmeId: 'programme', name: { zh: '合唱团' } };
	const classes = ['一班（周老师）', '一班（李老师）', '周六、周日班'].map((name, n) => {
		return { id: `choir-${n}`, courseId: 'choir', name: { zh: name }, teacher, capacity: 20 };
	});
	await world.hub.records.publish(venueId, [
		{ kind: 'course', id: 'choir', body: course as unknown as RecordBody },
		...classes.map((body) => ({
			...{ kind: 'offering' as const, id: body.id, body: body as unknown as RecordBody },
		})),
	] as never);
	const enrollments = (
		[
			['N1', 0],
			['N2', 1],
			['N3', 0],
			['N3', 1],
			['N4', 2],
		] as const
	).map(([memberNumber, n]) => ({ memberNumber, offeringId: asId<OfferingId>(`choir-${n}`) }));
	const members = ['N1', 'N2', 'N3', 'N4'].map((number) => ({ name: '王小明', number }));
	expect(await importPeople(world.hub, venueId, { members, enrollments })).toMatchObject({ ok: true });
	const catalogue = (await world.hub.records.catalogue(venueId))!;
	const rows = await membersTable(world.hub.storage, venueId, catalogue, 'zh');
	const back = planMembers(rows, catalogue);
	if (!back.ok) throw new Error(back.error.fault);
	expect(back.value.problems).toEqual([]);
	const inOrder = (all: readonly object[]) => all.map((one) => JSON.stringify(one)).sort();
	expect(inOrder(back.value.people.enrollments)).toEqual(inOrder(enrollments));
	// As people type it.
	const typed = planMembers(
		[rows[0]!, ['李霞', 'N9', '', '', '合唱团 一班(李老师)；一班（周老师）']],
		catalogue,
	);
	expect(typed.ok && typed.value.people.enrollments.map((one) => one.offeringId)).toEqual([
		'choir-1',
		'choir-0',
	]);
});

describe('a table for spreadsheets', () => {
	it.each(['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1', '＝1+1', ' =1', '=cmd|calc!A1'])(
		'runs nothing: %j',
		async (text) => {
			const csv = writeCsv([
				['姓名', '数'],
				[text, -5],
			]);
			const field = csv.split('\r\n')[1]!;
			expect(field).toMatch(/^"?'/);
			expect(field.endsWith(',-5')).toBe(true);
			const back = await readTable(Buffer.from(csv));
			expect(back.ok && back.value.rows[1]![0]).toBe(text);
			const sheet = await readTable(writeXlsx([{ name: 'a', rows: [['姓名'], [text]] }]));
			expect(sheet.ok && sheet.value.rows[1]![0]).toBe(text);
		},
	);
	it('leaves phone numbers and amounts as they are', () => {
		expect(writeCsv([['+86 138-0000-0000', '-12.5', 'a"b', 'x,y']])).toBe(
			'\uFEFF+86 138-0000-0000,-12.5,"a""b","x,y"\r\n',
		);
	});
	it('with several sheets: more of the same is refused, anything else is told, empty ones are nothing', async () => {
		const world = await openWorld();
		const class_ = ['夜校', '国画', '一班', '周老师', 'room-1', 30, '2027-03-03', '18:30-20:00'];
		const rows = [['品牌', '课程', '班级', '老师', '教室', '名额', '日期', '时间'], class_];
		const ground = await groundOf(world.hub, venueId, (await world.hub.records.catalogue(venueId))!);
		const read = (...sheets: { name: string; rows: (string | number)[][] }[]) =>
			planSchedule(writeXlsx(sheets), ground, WISHES);
		const first = { name: '一楼', rows };
		const other = { name: '二楼', rows: [rows[0]!, class_.with(1, '合唱')] };
		expect(await read(first, other)).toEqual({
			ok: false,
			error: { fault: 'more-sheets', sheets: ['二楼'] },
		});
		const told = await read({ name: '空', rows: [] }, first, { name: '说明', rows: [['教室在三楼']] });
		expect(told).toMatchObject({
			value: { problems: [], sessions: 1, notes: [{ note: 'other-sheet', value: '说明' }] },
		});
	});
	it('keeps what cells hold: numbers, dates, times, signs of XML, spaces', async () => {
		const rows = [
			['文字', '数', '日期', '时间', '真'],
			['<&> "引号" \u0007\n二行 ', 1.5, new Date('2026-11-23'), new Date('1899-12-30T18:30:00Z'), true],
		];
		const back = await readTable(
			writeXlsx([
				{ name: "a/b:*?[]'", rows },
				{ name: "a/b:*?[]'", rows: [['说明']] },
			]),
		);
		expect(back.ok && back.value.rows[1]).toEqual([
			'<&> "引号" \n二行 ',
			1.5,
			rows[1]![2],
			rows[1]![3],
			true,
		]);
	});
});

it('a program is told the sessions of a while, in the shape that openapi.json describes', async () => {
	const world = await busyVenue();
	const query = (more: object) => ({ from: '2026-11-24', to: '2026-11-26', ...more });
	const told = await tellSchedule(world.hub, venueId, query({}));
	if (!told.ok) throw new Error(told.error);
	expect(v.is(ToldScheduleSchema, told.value)).toBe(true);
	expect(told.value.sessions.map(({ id }) => id)).toEqual(['plain-1', 'off-1', 'moved-1']);
	expect(told.value.sessions[2]).toMatchObject({
		...{ startsAt: '2026-11-26T10:00:00+08:00', status: 'scheduled', movedFrom: { id: 'room-1' } },
		seats: { capacity: 45, enrolled: 0, waiting: 0 },
	});
	expect(await tellSchedule(world.hub, other, query({}))).toMatchObject({ error: 'no-such-venue' });
	expect(await tellSchedule(world.hub, venueId, query({ to: '2028-01-01' }))).toMatchObject({
		error: 'bad-span',
	});
});
