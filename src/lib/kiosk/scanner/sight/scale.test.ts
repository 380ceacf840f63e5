import { expect, test } from 'vitest';
import { busyRegions } from './regions.ts';
import type { Luminance } from './picture.ts';
import { crop, double, halve } from './scale.ts';

const pictureOf = (width: number, height: number, shade: (x: number, y: number) => number): Luminance => ({
	pixels: Uint8Array.from({ length: width * height }, (_, i) => shade(i % width, Math.floor(i / width))),
	width,
	height,
});

test('half and twice as large keep places and shades', () => {
	const slope = pictureOf(40, 20, (x, y) => 2 * x + 3 * y);
	const half = halve(slope);
	expect(half).toMatchObject({ width: 20, height: 10 });
	expect(half.pixels[5 * 20 + 7]).toBe(Math.round(2 * 14.5 + 3 * 10.5));
	const twice = double(slope);
	expect(twice).toMatchObject({ width: 80, height: 40 });
	expect(twice.pixels[20 * 80 + 30]).toBe(2 * 15 + 3 * 10);
	expect(twice.pixels[20 * 80 + 31]).toBe(2 * 15 + 1 + 3 * 10);
});

test('an odd row or column more is left out by half', () => {
	expect(halve(pictureOf(7, 5, () => 9))).toMatchObject({ width: 3, height: 2 });
});

test('a part is cut out as it is', () => {
	const part = crop(
		pictureOf(30, 20, (x, y) => x + 10 * y),
		{ left: 4, top: 3, width: 2, height: 2 },
	);
	expect([...part.pixels]).toEqual([34, 35, 44, 45]);
});

test('codes are looked for where it is busy both ways, and not at lines or walls', () => {
	const picture = pictureOf(640, 360, (x, y) => {
		if (x >= 400 && x < 520 && y >= 100 && y < 220) return ((x >> 2) * 7 + (y >> 2) * 13) % 5 < 2 ? 30 : 220;
		if (x < 200) return y % 12 < 6 ? 40 : 200;
		return 120;
	});
	const [region, ...others] = busyRegions(picture);
	expect(others).toEqual([]);
	const { left, top, width, height } = region!;
	expect(left).toBeLessThanOrEqual(400);
	expect(top).toBeLessThanOrEqual(100);
	expect(left + width).toBeGreaterThanOrEqual(520);
	expect(top + height).toBeGreaterThanOrEqual(220);
	expect(left).toBeGreaterThan(300);
});
