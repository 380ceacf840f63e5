import { describe, expect, it } from 'vitest';
import { asId, type MemberId, type SessionId, type VenueId } from '../../src/lib/base/id.ts';
import type { Attendance } from '../../src/lib/domain/attendance.ts';
import type { HubStorage } from '../../src/lib/server/storage/port.ts';
import type { SessionReport, SessionUnions, UnionSums } from '../../src/lib/server/storage/report-port.ts';

/** The part of the storage contract about what reports add up. */

const palace = asId<VenueId>('palace');
const station = asId<VenueId>('station');
const MINUTE = 60_000;
const START = Date.parse('2026-11-23T10:00:00Z');
const session = (n: number): SessionId => asId<SessionId>(`class-${n}`);
const member = (n: number): MemberId => asId<MemberId>(n.toString(16).padStart(16, '0'));
const row = (n: number, more: Partial<SessionReport> = {}): SessionReport => ({
	...{ sessionId: session(n), kind: 'class', day: 20261122 + n, weekday: 1 + (n % 7), hour: 18 },
	...{ startsAt: START + n * 86_400_000, endsAt: START + n * 86_400_000 + 90 * MINUTE },
	...{ programmeId: asId('music'), courseId: asId('choir'), offeringId: asId('choir-a'), teacher: '李老师' },
	...{ capacity: 30, enrolled: 20, came: 3, seated: 2, late: 1, minutes: 270 },
	...more,
});
const there = (more: Partial<Attendance> = {}): Attendance => ({
	...{ status: 'present', since: START, deviceId: null, late: false, leftAt: null, away: 0, conflict: null },
	...more,
});
const SPAN = { from: 20261101, to: 20261231, now: Number.MAX_SAFE_INTEGER };

