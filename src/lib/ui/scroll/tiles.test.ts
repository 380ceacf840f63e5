import { expect, it } from 'vitest';
import { sharpness, tilesFor } from './tiles.ts';

const numbers = (from: number, to: number, length: number, heading: number, resting = true) =>
	tilesFor(from, to, length, 1, heading, resting).drawn.map(({ x }) => x / 800);

it('draws what is in sight first, then what comes, then what lies behind', () => {
	expect(numbers(1700, 2500, 160_000, 1)).toEqual([2, 3, 4, 1, 5, 0, 6]);
	expect(numbers(1700, 2500, 160_000, -1)).toEqual([2, 3, 1, 4, 0, 5, 6]);
});

it('draws no more than what comes next while it moves, and keeps what hangs', () => {
	expect(numbers(8100, 8900, 160_000, 1, false)).toEqual([10, 11, 12]);
	expect(numbers(8100, 8900, 160_000, -1, false)).toEqual([10, 11, 9]);
	expect(tilesFor(8100, 8900, 160_000, 1, 1, false).kept).toHaveLength(8);
});

it('stays within the picture, whose last tile may be narrow', () => {
	expect(numbers(-50, 300, 2000, 1)).toEqual([0, 1, 2]);
	expect(tilesFor(1900, 2000, 2000, 1, 1, true).drawn[0]).toMatchObject({ x: 1600, width: 400 });
});

it('is as sharp as the screen, up to a bound', () => {
	expect([sharpness(0.3, 2), sharpness(0.71, 2), sharpness(1.25, 2), sharpness(5, 1.4)]).toEqual([
		0.35, 0.7, 1.4, 1.4,
	]);
});
