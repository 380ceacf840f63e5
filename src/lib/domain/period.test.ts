import { expect, it } from 'vitest';
import { isoWeek, nextMonth } from './period.ts';

it.each([
	['2026-01', '2026-02'],
	['2026-09', '2026-10'],
	['2026-12', '2027-01'],
])('after %s comes %s', (month, next) => expect(nextMonth(month)).toBe(next));

it.each([
	['2026-11-23', '2026-W48'],
	['2027-01-03', '2026-W53'],
	['2027-01-04', '2027-W01'],
])('%s is in %s', (date, week) => expect(isoWeek(date)).toBe(week));
