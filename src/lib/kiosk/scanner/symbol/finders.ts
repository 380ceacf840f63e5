import type { Darkness } from '../sight/darkness.ts';

/** A finder pattern: its centre, and how wide and high it is, in pixels. */
export interface Finder {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
	/** Rows in which it was found. */
	readonly rows: number;
}

/** How far a run may be off its share of 1 : 1 : 3 : 1 : 1, in modules, and the middle off its three. */
const SLACK = 0.75;
const MOST = 12;

/**
 * Finder patterns by their runs of dark and light, 1 : 1 : 3 : 1 : 1, across and then down through the middle
 * (ISO/IEC 18004, reference decode algorithm). More forgiving than is usual: what is no symbol falls through later.
 */
export function findFinders(darkness: Darkness): Finder[] {
	const { values, width, height } = darkness;
	const found: Finder[] = [];
	const stride = height > 300 ? 2 : 1;
	const ends = new Int32Array(6);
	for (let y = 1; y < height - 1; y += stride) {
		let runs = 0;
		for (let x = 0, i = y * width; x <= width; x++, i++) {
			const changed = x === width || (x > 0 && values[i]! > 0 !== values[i - 1]! > 0);
			if (!changed) continue;
			ends.copyWithin(0, 1);
			ends[5] = x;
			// Five runs, the last of them dark.
			if (++runs >= 5 && values[i - 1]! > 0) tryAt(darkness, ends, y, found);
		}
	}
	return found.sort((a, b) => b.rows - a.rows).slice(0, MOST);
}

function tryAt(darkness: Darkness, ends: Int32Array, y: number, found: Finder[]): void {
	const across = ends[5]! - ends[0]!;
	if (across < 7) return;
	const module = across / 7;
	const run = (i: number): number => ends[i + 1]! - ends[i]!;
	for (const i of [0, 1, 3, 4]) if (Math.abs(run(i) - module) > module * SLACK + 0.5) return;
	if (Math.abs(run(2) - 3 * module) > module * SLACK * 1.6 + 0.5) return;
	const middle = (ends[2]! + ends[3]!) / 2;
	const down = cross(darkness, middle | 0, y, 0, 1, across * 1.4);
	if (!down || down.length < across * 0.4 || down.length > across * 2.5) return;
	const centre = y + 0.5 + down.off;
	const again = cross(darkness, middle | 0, centre | 0, 1, 0, across * 1.4);
	if (!again || again.length < across * 0.6 || again.length > across * 1.6) return;
	note(found, {
		x: (middle | 0) + 0.5 + again.off,
		y: centre,
		width: again.length,
		height: down.length,
		rows: 1,
	});
}

/** The five runs through a dark middle along one direction: their length together, and how far off their middle is. */
function cross(
	{ values, width, height }: Darkness,
	x: number,
	y: number,
	dx: number,
	dy: number,
	most: number,
): { length: number; off: number } | null {
	const step = dx + dy * width;
	const start = y * width + x;
	if (values[start]! <= 0) return null;
	const room = [dx ? x : y, dx ? width - 1 - x : height - 1 - y];
	const counts = [0, 0, 0, 0, 0, 0];
	for (const way of [0, 1]) {
		const sign = way === 0 ? -1 : 1;
		let band = 0;
		for (let k = 1; k <= Math.min(room[way]!, most); k++) {
			const dark = values[start + sign * k * step]! > 0;
			if (dark !== (band % 2 === 0) && ++band > 2) break;
			counts[way * 3 + band]!++;
		}
		if (band < 2 || counts[way * 3 + 2] === 0) return null;
	}
	const [before, after] = [counts[0]! + counts[1]! + counts[2]!, counts[3]! + counts[4]! + counts[5]!];
	const length = before + after + 1;
	const module = length / 7;
	const middle = counts[0]! + counts[3]! + 1;
	if (Math.abs(middle - 3 * module) > module * SLACK * 1.6 + 0.5) return null;
	for (const i of [1, 2, 4, 5]) if (Math.abs(counts[i]! - module) > module * SLACK + 0.7) return null;
	return { length, off: (counts[3]! - counts[0]!) / 2 };
}

/** Rows of the same pattern become one. */
function note(found: Finder[], seen: Finder): void {
	const i = found.findIndex(
		({ x, y, width, height }) => Math.abs(x - seen.x) < width / 4 && Math.abs(y - seen.y) < height / 4,
	);
	const old = found[i];
	if (!old) {
		found.push(seen);
		return;
	}
	const mix = (a: number, b: number): number => (a * old.rows + b) / (old.rows + 1);
	found[i] = {
		x: mix(old.x, seen.x),
		y: mix(old.y, seen.y),
		width: mix(old.width, seen.width),
		height: mix(old.height, seen.height),
		rows: old.rows + 1,
	};
}
