import { describe, expect, it } from 'vitest';
import { asId, type OfferingId, type RoomId, type SessionId } from '../base/id.ts';
import { bulkChanges, selectSessions } from './bulk-change.ts';
import { copyTerm } from './copy-term.ts';
import type { Session } from './course.ts';
import type { HolidayYear } from './holidays.ts';
import { datesOf } from './recurrence.ts';
import { instantOf, localDate, localTime } from './venue-time.ts';

const zone = 'Asia/Shanghai';
const HOUR = 3_600_000;
const session = (date: string, time = '18:30', more: Partial<Session> = {}): Session => {
	const startsAt = instantOf(date, time, zone);
	return {
		...{ id: asId<SessionId>(`ink-${date}-${time.replace(':', '')}`), offeringId: asId<OfferingId>('ink') },
		...{ roomId: asId<RoomId>('201'), startsAt, endsAt: startsAt + 2 * HOUR, status: 'scheduled', ...more },
	};
};
const byId = (...all: Session[]) => new Map(all.map((one) => [one.id, one]));
const told = ({ sessions }: { sessions: readonly Session[] }) =>
	sessions.map(({ startsAt }) => `${localDate(startsAt, zone)} ${localTime(startsAt, zone)}`);

const holidays: HolidayYear = {
	year: 2026,
	off: [{ from: '2026-10-01', to: '2026-10-07', name: { zh: '国庆节' } }],
	work: [{ date: '2026-09-20', as: 4 }, { date: '2026-10-10' }],
};
/** Four Thursdays. */
const spring = ['2026-03-05', '2026-03-12', '2026-03-19', '2026-03-26'].map((date) => session(date));
const autumn = { from: '2026-03-02', until: '2026-03-29', to: '2026-09-14' };

describe('a term copied', () => {
	it('keeps weekdays and times, skips holidays, and uses make-up days', () => {
		const copied = copyTerm(byId(...spring), autumn, [holidays], zone);
		// 2026-09-20 is a Sunday that stands for a Thursday; 1 and 8 October: the first is a holiday.
		expect(told(copied)).toEqual([
			'2026-09-17 18:30',
			'2026-09-20 18:30',
			'2026-09-24 18:30',
			'2026-10-08 18:30',
		]);
		expect(copied.skipped).toEqual([{ date: '2026-10-01', name: { zh: '国庆节' } }]);
		expect(copied.unanswered).toEqual(['2026-10-10']);
		expect(copied.source).toBe(4);
	});
	it('has the weeks that its source lost to holidays, every other week too', () => {
		const thursdays = (...dates: string[]) => byId(...dates.map((date) => session(date)));
		const term = { from: '2026-09-14', until: '2026-11-01', to: '2027-03-01' };
		const copied = copyTerm(thursdays('2026-09-17', '2026-09-24', '2026-10-08'), term, [holidays], zone);
		expect(told(copied).map((one) => one.slice(5, 10))).toEqual(['03-04', '03-11', '03-18', '03-25']);
		expect([copied.source, copied.filled, copied.unknownYears]).toEqual([3, 1, [2027]]);
		const fortnight = copyTerm(
			thursdays('2026-09-03', '2026-09-17', '2026-10-15'),
			{ ...term, from: '2026-08-31' },
			[holidays],
			zone,
		);
		expect([fortnight.filled, fortnight.sessions.length]).toEqual([1, 4]);
		// Left out by staff, not by a holiday.
		expect(
			copyTerm(thursdays('2026-09-10', '2026-09-17', '2026-10-08'), { ...term, from: '2026-09-07' }, [], zone)
				.filled,
		).toBe(0);
	});
	it('of sixteen weeks in autumn is as long in spring as if it were typed, on every weekday', () => {
		const offeringId = asId<OfferingId>('ink');
		for (const weekday of [1, 2, 3, 4, 5, 6, 7]) {
			const rule = { weekdays: [weekday], everyWeeks: 1, except: [], holidays: true };
			const put = datesOf({ ...rule, from: '2026-08-31', until: '2026-12-20' }, [holidays]);
			const source = byId(...put.dates.map(({ date }) => session(date)));
			const term = { from: '2026-08-31', until: '2026-12-20', to: '2027-03-01', offeringId };
			const typed = datesOf({ ...rule, from: '2027-03-01', until: '2027-06-20' }, [holidays]);
			const { sessions } = copyTerm(source, term, [holidays], zone);
			expect([weekday, sessions.length]).toEqual([weekday, typed.dates.length]);
		}
	});
	it('is its plan: where and when it was announced, without cancellations and substitutes', () => {
		const moved = session('2026-03-05', '19:00', {
			...{ roomId: asId<RoomId>('401'), movedFrom: asId<RoomId>('201'), status: 'cancelled' },
			...{ announcedAt: instantOf('2026-03-05', '18:30', zone), reason: { zh: '停电' } },
			substitute: { name: { zh: '何老师' } },
		});
		const { sessions } = copyTerm(byId(moved), autumn, [], zone);
		expect(sessions).toEqual([{ ...session('2026-09-17'), id: 'ink-2026-09-17-1830' }]);
	});
	it('twice puts nothing up again, and is of one class where one is named', () => {
		const first = copyTerm(byId(...spring), autumn, [], zone);
		const again = copyTerm(byId(...spring, ...first.sessions), autumn, [], zone);
		expect([again.sessions, again.there]).toEqual([[], 4]);
		const other = { ...autumn, offeringId: asId<OfferingId>('song') };
		expect(copyTerm(byId(...spring), other, [], zone).source).toBe(0);
	});
});

describe('many sessions at once', () => {
	const span = { from: '2026-03-01', until: '2026-03-31' };
	it('are those that are asked for, and neither over nor cancelled', () => {
		const off = session('2026-03-13', '09:00', { status: 'cancelled' });
		const now = instantOf('2026-03-06', '00:00', zone);
		const found = (more: object) => selectSessions([...spring, off], { ...span, ...more }, zone, now);
		expect(found({}).map(({ id }) => id)).toEqual(spring.slice(1).map(({ id }) => id));
		expect(found({ weekday: 3 })).toEqual([]);
		expect(found({ weekday: 4, until: '2026-03-12' })).toHaveLength(1);
		expect(found({ roomId: 'attic' })).toEqual([]);
		expect(found({ offeringId: 'song' })).toEqual([]);
	});
	it('move, change hands or are cancelled alike', () => {
		const [one] = spring;
		const room = asId<RoomId>('401');
		expect(bulkChanges([one!], { do: 'move', minutes: -30, roomId: room, reason: null })).toEqual([
			{ do: 'move', sessionId: one!.id, startsAt: one!.startsAt - HOUR / 2, roomId: room },
		]);
		expect(bulkChanges([one!], { do: 'cancel', reason: { zh: '停电' } })).toEqual([
			{ do: 'cancel', sessionId: one!.id, reason: { zh: '停电' } },
		]);
	});
});
