import { describe, expect, it } from 'vitest';
import { busyVenue, type BusyDay, type BusyRecord } from '../../../tests/fixtures/busy-venue.ts';
import { announcedCatalogue } from '../../../tests/fixtures/catalogue-of.ts';
import type { Catalogue } from './catalogue.ts';
import { inTurn, languageAt, lobbyBoard, lobbyDay, pageAt, type LobbyBoard, type LobbyDay } from './lobby.ts';
import { USUAL_SCREEN, type Screen } from './screen.ts';
import { dayBounds, dayStart, instantOf, localDate } from './venue-time.ts';

const MINUTE = 60_000;
/** Not a multiple of how long a page stays: every page is met. */
const STEP = 19_000;

const venueOf = (zone: string, days: readonly BusyDay[]): Catalogue =>
	announcedCatalogue(busyVenue('house', zone, days));

/** A display as its page runs it: the day is worked out anew when the local day changes, the board with every look. */
function display(catalogue: Catalogue, screen: Screen = USUAL_SCREEN) {
	let day: LobbyDay | null = null;
	const { venue } = catalogue;
	return (now: number, asOf: number | null = now, clockTrusted = true): LobbyBoard => {
		const start = dayStart(now, venue.zone);
		if (day?.day !== start) day = lobbyDay(catalogue, screen, start);
		return lobbyBoard(day, venue, screen, { now, clockTrusted, asOf, fits: 6 });
	};
}

const ids = (board: LobbyBoard): string[] => board.rows.map(({ meeting }) => meeting.session.id);

/** What is wrong with what is on screen at an instant; null where nothing is. */
function faultOf(board: LobbyBoard, { from, to }: { from: number; to: number }, now: number): string | null {
	if (board.of !== 'nothing' && board.rows.length === 0) return 'a blank frame';
	if (board.page >= board.pages || board.rows.length > 6) return 'no such page';
	for (const { meeting, phase } of board.rows) {
		const { startsAt, endsAt } = meeting.session;
		if (board.of !== 'today') {
			if (startsAt < to) return 'not of a coming day';
			continue;
		}
		if (startsAt >= to || endsAt <= from) return 'of another day';
		if (board.live && phase === 'over') return 'over';
		if (phase === 'now' && (startsAt > now || now >= endsAt)) return 'not on now';
	}
	return null;
}

describe.each([
	['Asia/Shanghai', '2026-11-23', 24],
	['America/New_York', '2026-03-08', 23],
	['America/New_York', '2026-11-01', 25],
])('a day of a lobby display in %s, %s', (zone, date, hours) => {
	const next = localDate(instantOf(date, '12:00', zone) + 24 * 60 * MINUTE, zone);
	const catalogue = venueOf(zone, [
		{ date, classes: 70 },
		{ date: next, classes: 30 },
	]);
	const { from, to } = dayBounds(instantOf(date, '12:00', zone), zone);

	it('has a frame at every look, and never one of yesterday', () => {
		expect((to - from) / (60 * MINUTE)).toBe(hours);
		const look = display(catalogue);
		const shown = new Set<string>();
		const faults: string[] = [];
		for (let now = from; now < to + 12 * 60 * MINUTE; now += STEP) {
			const board = look(now);
			const fault = faultOf(board, now < to ? { from, to } : dayBounds(to, zone), now);
			const stray = now >= to && ids(board).some((id) => !id.includes(next));
			if (fault || stray) faults.push(`${new Date(now).toISOString()} ${board.of}: ${fault ?? 'yesterday'}`);
			if (now < to) for (const id of ids(board)) shown.add(id);
		}
		expect(faults).toEqual([]);
		// Everything was up some time before it was over.
		expect([...shown].filter((id) => id.includes(`s-${date}-`))).toHaveLength(70);
	});

	it('goes over to the next day at midnight of the venue, to the second', () => {
		const look = display(catalogue);
		expect(look(to - 1000).of).toBe('done');
		const after = look(to);
		expect([after.of, after.live, after.counts.now]).toEqual(['today', true, 0]);
		expect(ids(after).every((id) => id.includes(next))).toBe(true);
	});

	it('with the hub gone says of when it is, claims nothing of the new day, and is right again with the hub', () => {
		const look = display(catalogue);
		const gone = from + 15 * 60 * MINUTE;
		for (let now = gone; now < to + 20 * 60 * MINUTE; now += 10 * STEP) {
			const board = look(now, gone);
			const isToday = now < to;
			expect(faultOf(board, isToday ? { from, to } : dayBounds(to, zone), now)).toBeNull();
			expect([board.current, board.live], new Date(now).toISOString()).toEqual([isToday, isToday]);
		}
		expect(look(to + 10 * 60 * MINUTE)).toMatchObject({ current: true, live: true });
	});
});

