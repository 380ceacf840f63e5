import { describe, expect, it } from 'vitest';
import { standingLines } from '../../src/cli/commands/standing-lines.ts';
import { asId, type RoomId, type SessionId, type StaffId } from '../../src/lib/base/id.ts';
import type { Clash } from '../../src/lib/domain/clashes.ts';
import type { Staff } from '../../src/lib/server/hub.ts';
import { WISHES } from '../../src/lib/server/interchange/happening-build.ts';
import { groundOf, planSchedule } from '../../src/lib/server/interchange/plan-schedule.ts';
import type { Cell } from '../../src/lib/domain/table-headers.ts';
import { writeCsv } from '../../src/lib/server/tables/write-csv.ts';
import { enrollMembers, MONDAY_10, openWorld, pairKiosk, venueId, type World } from './world.ts';

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
const BROUGHT = { actor: 'hub', by: '测试', file: '课表.csv' };
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
	await world.hub.schedule.take(venueId, planned, BROUGHT);
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
			}),
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

describe('rooms and seats of a table', () => {
	const put = ({ hub }: World, id: string, more: object) =>
		hub.records.publish(venueId, [
			{ kind: 'room', id, body: { id, name: { zh: '舞蹈室' }, floor: 1, ...more } as never },
		]);
	const faults = async (world: World, file: Uint8Array) =>
		(await plan(world, file)).problems.map(({ row, column, fault, value }) => [row, column, fault, value]);

	it('two rooms of one name are told by row, and found by floor or number', async () => {
		const world = await openWorld();
		await put(world, 'dance-1', {});
		await put(world, 'dance-4', { floor: 4 });
		const which = '1F 舞蹈室、4F 舞蹈室';
		expect(await faults(world, csv({ 教室: '舞蹈室' }))).toEqual([[2, 'room', 'which-of-these', which]]);
		const event = calendar('DTSTART;TZID=Asia/Shanghai:20270303T190000');
		const elsewhere = Buffer.from(Buffer.from(event).toString().replace('大厅', '舞蹈室'));
		expect(await faults(world, elsewhere)).toEqual([[3, 'room', 'which-of-these', which]]);
		for (const 教室 of ['4F 舞蹈室', '舞蹈室（4楼）', '4 楼 舞蹈室', 'dance-4']) {
			const { changes } = await plan(world, csv({ 教室 }));
			expect(changes.at(-1)?.body).toMatchObject({ roomId: 'dance-4' });
		}
		await put(world, 'dance-1', { archived: true });
		expect(await faults(world, csv({ 教室: '舞蹈室' }))).toEqual([]);
	});
	it('a capacity is compared only where two rows say one', async () => {
		const world = await openWorld();
		await put(world, 'dance', { seats: 20 });
		await put(world, 'small', { name: { zh: '小教室' }, seats: 12 });
		const seats = async (...rows: Partial<typeof ROW>[]) => {
			const { problems, changes } = await plan(world, csv(...rows));
			expect(problems).toEqual([]);
			return changes.find(({ kind }) => kind === 'offering')?.body;
		};
		const second = { 名额: null, 星期: '周五' };
		// 工艺教室 does not say its seats: the second of two merged cells says nothing.
		expect(await seats({}, second)).toMatchObject({ capacity: 30 });
		expect(await seats({ 教室: '舞蹈室', 名额: null }, { 名额: 25, 星期: '周五' })).toMatchObject({
			capacity: 25,
		});
		const open = [
			{ 教室: '舞蹈室', 名额: null },
			{ ...second, 教室: '小教室' },
		];
		expect(await seats(...open)).toMatchObject({ capacity: 20 });
		expect(await faults(world, csv({}, { 名额: 25, 星期: '周五' }))).toEqual([
			[3, 'capacity', 'says-otherwise', '2'],
		]);
		await take(world, csv(...open));
		const { offering } = await classOf(world);
		await world.hub.catalogueEdits.put(by, venueId, 'offering', offering.id, { capacity: 18 });
		expect((await take(world, csv(...open))).changes).toEqual([]);
	});
});

