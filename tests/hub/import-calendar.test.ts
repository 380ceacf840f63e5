import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { localDate, localTime } from '../../src/lib/domain/venue-time.ts';
import { WISHES, type Wishes } from '../../src/lib/server/interchange/happening-build.ts';
import { readCalendar } from '../../src/lib/server/interchange/ical/read-calendar.ts';
import { groundOf, planSchedule } from '../../src/lib/server/interchange/plan-schedule.ts';
import { conferenceJson, conferenceXml, talks } from '../fixtures/interchange/conference.ts';
import { openWorld, venueId, type World } from './world.ts';

const fixture = (name: string): string =>
	readFileSync(join(import.meta.dirname, '../fixtures/interchange', name), 'utf8');
const READING = { zone: 'Asia/Shanghai', now: Date.parse('2027-02-20T00:00:00Z') };

/** What a calendar says, as the venue's clock shows it. */
function told(text: string, reading = READING) {
	const read = readCalendar(text, reading);
	if (!read.ok) throw new Error(read.error.detail);
	const { happenings, problems, notes } = read.value;
	const lines = happenings.map(({ title, startsAt, endsAt, room, cancelled }) => {
		const minutes = (endsAt - startsAt) / 60_000;
		const when = `${localDate(startsAt, reading.zone)} ${localTime(startsAt, reading.zone)}`;
		return `${when} +${minutes} ${title} @${room}${cancelled ? ' ×' : ''}`;
	});
	return { lines: lines.sort(), problems, notes, happenings };
}

const calendar = (...lines: string[]): string =>
	[
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'BEGIN:VEVENT',
		'UID:1',
		'SUMMARY:课',
		'LOCATION:厅',
		...lines,
		'END:VEVENT',
		'END:VCALENDAR',
		'',
	].join('\r\n');

describe('a calendar of', () => {
	it('Google: weeks up to a UTC end, exceptions, one moved, one cancelled, a whole day', () => {
		const { lines, problems, happenings } = told(fixture('google.ics'));
		const class_ = '书法, 入门';
		expect(problems).toEqual([]);
		expect(lines).toEqual([
			`2027-03-03 19:00 +90 ${class_} @302 教室`,
			`2027-03-15 19:00 +90 ${class_} @302 教室`,
			`2027-03-18 14:00 +90 ${class_} @401 教室`,
			`2027-03-22 19:00 +90 ${class_} @302 教室 ×`,
			...['24', '29', '31'].map((day) => `2027-03-${day} 19:00 +90 ${class_} @302 教室`),
			...['05', '07', '12', '14', '19', '21'].map((day) => `2027-04-${day} 19:00 +90 ${class_} @302 教室`),
			'2027-05-01 00:00 +1440 劳动节开放日 @一楼大厅',
		]);
		expect(happenings[0]!.teacher).toBe('周老师');
	});
	it('Outlook: Windows’ names of zones in quotes, every other week from Sunday, a zone by its own rules', () => {
		const { lines, problems } = told(fixture('outlook.ics'));
		expect(problems).toEqual([]);
		expect(lines).toEqual([
			'2027-03-02 09:30 +90 剪纸 @工艺教室',
			'2027-03-04 09:30 +90 剪纸 @工艺教室',
			'2027-03-16 09:30 +90 剪纸 @工艺教室',
			'2027-03-18 09:30 +90 剪纸 @工艺教室',
			'2027-03-30 09:30 +90 剪纸 @工艺教室',
			// 09:00 in a summer of +02:00.
			'2027-07-05 15:00 +90 暑期班 @工艺教室',
		]);
	});
	it('Evolution and Thunderbird: folded parameters, odd TZIDs, dates besides the rule, floating times', () => {
		const { lines, problems, notes } = told(fixture('evolution.ics'));
		expect(problems).toEqual([]);
		expect(lines).toEqual([
			'2027-03-01 07:00 +60 太极 @广场',
			'2027-03-03 07:00 +60 太极 @广场',
			'2027-03-07 07:00 +60 太极 @广场',
			'2027-03-09 07:00 +60 太极 @广场',
			'2027-03-09 15:00 +60 读书会 @书屋',
			'2027-03-12 07:00 +60 太极 @广场',
			'2027-03-13 09:00 +60 太极 @广场',
			'2027-03-15 17:00 +60 连线柏林 @广场',
			'2027-03-16 10:00 +60 浮动时间 @广场',
			'2027-03-17 10:00 +60 不明时区 @广场',
			'2027-03-20 07:00 +120 太极 @广场',
			'2027-04-13 15:00 +60 读书会 @书屋',
			'2027-05-11 15:00 +60 读书会 @书屋',
		]);
		expect(notes).toEqual([
			{ note: 'floating', value: '' },
			{ note: 'no-end', value: '浮动时间' },
			{ note: 'unknown-zone', value: 'Nowhere/Special' },
		]);
	});
});

