import { describe, expect, it } from 'vitest';
import { at, catalogueOf, session } from '../../../tests/fixtures/venue.ts';
import { asId, type SessionId } from '../base/id.ts';
import { boardOf, nextDayOf, seatsOf } from './schedule.ts';
import { meetingOf } from './catalogue.ts';
import { dayBounds, instantOf, localDate, localDay, localTime, openingAt } from './venue-time.ts';

const phases = (time: string, ...sessions: Parameters<typeof session>[]) =>
	boardOf(catalogueOf(sessions.map((s) => session(...s))), at(time)).map(
		(row) => `${row.meeting.session.id} ${row.phase}`,
	);

describe('board', () => {
	const day: Parameters<typeof session>[] = [
		['a-1', '09:00', '10:00'],
		['b-1', '10:30', '12:00'],
		['c-1', '19:00', '20:30'],
	];
	it('tells over, now, next and later', () => {
		expect(phases('10:00', ...day)).toEqual(['a-1 over', 'b-1 next', 'c-1 later']);
		expect(phases('10:30', ...day)).toEqual(['a-1 over', 'b-1 now', 'c-1 next']);
	});
	it('always says what comes next, however far off', () => {
		expect(phases('06:00', ...day)).toEqual(['a-1 next', 'b-1 later', 'c-1 later']);
	});
	it('holds one local day: not yesterday’s, not tomorrow’s, but what runs past midnight', () => {
		const late = session('a-2', '23:30', '23:59', { endsAt: at('00:30', '2026-11-21') });
		const catalogue = catalogueOf([session('a-1', '09:00', '10:00'), late]);
		expect(boardOf(catalogue, at('00:10', '2026-11-21')).map((row) => row.meeting.session.id)).toEqual([
			'a-2',
		]);
		expect(boardOf(catalogue, at('09:00', '2026-11-19'))).toEqual([]);
		expect(nextDayOf(catalogue, at('09:00', '2026-11-19')).map((row) => row.meeting.session.id)).toEqual([
			'a-1',
			'a-2',
		]);
	});
	it('orders by time, then floor, and filters by floor and programme', () => {
		const catalogue = catalogueOf([
			session('a-1', '09:00', '10:00'),
			session('b-1', '09:00', '10:00', { roomId: asId('r101') }),
		]);
		const ids = (filter: Parameters<typeof boardOf>[2]) =>
			boardOf(catalogue, at('08:00'), filter).map((row) => row.meeting.session.id);
		expect(ids({})).toEqual(['b-1', 'a-1']);
		expect(ids({ floor: 3 })).toEqual(['a-1']);
		expect(ids({ programmeId: asId('other') })).toEqual([]);
	});
	it('leaves out a session whose offering has not arrived yet', () => {
		expect(phases('08:00', ['unknown-1', '09:00', '10:00'])).toEqual([]);
	});
	it.each([
		[0, 'free'],
		[17, 'free'],
		[18, 'few'],
		[20, 'full'],
		[25, 'full'],
	])('%i of 20 seats taken: %s', (enrolled, seats) => {
		const catalogue = catalogueOf([session('a-1', '09:00', '10:00')]);
		const id = asId<SessionId>('a-1');
		const meeting = meetingOf({ ...catalogue, tallies: new Map([[id, { enrolled, present: 0 }]]) }, id)!;
		expect(seatsOf(meeting)).toBe(seats);
	});
});

describe('venue time', () => {
	const moment = Date.UTC(2026, 10, 20, 16, 30); // 00:30 on the 21st in Shanghai
	it('is the venue’s, not the machine’s', () => {
		expect(localDate(moment, 'Asia/Shanghai')).toBe('2026-11-21');
		expect(localTime(moment, 'Asia/Shanghai')).toBe('00:30');
		expect(localDay(moment, 'Asia/Shanghai')).toBe(Date.UTC(2026, 10, 21) / 86_400_000);
		expect(localDate(moment, 'Europe/Berlin')).toBe('2026-11-20');
	});
	it('knows days of 23 and 25 hours', () => {
		const hours = (date: string) => {
			const { from, to } = dayBounds(instantOf(date, '12:00', 'Europe/Berlin'), 'Europe/Berlin');
			return (to - from) / 3_600_000;
		};
		expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-11-20')]).toEqual([23, 25, 24]);
	});
	it('tells opening hours, with a break at noon', () => {
		const hours = [
			{ days: [5], from: '09:00', to: '12:00' },
			{ days: [5], from: '14:00', to: '24:00' },
		];
		const ask = (time: string, date?: string) => openingAt(hours, at(time, date), 'Asia/Shanghai');
		expect(ask('10:00')).toEqual({ open: true, from: '09:00', to: '12:00' });
		expect(ask('12:30')).toEqual({ open: false, from: '14:00', to: '24:00' });
		expect(ask('23:59')?.open).toBe(true);
		expect(ask('10:00', '2026-11-21')).toBeNull();
	});
});
