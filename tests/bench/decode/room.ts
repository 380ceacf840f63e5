import type { Chance } from './chance.ts';

/** Brightness of a lobby behind the sheet, 0–1: light falling off, doors and notices, a little texture. */
export function roomOf(chance: Chance, width: number, height: number): (x: number, y: number) => number {
	const [tx, ty, base] = [chance.between(-0.2, 0.2), chance.between(-0.2, 0.2), chance.between(0.2, 0.6)];
	const things = Array.from({ length: 4 + chance.below(8) }, () => {
		const [w, h] = [chance.between(0.05, 0.4) * width, chance.between(0.05, 0.6) * height];
		const [x, y] = [chance.between(-0.1, 1) * width, chance.between(-0.1, 1) * height];
		return {
			x,
			y,
			right: x + w,
			bottom: y + h,
			shade: chance.between(0.05, 0.9),
			lined: chance.next() < 0.3,
		};
	});
	return (x, y) => {
		const thing = things.find((it) => x >= it.x && x <= it.right && y >= it.y && y <= it.bottom);
		if (!thing) return base + tx * (x / width - 0.5) + ty * (y / height - 0.5);
		// Lines of writing on a notice.
		return thing.lined && (y - thing.y) % 14 < 5 && (x * 7 + y) % 23 < 15 ? 0.2 : thing.shade;
	};
}
