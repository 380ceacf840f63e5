import { describe, expect, it, vi } from 'vitest';
import { asId, type OfferingId, type SessionId, type VenueId } from '../../src/lib/base/id.ts';
import { totalMs } from '../../src/lib/domain/hours.ts';
import { cityReport, venueReport, type Report } from '../../src/lib/server/reports/read-report.ts';
import { noteOldReports, renewAllReports, renewReports } from '../../src/lib/server/reports/renew-reports.ts';
import { importPeople } from '../../src/lib/server/people.ts';
import { reportSheets } from '../../src/lib/server/reports/report-sheets.ts';
import { verifyLedger } from '../../src/lib/server/verify-ledger.ts';
import {
	CALLIGRAPHY,
	enrollMembers,
	EVENING,
	HOUR,
	MINUTE,
	MONDAY_10,
	openWorld,
	pairKiosk,
	publishVenue,
	venueId,
	type World,
} from './world.ts';

vi.setConfig({ testTimeout: 60_000 });

const ORDER = { from: '2026-11-01', to: '2026-11-30', names: true };
const reportOf = async ({ hub }: World, more: Partial<typeof ORDER> = {}): Promise<Report> =>
	venueReport(hub.storage, venueId, (await hub.records.catalogue(venueId))!, {
		...{ ...ORDER, now: hub.clock.now(), ...more },
	});
const whole = async ({ hub }: World) => expect((await verifyLedger(hub)).faults).toEqual([]);

/** Ten are enrolled, seven come, one of them late and one not enrolled. */
async function aMorning() {
	const world = await openWorld();
	const members = await enrollMembers(world.hub, 10);
	const kiosk = await pairKiosk(world.hub);
	for (const member of members.slice(0, 6)) kiosk.checkIn(member, MONDAY_10 + 12 * MINUTE);
	kiosk.checkIn(asId('00000000000000ff'), MONDAY_10 + 40 * MINUTE, { flags: ['late'] });
	await kiosk.send(world.hub, kiosk.entries);
	world.clock.at = MONDAY_10 + 4 * HOUR;
	return { ...world, members, kiosk };
}

