import { expect, it } from 'vitest';
import { sceneAt, slotAt, USUAL_SCREEN, type Slot } from './screen.ts';
import { instantOf } from './venue-time.ts';

const ZONE = 'Asia/Shanghai';
/** Monday. */
const at = (time: string, date = '2026-11-23'): number => instantOf(date, time, ZONE);
const ALL = { board: true, notices: true, exhibit: true, codes: true };
const slot = (from: string, to: string, days: number[], scenes: Slot['scenes'], seconds = 20): Slot => ({
	...{ days, from, to, scenes, seconds },
});

it('shows the board where nobody has set anything', () => {
	for (const time of ['00:00', '12:00', '23:59'])
		expect(sceneAt(USUAL_SCREEN, at(time), ZONE, ALL)).toBe('board');
});

it('follows the time of day and the weekday; the first slot that fits counts', () => {
	const playlist = [
		slot('09:00', '12:00', [1, 2, 3, 4, 5], ['exhibit']),
		slot('09:00', '24:00', [1, 6, 7], ['notices']),
	];
	const scene = (time: string, date?: string) => sceneAt({ playlist }, at(time, date), ZONE, ALL);
	expect([scene('08:59'), scene('09:00'), scene('11:59'), scene('12:00'), scene('23:59')]).toEqual([
		...['board', 'exhibit', 'exhibit', 'notices', 'notices'],
	]);
	// Tuesday afternoon, Saturday morning.
	expect([scene('13:00', '2026-11-24'), scene('10:00', '2026-11-28')]).toEqual(['board', 'notices']);
});

it('over midnight is of the day on which it began', () => {
	const playlist = [slot('22:00', '02:00', [7], ['exhibit'])];
	const scene = (time: string, date: string) => sceneAt({ playlist }, at(time, date), ZONE, ALL);
	// Sunday night; Monday night.
	expect([scene('23:00', '2026-11-22'), scene('01:59', '2026-11-23'), scene('02:00', '2026-11-23')]).toEqual([
		...['exhibit', 'exhibit', 'board'],
	]);
	expect([scene('01:00', '2026-11-22'), scene('23:00', '2026-11-23')]).toEqual(['board', 'board']);
});

it('gives scenes their turns, and passes over those that have nothing to show', () => {
	const screen = { playlist: [slot('00:00', '24:00', [1, 2, 3, 4, 5, 6, 7], ['board', 'codes', 'exhibit'])] };
	const start = Math.ceil(at('10:00') / 60_000) * 60_000;
	const over = (has: typeof ALL) => [0, 20, 40, 60].map((s) => sceneAt(screen, start + s * 1000, ZONE, has));
	expect(new Set(over(ALL))).toEqual(new Set(['board', 'codes', 'exhibit']));
	expect(over({ ...ALL, codes: false })).not.toContain('codes');
	expect(over({ board: false, notices: false, exhibit: false, codes: false })).toEqual(
		Array(4).fill('board'),
	);
	expect(slotAt(screen, start, ZONE).seconds).toBe(20);
});
