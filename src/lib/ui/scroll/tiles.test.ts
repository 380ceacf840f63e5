import { expect, it } from 'vitest';
import { sharpness, tilesFor } from './tiles.ts';

const numbers = (...args: Parameters<typeof tilesFor>) => tilesFor(...args).map(({ x }) => x / 800);

it('asks for what is in sight first, then for what comes, then for one behind', () => {
	expect(numbers(1700, 2500, 160_000, 1, 1)).toEqual([2, 3, 4, 1, 5, 6]);
	expect(numbers(1700, 2500, 160_000, 1, -1)).toEqual([2, 3, 4, 1, 0]);
});

it('stays within the picture, whose last tile may be narrow', () => {
	expect(numbers(-50, 300, 2000, 1, 1)).toEqual([0, 1, 2]);
	expect(tilesFor(1900, 2000, 2000, 1, 1)[0]).toMatchObject({ x: 1600, width: 400 });
});

it('is as sharp as the screen, up to a bound', () => {
	expect([sharpness(0.3, 2), sharpness(0.71, 2), sharpness(1.25, 2), sharpness(5, 1.4)]).toEqual([
		0.35, 0.7, 1.4, 1.4,
	]);
});
