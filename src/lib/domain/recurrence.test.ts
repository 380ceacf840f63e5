import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { dayKind, HolidayYearSchema, weekdayOf, type HolidayYear } from './holidays.ts';
import { datesOf, lastDateFrom, RecurrenceSchema } from './recurrence.ts';

const published = v.parse(
	HolidayYearSchema,
	JSON.parse(readFileSync(new URL('../../../kiosk-config/holidays/2026.json', import.meta.url), 'utf8')),
);
/** Each make-up day of 2026 with the weekday of the bridge day that it pays for. */
const ANSWERS: Record<string, number> = {
	...{ '2026-01-04': 5, '2026-02-14': 1, '2026-02-28': 5, '2026-05-09': 2, '2026-09-20': 5, '2026-10-10': 3 },
};
const answered: HolidayYear = {
	...published,
	work: published.work.map(({ date }) => ({ date, as: ANSWERS[date]! })),
};
const rule = (rest: object) =>
	v.parse(RecurrenceSchema, { from: '2026-01-01', until: '2026-12-31', weekdays: [1], ...rest });
const plain = (rest: object, years = [answered]) => datesOf(rule(rest), years).dates.map(({ date }) => date);

describe('the holidays of 2026', () => {
	it('are days off, and the weekends that pay for them are worked', () => {
		expect(published.work.map(({ date }) => date)).toEqual(Object.keys(ANSWERS));
		expect(published.work.every(({ date }) => weekdayOf(date) >= 6)).toBe(true);
		expect(dayKind('2026-02-23', [published])).toMatchObject({ kind: 'off', name: { zh: '春节' } });
		expect(dayKind('2026-02-24', [published])).toEqual({ kind: 'ordinary', follows: 2 });
		expect(dayKind('2026-10-10', [published])).toEqual({ kind: 'make-up', follows: null });
		expect(dayKind('2026-10-10', [answered])).toEqual({ kind: 'make-up', follows: 3 });
	});
	it('last 33 days in all', () => {
		const days = published.off.map(({ from, to }) => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1);
		expect(days).toEqual([3, 9, 3, 5, 3, 3, 7]);
	});
});

describe('a class that meets week after week', () => {
	it('skips days off and says which', () => {
		const { dates, skipped } = datesOf(rule({ weekdays: [1], until: '2026-03-02' }), [answered]);
		expect(skipped.map(({ date, name }) => [date, name.zh])).toEqual([
			['2026-02-16', '春节'],
			['2026-02-23', '春节'],
		]);
		expect(dates.map(({ date }) => date)).not.toContain('2026-02-16');
	});
	it('meets on the make-up day that stands for its weekday, and not for its own', () => {
		const fridays = datesOf(rule({ weekdays: [5] }), [answered]).dates.filter(({ makeUp }) => makeUp);
		expect(fridays.map(({ date }) => date)).toEqual(['2026-01-04', '2026-02-28', '2026-09-20']);
		expect(plain({ weekdays: [6] })).not.toContain('2026-02-14');
		for (const [date, as] of Object.entries(ANSWERS)) expect(plain({ weekdays: [as] })).toContain(date);
	});
	it('asks about make-up days that nobody has answered, and meets on none of them', () => {
		const { dates, unanswered } = datesOf(rule({ weekdays: [1, 2, 3, 4, 5, 6, 7] }), [published]);
		expect(unanswered).toEqual(Object.keys(ANSWERS));
		expect(dates.some(({ date }) => date in ANSWERS)).toBe(false);
	});
	it('meets whatever the holidays where it is told to', () => {
		expect(plain({ weekdays: [4], holidays: false, until: '2026-01-08' })).toEqual([
			'2026-01-01',
			'2026-01-08',
		]);
		expect(plain({ weekdays: [4], until: '2026-01-08' })).toEqual(['2026-01-08']);
	});
	it('ends after a number of times, leaves out its own dates, and may meet every second week', () => {
		expect(plain({ weekdays: [3, 5], from: '2026-03-01', count: 3 })).toEqual([
			...['2026-03-04', '2026-03-06', '2026-03-11'],
		]);
		expect(plain({ weekdays: [3], from: '2026-03-01', until: '2026-03-31', except: ['2026-03-11'] })).toEqual(
			[...['2026-03-04', '2026-03-18', '2026-03-25']],
		);
		expect(plain({ weekdays: [3], from: '2026-03-03', until: '2026-04-10', everyWeeks: 2 })).toEqual([
			...['2026-03-04', '2026-03-18', '2026-04-01'],
		]);
	});
	it('ends at the last day that can be written, and after three years whatever it is told', () => {
		const until = '9999-12-31';
		expect(plain({ weekdays: [3], from: '9999-12-01', until })).toEqual([
			...['9999-12-01', '9999-12-08', '9999-12-15', '9999-12-22', '9999-12-29'],
		]);
		expect(lastDateFrom('9999-12-01')).toBe(until);
		const { dates } = datesOf({ ...rule({ weekdays: [3] }), until }, []);
		expect(dates.at(-1)!.date).toBe('2029-01-03');
		expect(lastDateFrom('2026-01-01')).toBe('2029-01-03');
	});
	it.each([
		[{ weekdays: [] }, 'needs a weekday'],
		[{ weekdays: [1], from: '2026-02-30' }, 'is no day of the calendar'],
		[{ weekdays: [1], until: '2025-01-01' }, 'ends before it begins'],
		[{ weekdays: [1], until: '2031-01-01' }, 'lasts longer than three years'],
	])('%j is refused: %s', (rest, message) => {
		const parsed = v.safeParse(RecurrenceSchema, { from: '2026-01-01', until: '2026-12-31', ...rest });
		expect(parsed.issues?.[0]?.message).toBe(message);
	});
});
