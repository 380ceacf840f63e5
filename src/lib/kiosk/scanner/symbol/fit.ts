import type { Darkness } from '../sight/darkness.ts';
import { BENDS, CORNERS, eightOf, project, projectionOf, type Grid } from './grid.ts';
import type { Layout } from './layout.ts';

/** Modules that are looked at to judge a grid: enough to be sure, few enough to be quick. */
const LOOKS = 560;
/** What is printed in every symbol says more than that a data module is clearly dark or clearly light. */
const FIXED_WEIGHT = 2.5;

export interface Fit {
	readonly grid: Grid;
	/** Mean agreement of the fixed patterns, −127 to 127: near 0 for a grid that lies on anything but a symbol. */
	readonly agreement: number;
}

/**
 * Moves a grid until it lies on its symbol: pattern search (Hooke & Jeeves 1961) over corners and bends for the grid whose
 * fixed patterns agree best and whose other modules are clearest, the widest step first.
 */
export function fitGrid(darkness: Darkness, layout: Layout, start: Grid, bends: boolean): Fit {
	const places = looksOf(layout);
	const grid = start.slice();
	const module = Math.hypot(grid[2]! - grid[0]!, grid[3]! - grid[1]!) / layout.size;
	let best = judge(darkness, places, grid);
	for (const step of [0.9, 0.45, 0.2]) {
		for (let round = 0; round < 3; round++) {
			let moved = false;
			for (let i = 0; i < CORNERS + (bends ? BENDS : 0); i++) {
				const by = i < CORNERS ? step * module : step / layout.size;
				const before = grid[i]!;
				for (const way of [by, -by]) {
					grid[i] = before + way;
					const score = judge(darkness, places, grid);
					if (score > best) {
						best = score;
						moved = true;
						break;
					}
					grid[i] = before;
				}
			}
			if (!moved) break;
		}
	}
	return { grid, agreement: agreementOf(darkness, layout, grid) };
}

/** How well a grid lies on a symbol, by the measure that fitting maximises. */
export const scoreOf = (darkness: Darkness, layout: Layout, grid: Grid): number =>
	judge(darkness, looksOf(layout), grid);

/** Places on a symbol (0 to 1) that a grid is judged by, and what each should be: above 0 dark, below 0 light, 0 either. */
interface Looks {
	readonly u: Float64Array;
	readonly v: Float64Array;
	readonly weight: Float64Array;
}

const looksMade = new WeakMap<Layout, Looks>();

/** All fixed modules and, spread evenly, as many of the others as may be looked at. */
function looksOf(layout: Layout): Looks {
	const made = looksMade.get(layout);
	if (made) return made;
	const { fixed, size } = layout;
	const known: number[] = [];
	const free: number[] = [];
	fixed.forEach((shade, place) => (shade < 0 ? free : known).push(place));
	const stride = Math.max(1, Math.ceil(free.length / Math.max(150, LOOKS - known.length)));
	const places = [...known, ...free.filter((_, i) => i % stride === 0)];
	const looks = {
		u: Float64Array.from(places, (place) => ((place % size) + 0.5) / size),
		v: Float64Array.from(places, (place) => (Math.floor(place / size) + 0.5) / size),
		weight: Float64Array.from(places, (place) => [0, -FIXED_WEIGHT, FIXED_WEIGHT][fixed[place]! + 1]!),
	};
	looksMade.set(layout, looks);
	return looks;
}

const projection = projectionOf(new Float64Array(CORNERS + BENDS));

/** `project`, written out: this is where fitting spends its time. */
function judge({ values, width, height }: Darkness, { u, v, weight }: Looks, grid: Grid): number {
	projectionOf(grid, projection);
	const [p0, p1, p2, p3, p4, p5, p6, p7] = eightOf(projection);
	const [b0, b1, b2, b3] = [projection[8]!, projection[9]!, projection[10]!, projection[11]!];
	let score = 0;
	for (let i = 0; i < u.length; i++) {
		const s = 2 * u[i]! - 1;
		const t = 2 * v[i]! - 1;
		const s2 = s * s - 1;
		const t2 = t * t - 1;
		const a = u[i]! + b0 * s * s2 + b3 * t2;
		const b = v[i]! + b2 * t * t2 + b1 * s2;
		const w = 1 / (p6 * a + p7 * b + 1);
		const x = ((p0 * a + p1 * b + p2) * w) | 0;
		const y = ((p3 * a + p4 * b + p5) * w) | 0;
		if (x < 0 || y < 0 || x >= width || y >= height) continue;
		const dark = values[y * width + x]!;
		score += weight[i] === 0 ? (dark < 0 ? -dark : dark) : weight[i]! * dark;
	}
	return score;
}

const spot = { x: 0, y: 0 };

/** Mean agreement of the fixed patterns with a grid. */
export function agreementOf(darkness: Darkness, { size, fixed }: Layout, grid: Grid): number {
	const { values, width, height } = darkness;
	projectionOf(grid, projection);
	let [score, count] = [0, 0];
	for (let place = 0; place < fixed.length; place++) {
		const shade = fixed[place]!;
		if (shade < 0) continue;
		const row = (place / size) | 0;
		project(projection, (place - row * size + 0.5) / size, (row + 0.5) / size, spot);
		const [x, y] = [spot.x | 0, spot.y | 0];
		count++;
		if (x < 0 || y < 0 || x >= width || y >= height) continue;
		score += shade === 1 ? values[y * width + x]! : -values[y * width + x]!;
	}
	return score / count;
}
