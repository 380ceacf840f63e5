import { describe, expect, it } from 'vitest';
import { at, catalogueOf, session, ZONE } from '../../../tests/fixtures/venue.ts';
import { asId, type SessionId } from '../base/id.ts';
import { meetingOf, visitsToday, type Catalogue } from './catalogue.ts';
import { boardOf, meetingsOfDay } from './schedule.ts';
import type { Venue } from './venue.ts';
import { countsVisits, visitDate, visitId, visitsOf } from './visits.ts';

const base = catalogueOf([session('a-1', '10:00', '11:00')]);
const stationOf = (differs: Partial<Venue> = {}): Catalogue => ({
	...base,
	venue: { ...base.venue, kind: 'station', ...differs },
});
const station = stationOf();
const id = asId<SessionId>('visit-2026-11-20');

describe('visits', () => {
	it('are counted where people drop in, and wherever the venue says so', () => {
		const modules = { checkIn: true, exhibits: true, attract: true };
		const counting = (kind: Venue['kind'], visits?: boolean) =>
			countsVisits({ kind, modules: { ...modules, ...(visits !== undefined && { visits }) } });
		expect(
			(['station', 'home', 'reading-room', 'hall', 'driver-home'] as const).map((k) => counting(k)),
		).toEqual(Array(5).fill(true));
		expect([counting('palace'), counting('palace', true), counting('station', false)]).toEqual([
			false,
			true,
			false,
		]);
	});

	it('are one session a local day, which nothing but the venue is needed to derive', () => {
		expect(visitId(at('23:59'), ZONE)).toBe(id);
		expect(visitId(at('23:59') + 60_000, ZONE)).toBe('visit-2026-11-21');
		expect(visitsToday(station, at('12:00'))).toEqual(meetingOf(station, id));
		expect(meetingOf(station, id)).toMatchObject({
			session: { id, startsAt: at('09:00'), endsAt: at('21:00'), status: 'scheduled' },
			room: { name: station.venue.name },
			tally: { enrolled: 0, present: 0 },
		});
		const told = { ...station, tallies: new Map([[id, { enrolled: 0, present: 3, came: 5 }]]) };
		expect(meetingOf(told, id)?.tally).toEqual({ enrolled: 0, present: 3, came: 5 });
	});

	it('stand last among the meetings of a day, and on no board', () => {
		expect(meetingsOfDay(station, at('12:00')).map((m) => m.session.id)).toEqual(['a-1', id]);
		expect(boardOf(station, at('12:00')).map((row) => row.meeting.session.id)).toEqual(['a-1']);
		expect(meetingsOfDay(base, at('12:00')).map((m) => m.session.id)).toEqual(['a-1']);
	});

	const hours = (openingHours: Venue['openingHours']) => {
		const { session: day } = visitsOf(stationOf({ openingHours }).venue, id) ?? {};
		return day ? [day.startsAt, day.endsAt] : null;
	};
	it.each<[string, Venue['openingHours'], [number, number] | null]>([
		['closed on Fridays', [{ days: [1, 2], from: '09:00', to: '17:00' }], null],
		['no hours said: around the clock', [], [at('00:00'), at('00:00', '2026-11-21')]],
		['until midnight', [{ days: [5], from: '08:00', to: '24:00' }], [at('08:00'), at('00:00', '2026-11-21')]],
		[
			'closed over noon',
			[
				{ days: [5], from: '13:00', to: '18:00' },
				{ days: [5], from: '08:00', to: '11:30' },
			],
			[at('08:00'), at('18:00')],
		],
		['hours that make no sense', [{ days: [5], from: '18:00', to: '08:00' }], null],
	])('%s', (_name, openingHours, expected) => {
		expect(hours(openingHours)).toEqual(expected);
	});

	it.each(['visit-2026-02-30', 'visit-2026-1-2', 'visit', 'visit-2026-11-20-1', 'a-1', 'visit-0000-00-00'])(
		'%s is no day’s visits',
		(other) => {
			expect(visitDate(asId<SessionId>(other))).toBeNull();
			expect(visitsOf(station.venue, asId<SessionId>(other))).toBeNull();
		},
	);

	it('give way to a class of that name', () => {
		const mine = session('a-1', '10:00', '11:00', { id });
		const named = { ...station, sessions: new Map([[id, mine]]) };
		expect(meetingOf(named, id)?.session).toBe(mine);
	});
});
