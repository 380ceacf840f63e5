import { describe, expect, test } from 'vitest';
import { viewOf } from './view.ts';
import { smooth } from './smooth.ts';
import type { Luminance } from './picture.ts';

const [WIDTH, HEIGHT] = [640, 360];
let random = 3;
const chance = (): number => (random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0) / 4_294_967_296;

const pictureOf = (shade: (x: number, y: number) => number, noise = 3): Luminance => ({
	pixels: Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) =>
		Math.max(0, Math.min(255, shade(i % WIDTH, Math.floor(i / WIDTH)) + (chance() - 0.5) * 2 * noise)),
	),
	width: WIDTH,
	height: HEIGHT,
});
const posters = (x: number, y: number): number => (((x >> 6) + (y >> 5)) % 2 ? 200 : 60);

function smeared(picture: Luminance): Luminance {
	let soft = picture;
	for (let i = 0; i < 40; i++) soft = smooth(soft);
	return soft;
}

describe('a view is', () => {
	test('clear where edges are sharp, even of a poor lens', () => {
		expect(viewOf(pictureOf(posters)).clarity).toBe('clear');
		expect(viewOf(smooth(smooth(pictureOf(posters)))).clarity).toBe('clear');
	});
	test('blurred where every edge is wide', () => {
		expect(viewOf(smeared(pictureOf(posters))).clarity).toBe('blurred');
	});
	test('clear where there is nothing to judge by: a bare wall', () => {
		expect(viewOf(pictureOf((x) => 120 + x / 20)).clarity).toBe('clear');
		expect(viewOf(smeared(pictureOf(() => 120))).clarity).toBe('clear');
	});
	test('dark where nothing shines, and not where one phone does', () => {
		expect(viewOf(pictureOf(() => 16)).clarity).toBe('dark');
		const phone = pictureOf((x, y) => (x > 300 && x < 360 && y > 100 && y < 220 ? 230 : 16));
		expect(viewOf(phone).clarity).not.toBe('dark');
	});
});

test('two frames of one scene differ, the same frame does not', () => {
	const [one, other] = [pictureOf(posters), pictureOf(posters)];
	expect(viewOf(one).print).not.toBe(viewOf(other).print);
	expect(viewOf(one).print).toBe(viewOf({ ...one, pixels: one.pixels.slice() }).print);
});
