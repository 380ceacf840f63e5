import { describe, expect, it, vi } from 'vitest';
import { asId, type StaffId, type VenueId } from '../../src/lib/base/id.ts';
import type { Cell } from '../../src/lib/domain/table-headers.ts';
import type { Staff } from '../../src/lib/server/hub.ts';
import { WISHES } from '../../src/lib/server/interchange/happening-build.ts';
import { groundOf, planSchedule } from '../../src/lib/server/interchange/plan-schedule.ts';
import { keepHeaders } from '../../src/lib/server/own-headers.ts';
import { writeCsv } from '../../src/lib/server/tables/write-csv.ts';
import { writeXlsx } from '../../src/lib/server/tables/write-xlsx.ts';
import { writeZip } from '../../src/lib/server/tables/zip.ts';
import { openWorld, venueId, type World } from './world.ts';

// A term of a large palace: thousands of sessions are planned and written several times.
vi.setConfig({ testTimeout: 120_000 });

const HEADERS = [
	...['品牌', '课程', '班级', '老师', '教室', '名额', '星期'],
	...['开始日期', '次数', '时间'],
];
const COLUMN_OF: Record<string, string> = {
	...{ 课程: 'course', 老师: 'teacher', 教室: 'room', 名额: 'capacity', 星期: 'weekdays' },
	...{ 开始日期: 'from', 次数: 'count', 时间: 'time', 品牌: 'programme' },
};
const CLASSES = 400;
const WEEKS = 16;
const ROOMS = 20;
const DAYS = '一二三四五六日';
const TIMES = ['09:00-10:30', '14:00-15:30', '19:00-20:30'];
/** In spreadsheets dates are numbers with a format. */
const START = new Date('2027-03-01T00:00:00Z');

/** Row by row such that nobody meets anybody: a room, weekday and time each. */
function term(): Cell[][] {
	const rows = Array.from({ length: CLASSES }, (_, n): Cell[] => {
		const slot = Math.floor(n / ROOMS);
		return [
			...[`品牌${n % 7}`, `课程${n}`, '春季班', `老师${n}`, `教室${n % ROOMS}`, 30],
			...[`周${DAYS[slot % 7]!}`, START, WEEKS, TIMES[Math.floor(slot / 7)]!],
		];
	});
	return [HEADERS, ...rows];
}

/** A fault in a row: which column, what stands there, what it is called. */
const FAULTS: readonly (readonly [column: string, cell: Cell, fault: string])[] = [
	['课程', null, 'missing'],
	['课程', '超'.repeat(61), 'too-long'],
	['老师', null, 'missing'],
	['老师', '  ', 'missing'],
	['教室', '没有这间', 'no-such-room'],
	['教室', null, 'missing'],
	['名额', 0, 'out-of-range'],
	['名额', -3, 'out-of-range'],
	['名额', 2.5, 'not-a-number'],
	['名额', '很多', 'not-a-number'],
	['名额', 100_001, 'out-of-range'],
	['星期', '周八', 'not-a-weekday'],
	['星期', '随便', 'not-a-weekday'],
	['星期', null, 'missing'],
	['开始日期', '2027-02-30', 'not-a-date'],
	['开始日期', '三月', 'not-a-date'],
	['开始日期', null, 'missing'],
	['次数', 0, 'out-of-range'],
	['次数', 401, 'out-of-range'],
	['次数', '十六', 'not-a-number'],
	['次数', null, 'no-end'],
	['时间', '25:00-26:00', 'not-a-time'],
	['时间', '20:30-19:00', 'ends-before-it-begins'],
	['时间', '晚上', 'not-a-time'],
	['时间', null, 'missing'],
	['品牌', '长'.repeat(61), 'too-long'],
	['老师', '老师0', 'clash'],
	['教室', '教室1', 'clash'],
	['课程', '课程1', 'says-otherwise'],
	['课程', '课程3', 'says-otherwise'],
];

function withFaults(): { rows: Cell[][]; planted: { row: number; column: string; fault: string }[] } {
	const rows = term();
	const planted = FAULTS.map(([header, cell, fault], n) => {
		// The rooms' and teachers' clashes are planted where day and time are the first rows'.
		const index = fault === 'clash' ? 3 + n - 26 : 40 + n * 12;
		const row = [...rows[index]!];
		row[HEADERS.indexOf(header)] = cell;
		if (fault === 'says-otherwise') row[0] = rows[Number(String(cell).slice(2)) + 1]![0]!;
		rows[index] = row;
		const column = fault === 'says-otherwise' ? 'teacher' : fault === 'no-end' ? 'until' : COLUMN_OF[header]!;
		return { row: index + 1, column, fault };
	});
	return { rows, planted };
}

async function withRooms(world: World): Promise<void> {
	const rooms = Array.from({ length: ROOMS }, (_, n) => ({
		kind: 'room' as const,
		id: `hall-${n}`,
		body: { id: `hall-${n}`, name: { zh: `教室${n}` }, floor: 1, seats: 30 } as never,
	}));
	await world.hub.records.publish(venueId, rooms);
}

const planOf = async ({ hub }: World, bytes: Uint8Array, venue: VenueId = venueId) => {
	const catalogue = (await hub.records.catalogue(venue))!;
	return planSchedule(bytes, await groundOf(hub, venue, catalogue), WISHES);
};
const planned = async (world: World, bytes: Uint8Array) => {
	const plan = await planOf(world, bytes);
	if (!plan.ok) throw new Error(JSON.stringify(plan.error));
	return plan.value;
};
const BY = { actor: 'hub', by: '测试', file: '课表.xlsx' };
const sheet = (rows: Cell[][]) => writeXlsx([{ name: '课表', rows }]);