describe('classes of one name and teacher', () => {
	/** `code`: what stands in 班级编号. */
	const coded = (...rows: (Partial<typeof ROW> & { code: Cell })[]): Uint8Array =>
		Buffer.from(
			writeCsv([
				[...HEADERS, '班级编号'],
				...rows.map(({ code, ...row }) => [...HEADERS.map((header) => ({ ...ROW, ...row })[header]), code]),
			]),
		);
	const friday = { 星期: '周五', 时间: '09:00-10:30' };
	const classes = async (world: World) =>
		[...(await catalogueOf(world)).offerings.values()].filter(({ teacher }) => teacher.name.zh === '周老师');

	it('are told apart by the ids that a table gives them, in any order and one without the other', async () => {
		const world = await openWorld();
		await take(world, coded({ code: 1 }));
		await take(world, coded({ ...friday, code: 'B' }, { code: 1 }, { 星期: '周日', code: 1 }));
		expect((await classes(world)).map(({ name }) => name.zh)).toEqual(['一班', '一班']);
		for (const file of [coded({ code: 1 }, { ...friday, code: 'B' }), coded({ ...friday, code: 'B' })])
			expect((await take(world, file)).changes).toEqual([]);
		const { problems } = await plan(
			world,
			coded({ code: 1 }, { ...friday, code: 'B' }, { 星期: '周六', code: null }),
		);
		expect(problems).toEqual([{ row: 4, column: 'classCode', fault: 'no-code', value: '1、B' }]);
	});
	it('without ids are found where they meet, or else asked for by row', async () => {
		const world = await openWorld();
		await take(world, coded({ code: 1 }, { ...friday, code: 'B' }));
		expect((await take(world, csv({}, friday))).changes).toEqual([]);
		const ids = (await classes(world)).map(({ id }) => id);
		const { problems } = await plan(world, csv({ 星期: '周六' }));
		expect(problems).toEqual([{ row: 2, column: 'offering', fault: 'which-class', value: ids.join('、') }]);
		const named = await take(world, coded({ 星期: '周六', code: ids[1]! }));
		expect(named.fresh).toMatchObject({ offering: 0, session: 4 });
	});
	it('of a table with one id is the class that goes by the name already', async () => {
		const world = await openWorld();
		await take(world, csv({}));
		expect((await take(world, coded({ code: 'A' }, { 星期: '周五', code: null }))).fresh).toMatchObject({
			...{ offering: 0, session: 4 },
		});
	});
});

