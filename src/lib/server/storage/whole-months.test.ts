import { describe, expect, it } from 'vitest';
import { wholeMonths } from './whole-months.ts';

const NOW = Date.parse('2026-11-23T02:00:00Z');
const split = (from: number, to: number, now = NOW) => {
	const { months, days } = wholeMonths({ from, to, now });
	return [months, days.map((part) => [...part])];
};

describe('a span as months and days', () => {
	it('has whole months, and the days before and behind', () => {
		expect(split(20260815, 20261110)).toEqual([
			[202609, 202610],
			[
				[20260815, 20260900],
				[20261100, 20261110],
			],
		]);
		expect(split(20260901, 20261031)).toEqual([[202609, 202610], []]);
		expect(split(20251201, 20260228)).toEqual([[202512, 202602], []]);
		expect(split(20251202, 20260228)).toEqual([[202601, 202602], [[20251202, 20260100]]]);
		expect(split(20240101, 20240228)).toEqual([[202401, 202401], [[20240200, 20240228]]]);
	});
	it('never has a month that is not over in every zone', () => {
		expect(split(20261001, 20261130)).toEqual([[202610, 202610], [[20261100, 20261130]]]);
		const newYear = Date.parse('2027-01-01T20:00:00Z');
		expect(split(20261201, 20261231, newYear)).toEqual([null, [[20261201, 20261231]]]);
		expect(split(20261201, 20261231, newYear + 24 * 3_600_000)).toEqual([[202612, 202612], []]);
	});
	it('is days alone where it has no whole month', () => {
		expect(split(20261005, 20261020)).toEqual([null, [[20261005, 20261020]]]);
		expect(split(20260915, 20261015)).toEqual([null, [[20260915, 20261015]]]);
		expect(split(20261120, 20261110)).toEqual([null, [[20261120, 20261110]]]);
	});
});
