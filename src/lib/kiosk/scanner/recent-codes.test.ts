import { describe, expect, test } from 'vitest';
import { FORGET_AFTER_MS, noCodes, seeCode } from './recent-codes.ts';

/** Shows texts at times and tells which were fresh. */
function show(...sights: [text: string, at: number][]): boolean[] {
	let recent = noCodes;
	return sights.map(([text, at]) => {
		const seen = seeCode(recent, text, at);
		recent = seen.recent;
		return seen.fresh;
	});
}

describe('a code is one visit', () => {
	test('while it is held before the camera, however long', () => {
		const held = Array.from({ length: 600 }, (_, i): [string, number] => ['A', i * 33]);
		expect(show(...held).filter(Boolean)).toHaveLength(1);
	});

	test('while it comes back within three seconds of its last sight', () => {
		expect(show(['A', 0], ['A', 2_900], ['A', 5_800])).toEqual([true, false, false]);
	});

	test('and another one after it was away for three seconds', () => {
		expect(show(['A', 0], ['A', FORGET_AFTER_MS])).toEqual([true, true]);
	});

	test('for each text apart: two phones in one picture are two visitors', () => {
		expect(show(['A', 0], ['B', 0], ['A', 40], ['B', 40])).toEqual([true, true, false, false]);
	});

	test('while a live pass goes from one step to the next', () => {
		const live = (step: string) => 'GZ2:' + 'C'.repeat(195) + step;
		expect(show([live('STEP 1'), 0], [live('STEP 2'), 40])).toEqual([true, false]);
	});

	test('also where the clock was started anew in between', () => {
		expect(show(['A', 900_000], ['A', 5])).toEqual([true, true]);
	});
});

test('what is out of sight is forgotten, so that memory stays small', () => {
	let recent = noCodes;
	for (let i = 0; i < 10_000; i++) recent = seeCode(recent, `code ${i}`, i * 100).recent;
	expect(recent.size).toBeLessThanOrEqual(31);
});