describe('a corrected file', () => {
	const on = (sessions: readonly { readonly startsAt: number }[]) =>
		sessions.map(({ startsAt }) => new Date(startsAt + 8 * 3_600_000).toISOString().slice(5, 10));
	const told = async (world: World, file: Uint8Array) =>
		(await plan(world, file)).standing.map(({ unnamed, otherwise, added }) => ({
			...{ unnamed: on(unnamed), otherwise: on(otherwise), added: on(added) },
		}));
	const WEDNESDAYS = ['03-03', '03-10', '03-17', '03-24'];
	const nothing = { unnamed: [], otherwise: [], added: [] };

	it('says which sessions still stand beside the new ones, and which stand otherwise', async () => {
		const world = await openWorld();
		await take(world, csv({}, { 课程: '合唱', 老师: '吴老师', 星期: '周二' }));
		expect(await told(world, csv({}))).toEqual([]);
		expect(await told(world, csv({ 星期: '周四' }))).toEqual([
			{ ...nothing, unnamed: WEDNESDAYS, added: ['03-04', '03-11', '03-18', '03-25'] },
		]);
		expect(await told(world, csv({ 时间: '18:30-20:30' }))).toEqual([{ ...nothing, otherwise: WEDNESDAYS }]);
		const { standing } = await plan(world, csv({ 星期: '周四' }));
		expect(standingLines(standing, await catalogueOf(world))).toEqual([
			'国画 一班: 4 to come stand that the file does not name: 2027-03-03 18:30, 2027-03-10 18:30, 2027-03-17 18:30, 2027-03-24 18:30',
			expect.stringMatching(/^国画 一班: 4 more than it has now: 2027-03-04 18:30, /),
			expect.stringContaining('/staff/schedule/bulk'),
		]);
		world.clock.at = Date.UTC(2027, 2, 12);
		expect(await told(world, csv({ 时间: '18:30-20:30' }))).toEqual([
			{ ...nothing, otherwise: ['03-17', '03-24'] },
		]);
	});
	it('says that a session that staff have removed comes again', async () => {
		const world = await openWorld();
		await take(world, csv({}));
		const { sessions } = await catalogueOf(world);
		const second = [...sessions.values()].find(({ id }) => id.includes('2027-03-10'))!;
		expect((await world.hub.schedule.change(by, venueId, [{ do: 'remove', sessionId: second.id }])).ok).toBe(
			true,
		);
		expect(await told(world, csv({}))).toEqual([{ ...nothing, added: ['03-10'] }]);
	});
	it('of a calendar says which repetitions still stand at the old time', async () => {
		const world = await openWorld();
		const weekly = (time: string) =>
			calendar(`DTSTART;TZID=Asia/Shanghai:20270303T${time}`, 'RRULE:FREQ=WEEKLY;COUNT=3');
		await take(world, weekly('190000'));
		expect(await told(world, weekly('190000'))).toEqual([]);
		const three = WEDNESDAYS.slice(0, 3);
		expect(await told(world, weekly('183000'))).toEqual([{ ...nothing, unnamed: three, added: three }]);
	});
	it('gives a class of five no sixth session where a make-up day is answered later', async () => {
		const world = await openWorld();
		const five = { 星期: '周四', 开始日期: '2026-09-01', 次数: 5 };
		const first = await take(world, csv(five));
		expect(first.unanswered).toContain('2026-09-20');
		expect((await world.hub.holidays.answer(by, '2026-09-20', 4)).ok).toBe(true);
		expect(await take(world, csv(five))).toMatchObject({ changes: [], sessions: 5 });
		// Who comes in only now meets on it.
		const later = await plan(world, csv({ ...five, 课程: '合唱', 老师: '吴老师', 时间: '09:00-10:00' }));
		expect(on(later.changes.flatMap(({ body }) => ('startsAt' in body ? [body] : [])))).toContain('09-20');
	});
});

