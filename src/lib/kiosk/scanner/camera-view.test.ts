import { expect, test } from 'vitest';
import { SAID_AFTER_MS, troubleOf, watchView, type Watched } from './camera-view.ts';
import type { Clarity } from './sight/view.ts';

/** Ten frames a second of what is named, one word a second. `=` after it: all frames alike. */
function watch(...seconds: (Clarity | `${Clarity}=`)[]): string[] {
	let watched: Watched | null = null;
	let frame = 0;
	return seconds.map((word) => {
		const clarity = word.replace('=', '') as Clarity;
		for (let i = 0; i < 10; i++, frame++) {
			const print: number = word.endsWith('=') && watched ? watched.print : frame;
			watched = watchView(watched, { clarity, print }, frame * 100);
		}
		return troubleOf(watched!);
	});
}

test('a trouble that lasts is said within three seconds, and is over with the first good frame', () => {
	expect(SAID_AFTER_MS).toBeLessThan(3_000);
	for (const trouble of ['dark', 'blurred'] as const)
		expect(watch('clear', trouble, trouble, trouble, 'clear')).toEqual([
			'watching',
			'watching',
			'watching',
			trouble,
			'watching',
		]);
});

test('a hand that passes the lens is no trouble', () => {
	expect(watch('clear', 'dark', 'clear', 'blurred', 'clear', 'dark')).toEqual(Array(6).fill('watching'));
});

test('the same frame again and again is frozen, unless it is black', () => {
	expect(watch('clear', 'clear=', 'clear=', 'clear=').at(-1)).toBe('frozen');
	expect(watch('clear=', 'clear=', 'clear').at(-1)).toBe('watching');
	expect(watch('dark', 'dark=', 'dark=', 'dark=').at(-1)).toBe('dark');
});