describe('a term of 400 classes and 16 weeks', () => {
	it('with 30 faults tells each by row and column and changes nothing; mended it comes in, and again it changes nothing', async () => {
		const world = await openWorld();
		await withRooms(world);
		const { rows, planted } = withFaults();
		const faulty = await planned(world, sheet(rows));
		const told = faulty.problems.map(({ row, column, fault }) => ({ row, column, fault }));
		const sorted = (list: typeof told) => [...list].map((one) => JSON.stringify(one)).sort();
		expect(sorted(told)).toEqual(sorted(planted as typeof told));
		expect(faulty.changes).toEqual([]);
		await world.hub.schedule.take(venueId, faulty, BY);
		expect((await world.hub.records.catalogue(venueId))!.sessions.size).toBe(2);

		const good = await planned(world, sheet(term()));
		expect(good.problems).toEqual([]);
		expect(good).toMatchObject({ offerings: CLASSES, sessions: CLASSES * WEEKS });
		const before = (await world.hub.records.catalogue(venueId))!;
		const editId = await world.hub.schedule.take(venueId, good, BY);
		const catalogue = (await world.hub.records.catalogue(venueId))!;
		expect(catalogue.sessions.size).toBe(CLASSES * WEEKS + 2);
		const [line] = await world.hub.storage.read((tx) => tx.audit.latest(venueId, 1));
		expect(line).toMatchObject({ action: 'timetable-imported', actor: 'hub' });

		const rev = await world.hub.storage.read((tx) => tx.records.rev(venueId));
		const again = await planned(world, sheet(term()));
		expect(again.changes).toEqual([]);
		expect(await world.hub.schedule.take(venueId, again, BY)).toBe(null);
		expect(await world.hub.storage.read((tx) => tx.records.rev(venueId))).toBe(rev);

		const by = { id: asId<StaffId>('ab'.repeat(8)), name: '李' } as Staff;
		expect(await world.hub.schedule.undo(by, venueId, editId!)).toEqual({ ok: true, value: { kept: [] } });
		expect(await world.hub.records.catalogue(venueId)).toEqual(before);
	});

	it('is the same as .csv, in UTF-8 and in GB18030', async () => {
		const world = await openWorld();
		await withRooms(world);
		const text = writeCsv(term().slice(0, 40));
		const gb = gb18030(text.replace('\uFEFF', ''));
		const [utf8, chinese] = [await planned(world, Buffer.from(text)), await planned(world, gb)];
		expect(utf8).toMatchObject({ offerings: 39, problems: [] });
		expect(chinese.changes).toEqual(utf8.changes);
	});
});

/** As a Chinese Excel saves it: two bytes a character, out of the decoder's own table. */
function gb18030(text: string): Uint8Array {
	const codes = new Map<string, number[]>();
	for (let a = 0x81; a < 0xff; a++)
		for (let b = 0x40; b < 0xff; b++) {
			const char = new TextDecoder('gb18030').decode(Uint8Array.from([a, b]));
			if (char.length === 1) codes.set(char, [a, b]);
		}
	return Uint8Array.from(
		[...text].flatMap((char) => (char < '\u0080' ? [char.charCodeAt(0)] : codes.get(char)!)),
	);
}

it('headers of a venue’s own are said once and understood from then on', async () => {
	const world = await openWorld();
	await withRooms(world);
	const rows = term().slice(0, 3);
	rows[0] = rows[0]!.map((header) => (header === '老师' ? '主讲人' : header));
	expect(await planOf(world, sheet(rows))).toMatchObject({
		error: { fault: 'missing-columns', columns: ['teacher'] },
	});
	await keepHeaders(world.hub.storage, venueId, 'schedule', new Map([['主讲人', 'teacher']]));
	expect(await planned(world, sheet(rows))).toMatchObject({ offerings: 2, unknown: [] });
});

describe('a file that is something else is refused by what it seems to be', () => {
	const text = (words: string) => Buffer.from(words);
	const zip = (...names: string[]) => writeZip(names.map((name) => ({ name, text: '<a/>' })));
	it.each<[string, Uint8Array]>([
		['pdf', text('%PDF-1.7\n…')],
		['old-office', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1])],
		['word', zip('[Content_Types].xml', 'word/document.xml')],
		['slides', zip('[Content_Types].xml', 'ppt/presentation.xml')],
		['binary-sheet', zip('[Content_Types].xml', 'xl/workbook.bin')],
		['open-document', zip('mimetype', 'content.xml')],
		['archive', zip('课表.xlsx')],
		['picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])],
		['html', text('\uFEFF \n<!DOCTYPE html><html><body><table>')],
		['html', text('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>')],
		['xml', text('<?xml version="1.0"?><rss/>')],
		['json', text('{"sessions": []}')],
		['json', text('[{"a":1}]')],
		['web-calendar', text('<?xml version="1.0"?><icalendar xmlns="urn:ietf:params:xml:ns:icalendar-2.0"/>')],
	])('%s', async (seems, bytes) => {
		const world = await openWorld();
		expect(await planOf(world, bytes)).toEqual({ ok: false, error: { fault: 'other-kind', seems } });
	});
	it('an .xlsx that was cut off is broken, and one that unpacks to a flood is too large', async () => {
		const world = await openWorld();
		const whole = sheet(term());
		expect(await planOf(world, whole.subarray(0, 3000))).toMatchObject({ error: { fault: 'broken' } });
		const flood = Buffer.from(writeZip([{ name: 'xl/workbook.xml', text: ' ' }]));
		// The size that the directory tells, of the only file in it.
		flood.writeUInt32LE(2 ** 31, flood.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
		expect(await planOf(world, flood)).toMatchObject({ error: { fault: 'too-large' } });
	});
});