describe('an import is taken back as one edit', () => {
	const choir = { 课程: '合唱', 老师: '吴老师', 星期: '周二' };
	const imported = async (world: World, ...rows: Parameters<typeof csv>) => {
		const file = csv(...rows);
		const editId = await world.hub.schedule.take(venueId, await plan(world, file), BROUGHT);
		return editId!;
	};
	const sizes = async (world: World) => {
		const { programmes, courses, offerings, sessions } = await catalogueOf(world);
		return [programmes.size, courses.size, offerings.size, sessions.size];
	};
	const undo = async (world: World, editId: string, seen: readonly Clash[] = []) => {
		const done = await world.hub.schedule.undo(by, venueId, editId, seen);
		return done.ok ? done.value.kept.map(({ kind, why }) => `${kind} ${why}`) : done.error.fault;
	};
	const sessionOn = async (world: World, date: string) =>
		[...(await catalogueOf(world)).sessions.values()].find(({ id }) => id.includes(date))!;

	it('with all that it put up and changed, is told, and can come in again', async () => {
		const world = await openWorld();
		const before = await catalogueOf(world);
		await imported(world, {});
		const first = await catalogueOf(world);
		const editId = await imported(world, { 名额: 12, 老师: '何老师', 星期: '周四' }, choir);
		expect(await world.hub.schedule.edits(venueId, 5)).toMatchObject([
			{ editId, by: '测试', did: ['import'], file: '课表.csv', undone: false },
			{ did: ['import'], undone: false },
		]);
		const both = await catalogueOf(world);
		expect(await undo(world, editId)).toEqual([]);
		expect(await catalogueOf(world)).toEqual(first);
		expect(await undo(world, editId)).toBe('no-such-edit');
		const [line] = await world.hub.storage.read((tx) => tx.audit.latest(venueId, 1));
		expect(line).toMatchObject({ action: 'timetable-undone', actor: `staff:${by.id}` });
		expect(JSON.parse(line!.detail!)).toMatchObject({ file: '课表.csv', sessions: 8, offerings: 2, kept: 0 });
		await imported(world, { 名额: 12, 老师: '何老师', 星期: '周四' }, choir);
		expect(await catalogueOf(world)).toEqual(both);
		for (const { editId: each, undone } of await world.hub.schedule.edits(venueId, 5))
			if (!undone) expect(await undo(world, each)).toEqual([]);
		expect(await catalogueOf(world)).toEqual(before);
	});
	it('but what was changed since stays, with what it needs, and is told', async () => {
		const world = await openWorld();
		const before = await sizes(world);
		const editId = await imported(world, {}, choir);
		const { id } = await sessionOn(world, '03-10');
		const reason = { zh: '停电' };
		expect((await world.hub.schedule.change(by, venueId, [{ do: 'cancel', sessionId: id, reason }])).ok).toBe(
			true,
		);
		const singing = [...(await catalogueOf(world)).courses.values()].find(({ name }) => name.zh === '合唱')!;
		await world.hub.catalogueEdits.put(by, venueId, 'course', singing.id, { name: { zh: '大合唱' } });
		expect(await undo(world, editId)).toEqual(['session changed', 'course changed']);
		const [programmes, courses, offerings, sessions] = before as [number, number, number, number];
		expect(await sizes(world)).toEqual([programmes + 1, courses + 2, offerings + 1, sessions + 1]);
		expect(await sessionOn(world, '03-10')).toMatchObject({ status: 'cancelled', reason });
	});
	it('but a class with people stays with all its sessions, and so does a session that people came to', async () => {
		const world = await openWorld();
		const before = (await catalogueOf(world)).sessions.size;
		const editId = await imported(world, {}, choir);
		const { offering } = await classOf(world);
		const [member] = await enrollMembers(world.hub, 1);
		await world.hub.storage.write(venueId, (tx) => tx.people.enroll(venueId, offering.id, member!));
		const kiosk = await pairKiosk(world.hub);
		kiosk.checkIn(member!, MONDAY_10, { sessionId: (await sessionOn(world, '2027-03-09')).id });
		await kiosk.send(world.hub, kiosk.entries);
		expect(await undo(world, editId)).toEqual(['session people', 'offering people']);
		expect((await catalogueOf(world)).sessions.size).toBe(before + 5);
	});
	it('but seats that people have stay', async () => {
		const world = await openWorld();
		await imported(world, { 名额: 1 });
		const editId = await imported(world, { 名额: 30 });
		const { offering } = await classOf(world);
		const members = await enrollMembers(world.hub, 2);
		await world.hub.storage.write(venueId, async (tx) => {
			for (const member of members) await tx.people.enroll(venueId, offering.id, member);
		});
		expect(await undo(world, editId)).toBe('all-kept');
		expect((await classOf(world)).offering.capacity).toBe(30);
	});
	it('but sessions stay that came into a class of the catalogue which people have joined', async () => {
		const world = await openWorld();
		await imported(world, {});
		const { offering } = await classOf(world);
		const sessions = async () =>
			[...(await catalogueOf(world)).sessions.values()].filter(
				({ offeringId }) => offeringId === offering.id,
			);
		const removed = (await sessions()).map(({ id }) => ({ do: 'remove' as const, sessionId: id }));
		expect((await world.hub.schedule.change(by, venueId, removed)).ok).toBe(true);
		const editId = await imported(world, {}, choir);
		const [member] = await enrollMembers(world.hub, 1);
		await world.hub.storage.write(venueId, (tx) => tx.people.enroll(venueId, offering.id, member!));
		expect(await undo(world, editId)).toEqual(Array(4).fill('session people'));
		expect(await sessions()).toHaveLength(4);
	});
	it('but a session that people came to since stays as it was held; one that they had come to before goes back', async () => {
		const lecture = (time: string, duration: string) =>
			Buffer.from(
				calendar(`DTSTART;TZID=Asia/Shanghai:20270303T${time}`).toString().replace('PT1H', duration),
			);
		for (const cameBefore of [false, true]) {
			const world = await openWorld();
			await take(world, lecture('190000', 'PT1H'));
			const { courses, offerings, sessions } = await catalogueOf(world);
			const isLecture = (id: string) => courses.get(offerings.get(id as never)!.courseId)?.name.zh === '讲座';
			const before = [...sessions.values()].find(({ offeringId }) => isLecture(offeringId))!;
			const now = async () => (await catalogueOf(world)).sessions.get(before.id)!;
			const [member] = await enrollMembers(world.hub, 1);
			const kiosk = await pairKiosk(world.hub);
			kiosk.checkIn(member!, before.startsAt, { sessionId: before.id });
			world.clock.at = before.startsAt;
			if (cameBefore) await kiosk.send(world.hub, kiosk.entries);
			const planned = await plan(world, lecture('180000', 'PT3H'));
			const editId = (await world.hub.schedule.take(venueId, planned, BROUGHT))!;
			const after = await now();
			expect(after).not.toEqual(before);
			if (!cameBefore) await kiosk.send(world.hub, kiosk.entries);
			expect(await undo(world, editId)).toEqual(cameBefore ? [] : 'all-kept');
			expect(await now()).toEqual(cameBefore ? before : after);
		}
	});
	it('but a class from which all have withdrawn stays without its sessions', async () => {
		const world = await openWorld();
		const before = (await catalogueOf(world)).sessions.size;
		const editId = await imported(world, {});
		const { offering } = await classOf(world);
		const [memberId] = await enrollMembers(world.hub, 1);
		const order = {
			...{ venueId, offeringId: offering.id, memberId: memberId!, serial: null },
			...{ channel: 'desk' as const, by },
		};
		expect((await world.hub.signUps.signUp(order)).ok).toBe(true);
		expect((await world.hub.signUps.withdraw(order)).ok).toBe(true);
		expect(await undo(world, editId)).toEqual(['offering people']);
		expect((await catalogueOf(world)).sessions.size).toBe(before);
		expect((await classOf(world)).offering).toEqual(offering);
	});
	it('but a teacher goes back though more are in the class than it has seats, before as after', async () => {
		const world = await openWorld();
		await imported(world, { 名额: 1 });
		const { offering } = await classOf(world);
		const members = await enrollMembers(world.hub, 2);
		await world.hub.storage.write(venueId, async (tx) => {
			for (const member of members) await tx.people.enroll(venueId, offering.id, member);
		});
		const editId = await imported(world, { 名额: 1, 老师: '何老师' });
		expect(await undo(world, editId)).toEqual([]);
		expect((await classOf(world)).offering).toEqual(offering);
	});
	it('into a clash only by whoever has seen it, and not at all where nothing would go', async () => {
		const world = await openWorld();
		await imported(world, {});
		const { id, roomId } = await sessionOn(world, '03-10');
		const editId = await imported(world, { 老师: '何老师' });
		const at = (await sessionOn(world, '03-10')).startsAt;
		const extra = {
			id: asId<SessionId>('extra'),
			roomId: asId<RoomId>('room-2'),
			status: 'scheduled' as const,
		};
		await world.hub.records.publish(venueId, [
			{ kind: 'room', id: 'room-2', body: { id: asId<RoomId>('room-2'), name: { zh: '别处' }, floor: 1 } },
		]);
		const own = { ...extra, offeringId: (await catalogueOf(world)).sessions.get(id)!.offeringId };
		const substitute = { name: { zh: '周老师' } };
		await world.hub.schedule.change(by, venueId, [
			{ do: 'add', session: { ...own, substitute, startsAt: at, endsAt: at + 3_600_000 } },
		]);
		expect(roomId).not.toBe('room-2');
		const refused = await world.hub.schedule.undo(by, venueId, editId);
		const { fault, clashes } = refused.ok ? { fault: null, clashes: [] } : refused.error;
		expect([fault, clashes]).toEqual(['clashes', [{ over: 'teacher', with: 'extra', session: id }]]);
		expect(await undo(world, editId, clashes)).toEqual([]);
		const again = await imported(world, { 老师: '何老师' });
		await world.hub.catalogueEdits.put(by, venueId, 'offering', own.offeringId, { capacity: 99 });
		expect(await undo(world, again)).toBe('all-kept');
	});
});