describe('a report', () => {
	it('counts classes that have begun, people, no-shows, hours and new faces', async () => {
		const world = await aMorning();
		const report = await reportOf(world);
		expect(report.total).toMatchObject({
			held: 1,
			came: 7,
			enrolled: 10,
			seated: 6,
			late: 1,
			minutes: 6 * 118 + 90,
		});
		expect(report).toMatchObject({ newFaces: 7, waiting: 0, every: 'day' });
		expect(report.heat[0]![10]).toBe(7);
		expect(report.by.programme).toMatchObject([{ name: '职工夜校', sums: { came: 7 } }]);
		expect(report.by.teacher).toMatchObject([{ name: '李老师', sums: { held: 1 } }]);
		// Whoever is not known by name has no line; their time counts.
		expect(report.hours).toHaveLength(6);
		expect(report.hours[0]).toMatchObject({ name: '王小明', came: 1, minutes: 118 });
		expect(report.trend.find(({ key }) => key === '2026-11-23')).toMatchObject({ newFaces: 7 });
		expect((await reportOf(world, { to: '2026-11-22' })).total.came).toBe(0);
		await whole(world);
	});

	it('counts a group with everybody in it: who came, who was late, and how long', async () => {
		const world = await aMorning();
		const [leader] = world.members.slice(6);
		world.kiosk.checkIn(leader!, MONDAY_10 + 50 * MINUTE, { flags: ['late'], party: 4 });
		await world.kiosk.send(world.hub, world.kiosk.entries.slice(-1));
		expect((await reportOf(world)).total).toMatchObject({
			came: 11,
			seated: 7,
			late: 5,
			minutes: 6 * 118 + 90 + 4 * 80,
		});
		await whole(world);
	});

	it('counts hours as people’s own pages do: from a late arrival on, and of a class that is on until now', async () => {
		const world = await openWorld();
		const [late, early] = await enrollMembers(world.hub, 2);
		const kiosk = await pairKiosk(world.hub);
		kiosk.checkIn(early!, MONDAY_10 + 5 * MINUTE);
		kiosk.checkIn(late!, MONDAY_10 + 70 * MINUTE, { flags: ['late'] });
		await kiosk.send(world.hub, kiosk.entries);
		const { sessions } = (await world.hub.records.catalogue(venueId))!;
		const session = sessions.get(CALLIGRAPHY)!;
		for (const [after, all, mine] of [
			[4 * HOUR, 180, 60],
			[100 * MINUTE, 90 + 30, 30],
		] as const) {
			world.clock.at = MONDAY_10 + after;
			const rows = await world.hub.storage.read((tx) => tx.attendance.ofMember(late!, venueId));
			expect(totalMs([{ session, attendance: rows[0]!.attendance }], world.clock.at)).toBe(mine * MINUTE);
			const report = await reportOf(world);
			expect([report.total.minutes, report.hours.map(({ minutes }) => minutes)]).toEqual([
				...[all, [all - mine, mine]],
			]);
		}
		await whole(world);
	});

	it('moves with what comes late and with corrections, and stays what the facts say', async () => {
		const world = await aMorning();
		await reportOf(world);
		const [member] = world.members;
		const known = await world.hub.attendance.history(venueId, CALLIGRAPHY, member!);
		await world.hub.attendance.correct(world.staff, venueId, {
			...{ sessionId: CALLIGRAPHY, memberId: member!, present: false, reason: '没有来' },
			saw: known.map(({ entryId }) => entryId),
		});
		await whole(world);
		expect(await reportOf(world)).toMatchObject({ newFaces: 6, total: { came: 6, seated: 5 } });
		// A kiosk that was cut off brings a check-in of the morning.
		world.kiosk.checkIn(world.members[8]!, MONDAY_10 + 15 * MINUTE);
		await world.kiosk.send(world.hub, world.kiosk.entries.slice(-1));
		expect((await reportOf(world)).total).toMatchObject({ came: 7, seated: 6 });
		await whole(world);
	});

	it('moves with the schedule: time, teacher, cancellation, removal, and who comes first where', async () => {
		const world = await aMorning();
		world.clock.at = MONDAY_10 + 12 * HOUR;
		for (const member of world.members.slice(0, 3))
			await world.hub.attendance.checkInByHand(world.staff, venueId, EVENING, member);
		expect((await reportOf(world)).by.hour).toMatchObject([
			{ key: '10', sums: { came: 7 } },
			{ key: '19', sums: { came: 3 } },
		]);
		const { sessions, offerings, courses } = (await world.hub.records.catalogue(venueId))!;
		const move = (id: SessionId, change: object | null) => {
			const body = change && ({ ...sessions.get(id)!, ...change } as never);
			return world.hub.records.publish(venueId, [{ kind: 'session', id, body }]);
		};
		await move(CALLIGRAPHY, { startsAt: MONDAY_10 + 10.5 * HOUR, endsAt: MONDAY_10 + 11 * HOUR });
		expect((await reportOf(world)).by.hour).toMatchObject([
			{ key: '19', sums: { came: 3 } },
			{ key: '20', sums: { came: 7 } },
		]);
		await whole(world);
		const calligraphy = offerings.get(sessions.get(CALLIGRAPHY)!.offeringId)!;
		await world.hub.records.publish(venueId, [
			...[
				{
					kind: 'offering' as const,
					id: calligraphy.id,
					body: { ...calligraphy, teacher: { name: { zh: '周老师' } } },
				},
			],
		]);
		expect((await reportOf(world)).by.teacher!.map(({ name }) => name)).toEqual(['周老师', '李老师']);
		const course = courses.get(calligraphy.courseId)!;
		const other = { id: 'other', name: { zh: '另一个' }, tint: 'pine' } as never;
		await world.hub.records.publish(venueId, [{ kind: 'programme', id: 'other', body: other }]);
		await world.hub.records.publish(venueId, [
			{ kind: 'course', id: course.id, body: { ...course, programmeId: asId('other') } },
		]);
		expect((await reportOf(world)).by.programme).toMatchObject([{ name: '另一个', sums: { came: 10 } }]);
		await whole(world);
		await move(CALLIGRAPHY, { status: 'cancelled' });
		expect((await reportOf(world)).total).toMatchObject({ held: 1, cancelled: 1 });
		await move(CALLIGRAPHY, null);
		expect(await reportOf(world)).toMatchObject({ newFaces: 3, total: { held: 1, came: 3 } });
		await whole(world);
	});

	it('follows who is enrolled until a class is over, and says what it has not counted yet', async () => {
		const world = await aMorning();
		world.clock.at = MONDAY_10 + HOUR;
		await renewAllReports(world.hub.storage);
		await enrollMembers(world.hub, 12);
		const waiting = await world.hub.storage.read((tx) => tx.reports.waitingCount(null));
		expect(waiting).toBeGreaterThan(0);
		expect(await cityReport(world.hub.storage, { ...ORDER, now: world.clock.at })).toMatchObject({ waiting });
		expect(await renewReports(world.hub.storage, venueId, 1)).toBe(waiting - 1);
		expect((await reportOf(world)).total.enrolled).toBe(12);
	});

	it('of a class that is over stays: a month that was told and printed gets no no-shows of who joins or leaves later', async () => {
		const world = await aMorning();
		const numbers = async () => {
			const { held, enrolled, came, seated } = (await reportOf(world)).total;
			return { held, enrolled, came, seated };
		};
		const told = { held: 1, enrolled: 10, came: 7, seated: 6 };
		expect(await numbers()).toEqual(told);
		world.clock.at += 7 * 24 * HOUR;
		await enrollMembers(world.hub, 15);
		const offeringId = asId<OfferingId>('calligraphy');
		for (const memberId of world.members.slice(0, 3))
			await world.hub.signUps.withdraw({
				...{ venueId, offeringId, memberId, channel: 'desk', serial: null, by: world.staff },
			});
		// The evening's class, to which nobody is enrolled, has been too.
		expect(await numbers()).toEqual({ ...told, held: 2 });
		await whole(world);
		const { sessions } = (await world.hub.records.catalogue(venueId))!;
		const later = { ...sessions.get(CALLIGRAPHY)!, id: 'calligraphy-2', startsAt: world.clock.at };
		const body = { ...later, endsAt: world.clock.at + HOUR } as never;
		await world.hub.records.publish(venueId, [{ kind: 'session', id: 'calligraphy-2', body }]);
		expect((await reportOf(world, { from: '2026-11-30' })).total.enrolled).toBe(12);
	});

	it('of a city is the league of its venues', async () => {
		const world = await aMorning();
		await renewAllReports(world.hub.storage);
		const report = await cityReport(world.hub.storage, { ...ORDER, now: world.clock.at });
		expect(report).toMatchObject({ newFaces: 7, hours: [], every: 'month', total: { came: 7 } });
		expect(report.by.venue).toMatchObject([{ name: '示范市工人文化宫', sums: { came: 7 } }]);
		expect(report.by.programme).toMatchObject([{ name: '职工夜校' }]);
	});

	it('of a city tells programmes apart by their names, which each venue gives its own', async () => {
		const world = await aMorning();
		world.clock.at = MONDAY_10 + 13 * HOUR;
		const programmes = async () => {
			await renewAllReports(world.hub.storage);
			const city = await cityReport(world.hub.storage, { ...ORDER, now: world.clock.at });
			expect(city.by.venue!.map(({ key, sums }) => [key, sums.held])).toEqual([
				...[
					[venueId, 2],
					['station', 2],
				],
			]);
			return city.by.programme!.map(({ name, sums }) => [name, sums.held, sums.came]);
		};
		const station = asId<VenueId>('station');
		await publishVenue(world.hub, station);
		expect(await programmes()).toEqual([['职工夜校', 4, 7]]);
		const body = { id: 'programme', name: { zh: '亲子周末' }, tint: 'red' } as never;
		await world.hub.records.publish(station, [{ kind: 'programme', id: 'programme', body }]);
		expect(await programmes()).toEqual([
			...[
				['职工夜校', 2, 7],
				['亲子周末', 2, 0],
			],
		]);
	});

	it('tells two teachers of one name apart where the schedule says which it is', async () => {
		const world = await aMorning();
		world.clock.at = MONDAY_10 + 13 * HOUR;
		const teachers = async () =>
			(await reportOf(world)).by.teacher!.map(({ name, sums }) => [name, sums.came]);
		const { offerings, courses } = (await world.hub.records.catalogue(venueId))!;
		const music = { ...[...courses.values()][0]!, id: 'music', name: { zh: '合唱' } } as never;
		await world.hub.records.publish(venueId, [{ kind: 'course', id: 'music', body: music }]);
		const taught = (id: string, teacherId: string, courseId = 'course') => {
			const teacher = { name: { zh: '李老师' }, teacherId };
			const body = { ...offerings.get(asId(id))!, courseId, teacher } as never;
			return world.hub.records.publish(venueId, [{ kind: 'offering', id, body }]);
		};
		await taught('calligraphy', 'li-a');
		expect(await teachers()).toEqual([['李老师', 7]]);
		await taught('evening', 'li-b', 'music');
		expect(await teachers()).toEqual([
			...[
				['李老师（书法）', 7],
				['李老师（合唱）', 0],
			],
		]);
		await whole(world);
	});

	it('tells unions apart as their tree says, with the union that somebody was in when they came', async () => {
		const world = await aMorning();
		const { hub, members, kiosk, staff } = world;
		const join = async (member: (typeof members)[number], union: string) => {
			const { name, number } = (await hub.storage.read((tx) => tx.people.member(member)))!;
			const done = await importPeople(hub, venueId, { members: [{ name, number, union }], enrollments: [] });
			expect(done.ok).toBe(true);
		};
		world.clock.at = MONDAY_10;
		for (const member of members.slice(0, 4)) await join(member, '毛纺厂工会');
		for (const member of members.slice(4, 9)) await join(member, '铁路工会');
		world.clock.at = MONDAY_10 + 4 * HOUR;
		const unit = async (name: string, parentId: string | null = null): Promise<string> => {
			const put = await hub.unions.put(staff, { id: null, name, parentId });
			return put.ok ? put.value : expect.fail(put.error);
		};
		const tree = async () => {
			const report = await reportOf(world);
			await renewAllReports(hub.storage);
			const city = await cityReport(hub.storage, { ...ORDER, now: world.clock.at });
			expect([city.by.district, city.by.union]).toEqual([report.by.district, report.by.union]);
			const lines = (report.by.district ?? report.by.union)!;
			return lines.map(({ name, sums }) => [name, sums.enrolled, sums.came, sums.seated, sums.minutes]);
		};
		expect(await tree()).toEqual([
			['毛纺厂工会', 4, 4, 4, 4 * 118],
			['铁路工会', 5, 2, 2, 2 * 118],
			['', 0, 1, 0, 90],
			['示范市总工会', 1, 0, 0, 0],
		]);
		await unit('毛纺厂工会', await unit('城北区总工会'));
		const mill = (await hub.unions.tree()).lines.find(({ name }) => name === '毛纺厂工会')!;
		expect(await tree()).toEqual([
			['城北区总工会', 4, 4, 4, 4 * 118],
			['', 6, 2, 2, 2 * 118],
			['', 0, 1, 0, 90],
		]);
		const sheet = reportSheets(await reportOf(world), 'zh').find(({ name }) => name === '按工会组织')!;
		expect(sheet.rows.map(([name, came]) => [name, came])).toEqual([
			...[
				['工会', '人次'],
				['城北区总工会', 4],
				['不在工会组织里的工会', 2],
				['没有填工会的人', 1],
			],
		]);
		// A union is renamed with all that was counted for it; who goes over to another takes nothing along.
		await hub.unions.put(staff, { ...mill, name: '羊毛厂工会' });
		await join(members[0]!, '铁路工会');
		expect((await reportOf(world)).by.union).toMatchObject([
			...[
				{ name: '羊毛厂工会', sums: { came: 4 } },
				{ name: '铁路工会', sums: { came: 2 } },
				{ name: '' },
				{},
			],
		]);
		await whole(world);
		// A group counts whole, and a class that is on until now.
		kiosk.checkIn(members[8]!, MONDAY_10 + 50 * MINUTE, { party: 3 });
		await kiosk.send(hub, kiosk.entries.slice(-1));
		world.clock.at = MONDAY_10 + 60 * MINUTE;
		const report = await reportOf(world);
		const rail = report.by.union!.find(({ name }) => name === '铁路工会')!;
		expect(rail.sums).toMatchObject({ came: 2 + 3, seated: 3, minutes: 2 * (60 - 12) + 3 * 10 });
		const minutes = report.by.union!.reduce((sum, { sums }) => sum + sums.minutes, 0);
		expect(minutes).toBe(report.total.minutes);
		await whole(world);
	});

	it('is told to be wrong where it is', async () => {
		const world = await aMorning();
		await reportOf(world);
		await world.hub.storage.write(venueId, async (tx) => {
			const [row] = await tx.reports.page(venueId, '', 1);
			await tx.reports.put(venueId, [[row!.sessionId, { ...row!, came: row!.came + 1 }]]);
			await tx.reports.dropVisitors(venueId, [world.members[0]!]);
			const [sums] = await tx.reports.unionsOf(venueId, EVENING);
			expect(sums).toBeUndefined();
			const extra = { union: '毛纺厂工会', enrolled: 0, came: 1, seated: 0, late: 0, visits: 0, minutes: 0 };
			const evening = { sessionId: EVENING, day: row!.day, startsAt: row!.startsAt, endsAt: row!.endsAt };
			await tx.reports.putUnions(venueId, [{ ...evening, unions: [extra] }]);
		});
		const { faults } = await verifyLedger(world.hub);
		expect(faults).toEqual([
			expect.stringContaining('it is not what records and facts say') as string,
			expect.stringContaining('its unions do not add up') as string,
			expect.stringContaining('1 people’s first visits') as string,
		]);
	});

	it('is counted anew after an update that counts in another way', async () => {
		const world = await aMorning();
		await noteOldReports(world.hub.storage);
		const told = await reportOf(world);
		await world.hub.storage.write(venueId, async (tx) => {
			const [row] = await tx.reports.page(venueId, '', 1);
			await tx.reports.put(venueId, [[row!.sessionId, { ...row!, enrolled: 99 }]]);
		});
		await noteOldReports(world.hub.storage);
		expect((await reportOf(world)).total.enrolled).toBe(99);
		await world.hub.storage.write(null, (tx) => tx.meta.set('reports counted', 'as before'));
		await noteOldReports(world.hub.storage);
		expect(await reportOf(world)).toEqual(told);
	});

	it('as tables holds the same numbers', async () => {
		const world = await aMorning();
		const sheets = reportSheets(await reportOf(world), 'zh');
		expect(sheets.map(({ name }) => name)).toEqual([
			...[
				'统计报表',
				'走势',
				'按品牌',
				'按课程',
				'按老师',
				'按星期',
				'按开课时间',
				'按基层工会',
				'什么时候人多',
				'学时最多的人',
			],
		]);
		expect(sheets[0]!.rows[1]).toEqual([
			'2026-11-01 至 2026-11-30',
			1,
			7,
			0,
			10,
			6,
			'60.0%',
			4,
			1,
			0,
			13.3,
			7,
		]);
	});
});