export function reportContract(get: () => HubStorage): void {
	const put = (venueId: VenueId, ...rows: SessionReport[]) =>
		get().write(venueId, (tx) =>
			tx.reports.put(
				venueId,
				rows.map((one) => [one.sessionId, one]),
			),
		);
	describe('reports', () => {
		it('note once what has to be folded again, and forget it once it is', async () => {
			await put(palace, row(1), row(2, { offeringId: asId('other') }), row(3, { courseId: asId('tea') }));
			await get().write(palace, async (tx) => {
				await tx.reports.stale(palace, [session(9), session(1), session(9)]);
				await tx.reports.stale(palace, []);
				await tx.reports.stale(station, [session(1)]);
			});
			await get().read(async (tx) => {
				expect(await tx.reports.waiting(palace, 10)).toEqual([session(1), session(9)]);
				expect(await tx.reports.waiting(palace, 1)).toEqual([session(1)]);
				expect(await tx.reports.waitingCount(palace)).toBe(2);
				expect(await tx.reports.waitingCount(null)).toBe(3);
				expect(await tx.reports.venuesWaiting()).toEqual([palace, station]);
			});
			await put(palace, row(1), row(9));
			await get().write(palace, (tx) => tx.reports.staleOf(palace, { offeringId: 'other' }));
			expect(await get().read((tx) => tx.reports.waiting(palace, 10))).toEqual([session(2)]);
			await get().write(palace, (tx) => tx.reports.staleOf(palace, { courseId: 'tea' }));
			expect(await get().read((tx) => tx.reports.waitingCount(palace))).toBe(2);
			await get().write(palace, (tx) => tx.reports.staleOf(palace, null));
			expect(await get().read((tx) => tx.reports.waitingCount(palace))).toBe(4);
		});
		it('hold a row a session, written anew, and none of a session that is gone', async () => {
			await put(palace, row(1), row(2), row(3));
			await put(station, row(2));
			await put(palace, row(2, { came: 9, startsAt: START }));
			await get().write(palace, (tx) => tx.reports.put(palace, [[session(3), null]]));
			await get().read(async (tx) => {
				expect(await tx.reports.page(palace, '', 10)).toEqual([row(1), row(2, { came: 9, startsAt: START })]);
				expect(await tx.reports.page(palace, session(1), 1)).toMatchObject([{ sessionId: session(2) }]);
				const early = { ...SPAN, to: 20261123 };
				expect(await tx.reports.ofSpan(palace, early)).toEqual([row(1)]);
				expect(await tx.reports.ofSpan(palace, { ...SPAN, now: START })).toMatchObject([{ came: 9 }]);
			});
		});
		it('add up a city by venue and programme, and by month, weekday and hour', async () => {
			await put(palace, row(1), row(8), row(3, { kind: 'cancelled', came: 0, minutes: 0, late: 0 }));
			await put(station, row(1, { kind: 'visits', enrolled: 0, seated: 0, came: 7 }));
			await put(station, row(2, { programmeId: asId('tea') }));
			const [parts, slots] = await get().read(async (tx) => [
				await tx.reports.ofCity(SPAN, 'programme'),
				await tx.reports.ofCity(SPAN, 'slot'),
			]);
			const none = { month: 0, weekday: 0, hour: 0 };
			const name = ({ key, programmeId }: { key: string; programmeId: string }) => key + programmeId;
			expect([...parts].sort((a, b) => (name(a) < name(b) ? -1 : 1))).toEqual([
				{
					...{ key: palace, ...none, programmeId: 'music', held: 2, cancelled: 1 },
					...{ capacity: 60, enrolled: 40, came: 6, seated: 4, late: 2, minutes: 540, visits: 0 },
				},
				{
					...{ key: station, ...none, programmeId: 'music', held: 0, cancelled: 0 },
					...{ capacity: 0, enrolled: 0, came: 7, seated: 0, late: 1, minutes: 0, visits: 7 },
				},
				expect.objectContaining({ key: station, programmeId: 'tea', held: 1, came: 3 }) as object,
			]);
			expect(slots).toHaveLength(3);
			const monday = slots.find(({ weekday }) => weekday === 2);
			expect(monday).toMatchObject({ key: '', month: 202611, hour: 18, programmeId: '', came: 13, held: 2 });
		});
		it('tell hours a person: from the start or a late arrival, to the end, an early leaving or now, less what they were away', async () => {
			await put(palace, row(1), row(2), row(3, { kind: 'visits' }), row(4), row(5, { kind: 'cancelled' }));
			const came = (n: number, who: number, attendance = there()) => ({
				...{ sessionId: session(n), memberId: member(who), attendance },
			});
			const { startsAt, endsAt } = row(4);
			await get().write(palace, (tx) =>
				tx.attendance.put(palace, [
					came(1, 1),
					came(2, 1, there({ leftAt: row(2).endsAt - 30 * MINUTE, away: 10 * MINUTE + 1 })),
					came(1, 2, there({ leftAt: row(1).startsAt - 5 * MINUTE })),
					came(2, 3, there({ status: 'absent' })),
					came(3, 4),
					came(4, 5, there({ since: startsAt + 60 * MINUTE })),
					came(4, 6, there({ since: endsAt + MINUTE })),
					came(4, 7, there({ since: startsAt + 80 * MINUTE, away: 15 * MINUTE })),
					came(4, 8, there({ since: null })),
					came(5, 9),
				]),
			);
			const hours = (now: number, limit = 10) =>
				get().read(async (tx) => {
					const all = await tx.reports.hours(palace, { ...SPAN, now }, limit);
					return all.map(({ memberId, ...spent }) => [parseInt(memberId, 16), spent.came, spent.minutes]);
				});
			expect(await hours(SPAN.now)).toEqual([
				...[
					[1, 2, 90 + 49],
					[6, 1, 90],
					[8, 1, 90],
					[5, 1, 30],
					[2, 1, 0],
					[7, 1, 0],
					[9, 1, 0],
				],
			]);
			expect(await hours(SPAN.now, 1)).toHaveLength(1);
			// Half-way through nobody has been there for longer than until now.
			expect(await hours(startsAt + 45 * MINUTE)).toEqual([
				...[
					[1, 2, 90 + 49],
					[6, 1, 45],
					[8, 1, 45],
					[2, 1, 0],
					[5, 1, 0],
					[7, 1, 0],
				],
			]);
			const cityNow = { ...SPAN, now: startsAt + 45 * MINUTE };
			const [city] = await get().read((tx) => tx.reports.ofCity(cityNow, 'programme'));
			expect(city!.minutes).toBe(2 * 270);
		});
		it('tell unions apart, over whole months as over single days, and follow a session and a new name', async () => {
			const sums = (union: string, came: number, more: Partial<UnionSums> = {}): UnionSums => ({
				...{ union, enrolled: 5, came, seated: 1, late: 1, visits: 0, minutes: 90 * came, ...more },
			});
			const told = (n: number, ...unions: UnionSums[]): SessionUnions => ({ ...row(n), unions });
			const on = (date: string, one: SessionUnions): SessionUnions => {
				const startsAt = Date.parse(`${date}T10:00:00Z`);
				const day = Number(date.replaceAll('-', ''));
				return { ...one, day, startsAt, endsAt: startsAt + 90 * MINUTE };
			};
			for (const venue of [palace, station])
				await get().write(venue, (tx) => tx.records.put(venue, [{ kind: 'room', id: 'a', body: '{}' }]));
			await get().write(palace, (tx) =>
				tx.reports.putUnions(palace, [
					on('2026-08-31', told(1, sums('纺织厂', 1))),
					on('2026-09-01', told(2, sums('纺织厂', 10), sums('', 20))),
					on('2026-10-31', told(3, sums('铁路', 100, { visits: 100 }), sums('纺织厂', 200))),
					on('2026-11-23', told(4, sums('纺织厂', 1000))),
					on('2026-10-05', told(5, sums('矿山', 7))),
				]),
			);
			await get().write(station, (tx) =>
				tx.reports.putUnions(station, [on('2026-10-02', told(2, sums('铁路', 5000)))]),
			);
			const came = (venueId: VenueId | null, span: Partial<typeof SPAN> = {}) =>
				get().read(async (tx) => {
					const found = await tx.reports.byUnion(venueId, { ...SPAN, from: 20260815, ...span });
					return Object.fromEntries(found.map((one) => [one.union, one.came]));
				});
			const now = Date.parse('2026-11-23T11:00:00Z');
			const all = { 纺织厂: 1211, 铁路: 100, 矿山: 7, '': 20 };
			expect(await came(palace)).toEqual(all);
			expect(await came(palace, { now })).toEqual(all);
			expect(await came(palace, { now: now - 2 * 60 * MINUTE })).toEqual({ ...all, 纺织厂: 211 });
			expect(await came(null, { now })).toEqual({ ...all, 铁路: 5100 });
			expect(await came(null, { now, from: 20260901, to: 20261030 })).toEqual({
				...{ 纺织厂: 10, 铁路: 5000, 矿山: 7, '': 20 },
			});
			expect(await came(palace, { now, from: 20260902, to: 20261004 })).toEqual({});
			// Of a class that is on minutes are not told yet.
			const [mill] = (await get().read((tx) => tx.reports.byUnion(palace, { ...SPAN, now }))).filter(
				({ union }) => union === '纺织厂',
			);
			expect(mill).toEqual(sums('纺织厂', 1000, { minutes: 0 }));
			// Moved into another month, counted anew, gone.
			await get().write(palace, (tx) =>
				tx.reports.putUnions(palace, [
					on('2026-09-30', told(3, sums('铁路', 1))),
					{ ...told(5), day: 0, startsAt: 0, endsAt: 0 },
				]),
			);
			expect(await came(palace, { now, to: 20261031, from: 20261001 })).toEqual({});
			expect(await came(palace, { now, to: 20260930, from: 20260901 })).toEqual({
				...{ 纺织厂: 10, 铁路: 1, '': 20 },
			});
			await get().write(null, (tx) => tx.reports.renameUnion('铁路', '纺织厂'));
			await get().read(async (tx) => {
				expect(await tx.reports.unionsOf(palace, session(3))).toEqual([sums('纺织厂', 1)]);
				expect(await tx.reports.unionsOf(palace, session(5))).toEqual([]);
				const whole = await tx.reports.unionsOf(palace, null);
				expect(whole).toContainEqual(
					sums('纺织厂', 1012, { enrolled: 20, seated: 4, late: 4, minutes: 90 * 1012 }),
				);
				const ever = await tx.reports.byUnion(palace, { from: 1_000_101, to: 99_991_231, now: SPAN.now });
				const byName = (a: UnionSums, b: UnionSums): number => (a.union < b.union ? -1 : 1);
				expect([...ever].sort(byName)).toEqual([...whole].sort(byName));
			});
			expect(await came(null)).toEqual({ 纺织厂: 6012, '': 20 });
		});
		it('know since when somebody comes, and how many are new', async () => {
			await put(palace, row(1), row(2, { startsAt: row(1).startsAt }), row(3));
			const visitor = (n: number, first: number) => ({
				...{ memberId: member(n), firstAt: row(first).startsAt, firstDay: row(first).day },
				firstSession: session(first),
			});
			await get().write(palace, async (tx) => {
				await tx.attendance.put(palace, [
					{ sessionId: session(2), memberId: member(1), attendance: there() },
					{ sessionId: session(1), memberId: member(1), attendance: there() },
					{ sessionId: session(1), memberId: member(2), attendance: there({ status: 'disputed' }) },
					{ sessionId: session(3), memberId: member(2), attendance: there() },
				]);
				await tx.reports.putVisitors(palace, [visitor(1, 3), visitor(2, 3), visitor(5, 1)]);
				await tx.reports.putVisitors(palace, [visitor(1, 1)]);
				await tx.reports.putVisitors(station, [visitor(1, 3)]);
				await tx.reports.dropVisitors(palace, [member(5)]);
			});
			await get().read(async (tx) => {
				expect(await tx.reports.firstOf(palace, member(1))).toEqual(visitor(1, 1));
				expect(await tx.reports.firstOf(palace, member(9))).toBeNull();
				expect(await tx.reports.allFirst(palace)).toEqual([visitor(1, 1), visitor(2, 3)]);
				expect(await tx.reports.allVisitors(palace)).toEqual([visitor(1, 1), visitor(2, 3)]);
				expect(await tx.reports.visitors(palace, [member(2), member(9)])).toEqual([visitor(2, 3)]);
				expect(await tx.reports.visitorsOf(palace, session(3))).toEqual([visitor(2, 3)]);
				expect(await tx.reports.newFaces(palace, SPAN)).toEqual([
					{ day: row(1).day, count: 1 },
					{ day: row(3).day, count: 1 },
				]);
				expect(await tx.reports.newFaces(null, { ...SPAN, from: row(3).day })).toEqual([
					{ day: row(3).day, count: 2 },
				]);
			});
		});
	});
}