/** An event on 3 June 2026 at 19:00 of a zone that only its own rules tell. */
const inOwnZone = (...observances: string[][]): string =>
	calendar('DTSTART;TZID=Beijing 1:20260603T190000', 'DURATION:PT1H').replace(
		'BEGIN:VEVENT',
		[
			...['BEGIN:VTIMEZONE', 'TZID:Beijing 1'],
			...observances.flatMap(([kind, ...lines]) => [`BEGIN:${kind}`, ...lines, `END:${kind}`]),
			...['END:VTIMEZONE', 'BEGIN:VEVENT'],
		].join('\r\n'),
	);

describe('a zone by its own rules', () => {
	const STANDARD = ['STANDARD', 'TZOFFSETFROM:+0900', 'TZOFFSETTO:+0800', 'DTSTART:19890917T020000'];
	const DAYLIGHT = ['DAYLIGHT', 'TZOFFSETFROM:+0800', 'TZOFFSETTO:+0900', 'DTSTART:19910414T020000'];

	it.each([
		[
			'until 1991, as every calendar of China has it',
			[...STANDARD, 'RRULE:FREQ=YEARLY;UNTIL=19910914T170000Z;BYMONTH=9;BYDAY=3SU'],
			[...DAYLIGHT, 'RRULE:FREQ=YEARLY;UNTIL=19910413T180000Z;BYMONTH=4;BYDAY=2SU'],
		],
		[
			'until a day',
			[...STANDARD, 'RRULE:FREQ=YEARLY;UNTIL=19910915;BYMONTH=9;BYDAY=3SU'],
			[...DAYLIGHT, 'RRULE:FREQ=YEARLY;UNTIL=19910414;BYMONTH=4;BYDAY=2SU'],
		],
		[
			'counted',
			[...STANDARD, 'RRULE:FREQ=YEARLY;COUNT=3;BYMONTH=9;BYDAY=3SU'],
			[...DAYLIGHT, 'RRULE:FREQ=YEARLY;COUNT=1;BYMONTH=4;BYDAY=2SU'],
		],
		['by dates', [...STANDARD, 'RDATE:19900916T020000,19910915T020000'], DAYLIGHT],
	])('has the hour of today, not of its last summer time: %s', (_, ...observances) => {
		expect(told(inOwnZone(...observances)).lines).toEqual(['2026-06-03 19:00 +60 课 @厅']);
	});
	it('has its summer time while that lasts', () => {
		const endless = 'RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=2SU';
		const back = 'RRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=3SU';
		expect(told(inOwnZone([...STANDARD, back], [...DAYLIGHT, endless])).lines).toEqual([
			'2026-06-03 18:00 +60 课 @厅',
		]);
	});
});

