import { describe, expect, it } from 'vitest';
import { Walk, within, zoomedAt, type Finger } from './walk.ts';

const frame = { width: 1000, height: 800, length: 100_000 };
const at = (id: number, x: number, y = 400): Finger => ({ id, x, y });

function started(x = 50_000): Walk {
	const walk = new Walk();
	walk.resize(frame);
	walk.place({ x, y: 0, zoom: 1 });
	return walk;
}

it('follows one finger to the pixel, and stops at both ends', () => {
	const walk = started();
	walk.down(at(1, 500), 0);
	walk.move(at(1, 300), 10);
	expect(walk.view.x).toBe(50_200);
	walk.move(at(1, 1_000_000), 20);
	expect(walk.view.x).toBe(0);
	expect(within({ x: 1e9, y: -5, zoom: 9 }, frame)).toEqual({ x: 99_750, y: 0, zoom: 4 });
});

describe('two hands', () => {
	it('keep the points under them where they are', () => {
		const walk = started();
		walk.down(at(1, 400), 0);
		walk.down(at(2, 600), 0);
		const left = walk.view.x + 400;
		walk.move(at(1, 300), 10);
		walk.move(at(2, 700), 10);
		expect(walk.view.zoom).toBeCloseTo(2);
		expect((left - walk.view.x) * walk.view.zoom).toBeCloseTo(300);
	});

	it('do not make it creep: what trembles comes back to where it was', () => {
		const walk = started();
		walk.down(at(1, 300), 0);
		walk.down(at(2, 700), 0);
		for (let n = 0; n < 1000; n++) {
			walk.move(at(1, 300 + ((n * 7) % 5) - 2), n);
			walk.move(at(2, 700 - ((n * 3) % 5) + 2), n);
		}
		walk.move(at(1, 300), 1001);
		walk.move(at(2, 700), 1001);
		expect(walk.view).toEqual({ x: 50_000, y: 0, zoom: 1 });
	});

	it('lose one finger without a jump, and neither lets it fly', () => {
		const walk = started();
		walk.down(at(1, 300), 0);
		walk.down(at(2, 700), 0);
		walk.move(at(2, 900), 10);
		const before = walk.view;
		walk.up(2, 12);
		expect(walk.view).toEqual(before);
		walk.move(at(1, 290), 20);
		expect(walk.view.x).toBeCloseTo(before.x + 10 / before.zoom);
		expect(walk.view.zoom).toBe(before.zoom);
	});

	it('are two, however many lie there', () => {
		const walk = started();
		for (const id of [1, 2, 3, 4]) walk.down(at(id, id * 200), 0);
		const before = walk.view;
		walk.move(at(4, 100), 5);
		expect(walk.view).toEqual(before);
	});
});

it('glides on after a fling and comes to rest, the same for any rhythm of frames', () => {
	const rest = (step: number): number => {
		const walk = started();
		walk.down(at(1, 800), 0);
		for (let n = 1; n <= 5; n++) walk.move(at(1, 800 - n * 40), n * 16);
		walk.up(1, 81);
		expect(walk.moving).toBe(true);
		for (let n = 0; walk.moving && n < 10_000; n++) walk.glide(step);
		expect(walk.moving).toBe(false);
		return walk.view.x;
	};
	expect(rest(16)).toBeGreaterThan(50_500);
	expect(Math.abs(rest(16) - rest(7))).toBeLessThan(12);
});

it('does not glide where the finger had stopped', () => {
	const walk = started();
	walk.down(at(1, 800), 0);
	walk.move(at(1, 400), 16);
	walk.up(1, 400);
	expect(walk.moving).toBe(false);
});

it('zooms about a point, and not beyond its bounds', () => {
	const view = { x: 1000, y: 0, zoom: 1 };
	expect(zoomedAt(view, frame, 2, 500, 400)).toEqual({ x: 1250, y: 200, zoom: 2 });
	expect(zoomedAt(view, frame, 100, 0, 0).zoom).toBe(4);
});

it('stands before the same part when the frame changes', () => {
	const walk = started();
	walk.resize({ width: 500, height: 400, length: 50_000 });
	expect(walk.view.x).toBe(25_000);
});