describe('a board', () => {
	const zone = 'Asia/Shanghai';
	const date = '2026-11-23';
	const at = (time: string): number => instantOf(date, time, zone);

	it('of 300 classes shows all that is on and next, and says how many later ones it leaves out', () => {
		const look = display(venueOf(zone, [{ date, classes: 300 }]));
		const shown = new Set<string>();
		const first = look(at('10:05'));
		for (let n = 0; n < first.pages; n++)
			for (const id of ids(look(at('10:05') + n * USUAL_SCREEN.seconds * 1000))) shown.add(id);
		const { now, next, later } = first.counts;
		expect([now + next, later]).toEqual([75, 225]);
		expect(shown.size + first.left).toBe(300);
		expect(shown.size).toBeGreaterThanOrEqual(75);
		expect(first.pages).toBeLessThanOrEqual(13);
	});

	it('is silent about now where the clock cannot be trusted', () => {
		const look = display(venueOf(zone, [{ date, classes: 40 }]));
		const board = look(at('12:00'), at('12:00'), false);
		expect([board.live, board.current, board.of]).toEqual([false, true, 'today']);
		expect(board.open).toEqual([]);
	});

	it('keeps to its floors and rooms, in the order of the house where that is wanted', () => {
		const catalogue = venueOf(zone, [{ date, classes: 80 }]);
		const screen: Screen = { ...USUAL_SCREEN, floors: [2, 4], order: 'place', rows: 4 };
		const look = display(catalogue, screen);
		const floors = look(at('12:00')).rows.map(({ meeting }) => meeting.room.floor);
		expect(floors).toHaveLength(4);
		expect(floors.every((floor) => floor === 2 || floor === 4)).toBe(true);
		expect(floors).toEqual([...floors].sort());
		const [room] = [...catalogue.rooms.keys()];
		const one = display(catalogue, { ...USUAL_SCREEN, rooms: [room!] })(at('08:00'));
		expect(one.rows.every(({ meeting }) => meeting.room.id === room)).toBe(true);
	});

	it('tells a free day from a house without classes', () => {
		const free = display(venueOf(zone, [{ date: '2026-11-25', classes: 9 }]))(at('10:00'));
		expect([free.of, free.rows.length]).toEqual(['free-day', 6]);
		expect(localDate(free.day, zone)).toBe('2026-11-25');
		expect(display(venueOf(zone, []))(at('10:00')).of).toBe('nothing');
	});

	it('of one floor looks for the next day of that floor, and says that today is over where nothing more is put up', () => {
		const day = (date: string, floor: number): BusyRecord[] =>
			busyVenue('house', zone, [{ date, classes: 40 }]).filter(
				({ kind, body }) =>
					kind !== 'session' || Number((body as { roomId: string }).roomId.slice(1)) >> 3 === floor - 1,
			);
		const week = announcedCatalogue([...day(date, 2), ...day('2026-11-24', 1), ...day('2026-11-25', 2)]);
		const floor = (n: number) => display(week, { ...USUAL_SCREEN, floors: [n] });
		const evening = floor(2)(at('23:00'));
		expect([evening.of, localDate(evening.day, zone)]).toEqual(['done', '2026-11-25']);
		expect(evening.rows[0]!.meeting.room.floor).toBe(2);
		const early = floor(1)(at('09:00'));
		expect([early.of, localDate(early.day, zone)]).toEqual(['free-day', '2026-11-24']);
		const last = floor(2)(instantOf('2026-11-25', '23:00', zone));
		expect([last.of, last.rows, localDate(last.day, zone)]).toEqual(['done', [], '2026-11-25']);
		expect(floor(3)(at('09:00')).of).toBe('nothing');
	});

	it('lists changes of classes to come only', () => {
		const look = display(venueOf(zone, [{ date, classes: 40 }]));
		expect(look(at('09:05')).changed.length).toBeGreaterThan(3);
		expect(look(at('22:59')).changed).toEqual([]);
	});
});

it('turns pages by the clock and begins again; nothing is one empty page', () => {
	const rows = Array.from({ length: 15 }, (_, i) => i);
	expect(pageAt(rows, 6, 0, 9000)).toEqual({ rows: [0, 1, 2, 3, 4, 5], page: 0, pages: 3 });
	expect(pageAt(rows, 6, 18_000, 9000).rows).toEqual([12, 13, 14]);
	expect(pageAt(rows, 6, 27_000, 9000).page).toBe(0);
	expect(pageAt([], 6, 99_999, 9000)).toEqual({ rows: [], page: 0, pages: 1 });
	expect(inTurn([], 99_999, 9000)).toBeNull();
	expect([0, 20_000, 40_000].map((now) => inTurn(['a', 'b'], now, 20_000))).toEqual(['a', 'b', 'a']);
});

it('speaks its languages in turn, each for all pages; none set, the usual one', () => {
	expect(languageAt(USUAL_SCREEN, 'zh', 5, 123_456)).toBe('zh');
	const both: Screen = { ...USUAL_SCREEN, languages: ['zh', 'en'], seconds: 10 };
	expect([0, 39_000, 40_000, 80_000].map((now) => languageAt(both, 'zh', 4, now))).toEqual([
		...['zh', 'zh', 'en', 'zh'],
	]);
});