describe('a repetition', () => {
	it('keeps its hour where clocks are changed', () => {
		const { lines } = told(
			calendar(
				'DTSTART;TZID=W. Europe Standard Time:20270321T180000',
				'DURATION:PT1H',
				'RRULE:FREQ=WEEKLY;COUNT=3',
			),
			{ ...READING, zone: 'Europe/Berlin' },
		);
		expect(lines.map((line) => line.slice(0, 16))).toEqual([
			...['2027-03-21 18:00', '2027-03-28 18:00', '2027-04-04 18:00'],
		]);
	});
	it('without end is put up for a year, and says so', () => {
		const { lines, notes } = told(calendar('DTSTART:20270301T020000Z', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY'));
		expect(lines).toHaveLength(53);
		expect(notes).toEqual([{ note: 'endless', value: '课' }]);
	});
	it.each([
		['FREQ=HOURLY', 'bad-rule'],
		['FREQ=WEEKLY;BYSETPOS=2', 'bad-rule'],
		['FREQ=WEEKLY;BYDAY=XX', 'bad-rule'],
		['FREQ=WEEKLY;INTERVAL=0', 'bad-rule'],
		['FREQ=WEEKLY;UNTIL=soon', 'not-a-time'],
	])('that is not understood is told, not guessed: %s', (rule, fault) => {
		const { problems } = told(calendar('DTSTART:20270301T020000Z', 'DURATION:PT1H', `RRULE:${rule}`));
		expect(problems).toMatchObject([{ row: 3, fault }]);
	});
	it.each([
		['19700101', 'COUNT=999999999'],
		['20270301', 'UNTIL=99991231'],
		['20270301', 'UNTIL=99991231T235959Z'],
		['99991201', 'UNTIL=99991231'],
		['99991201', 'COUNT=999999999'],
		['99991201', 'INTERVAL=1'],
	])('cannot be made to run for ever: from %s, %s', (from, end) => {
		const rule = `RRULE:FREQ=DAILY;${end}`;
		const { happenings } = told(calendar(`DTSTART:${from}T020000Z`, 'DURATION:PT1H', rule));
		expect(happenings.length).toBeGreaterThan(0);
		expect(happenings.length).toBeLessThan(2000);
	});
});

it.each([
	['cut off', calendar('DTSTART:20270301T020000Z').slice(0, 80)],
	['nested without end', 'BEGIN:X\r\n'.repeat(20)],
	['torn', calendar('DTSTART 20270301T020000Z')],
])('a calendar that is %s is broken, and the line is named', (_what, text) => {
	const read = readCalendar(text, READING);
	expect(read).toMatchObject({ ok: false, error: { fault: 'broken' } });
	expect(!read.ok && read.error.detail).toMatch(/^line \d+/);
});
it.each([
	[['DTSTART:20270230T020000Z'], { column: 'starts', fault: 'not-a-time' }],
	[['DTEND:20270301T020000Z'], { column: 'starts', fault: 'missing' }],
	[
		['DTSTART:20270301T020000Z', 'DTEND:20270301T010000Z'],
		{ column: 'ends', fault: 'ends-before-it-begins' },
	],
	[['DTSTART:20270301T020000Z', 'DURATION:-PT1H'], { column: 'ends', fault: 'not-a-time' }],
])('an event that is wrong is told by its line: %j', (lines, problem) => {
	expect(told(calendar(...lines)).problems).toMatchObject([{ row: 3, ...problem }]);
});

const planned = async ({ hub }: World, text: string, wishes: Partial<Wishes> = {}) => {
	const ground = await groundOf(hub, venueId, (await hub.records.catalogue(venueId))!);
	const plan = await planSchedule(Buffer.from(text), ground, { ...WISHES, ...wishes });
	if (!plan.ok) throw new Error(JSON.stringify(plan.error));
	return plan.value;
};
const take = async (world: World, text: string) => {
	const plan = await planned(world, text);
	expect(plan.problems).toEqual([]);
	await world.hub.schedule.take(venueId, plan, { actor: 'hub', by: '测试', file: 'x' });
	return plan;
};
const sessionsOf = async ({ hub }: World) => {
	const { sessions, rooms, offerings, courses } = (await hub.records.catalogue(venueId))!;
	return [...sessions.values()].map((session) => {
		const offering = offerings.get(session.offeringId)!;
		const course = courses.get(offering.courseId)!.name.zh;
		const { name } = rooms.get(session.roomId)!;
		return { ...session, course, teacher: offering.teacher.name.zh, room: name.zh };
	});
};

describe('a conference of 112 talks on 4 days in 4 rooms', () => {
	it.each([
		['schedule.json', conferenceJson],
		['schedule.xml', conferenceXml],
	])('comes in right out of %s, once', async (_name, write) => {
		const world = await openWorld();
		expect(talks).toHaveLength(112);
		const plan = await take(world, write());
		expect(plan.fresh).toMatchObject({ room: 4, session: 112, offering: 112 });
		const put = await sessionsOf(world);
		for (const talk of talks)
			expect(put).toContainEqual(
				expect.objectContaining({
					...{ course: talk.title, room: talk.room, startsAt: talk.startsAt, status: 'scheduled' },
					endsAt: talk.startsAt + talk.minutes * 60_000,
					teacher: talk.who.join('、') || '待定',
				}),
			);
		expect((await planned(world, write())).changes).toEqual([]);
	});
	it('is the same in both', async () => {
		const world = await openWorld();
		await take(world, conferenceJson());
		expect((await planned(world, conferenceXml())).changes).toEqual([]);
	});
});

describe('a calendar that is imported again', () => {
	const weekly = (more: string[], time = '190000') =>
		calendar(
			`DTSTART;TZID=Asia/Shanghai:20270303T${time}`,
			'DURATION:PT1H',
			'RRULE:FREQ=WEEKLY;COUNT=3',
			...more,
		);
	it('changes nothing; what was changed there is changed here; what staff have moved stays', async () => {
		const world = await openWorld();
		await take(world, weekly([]));
		expect((await planned(world, weekly([]))).changes).toEqual([]);
		const longer = weekly([]).replace('PT1H', 'PT2H');
		expect((await planned(world, longer)).fresh).toMatchObject({ session: 3 });
		const [first] = (await sessionsOf(world)).filter(({ course }) => course === '课');
		const { course: _c, teacher: _t, room: _r, ...body } = first!;
		await world.hub.records.publish(venueId, [
			{ kind: 'session', id: first!.id, body: { ...body, status: 'cancelled', reason: { zh: '停电' } } },
		]);
		expect((await planned(world, longer)).fresh).toMatchObject({ session: 2 });
	});
	it('puts up no room where staff want none, and says where an event is that names no place', async () => {
		const world = await openWorld();
		expect((await planned(world, weekly([]), { newRooms: false })).problems).toMatchObject([
			...[1, 2, 3].map(() => ({ column: 'room', fault: 'no-such-room', value: '厅' })),
		]);
		const nowhere = weekly([]).replace('LOCATION:厅\r\n', '');
		expect((await planned(world, nowhere)).problems[0]).toMatchObject({ column: 'room', fault: 'missing' });
		expect((await planned(world, nowhere, { room: '工艺教室' })).problems).toEqual([]);
	});
});
