import type { Darkness } from '../sight/darkness.ts';
import { findFinders } from './finders.ts';
import { agreementOf, fitGrid, scoreOf } from './fit.ts';
import type { Grid } from './grid.ts';
import { isSize, layoutOf, type Layout } from './layout.ts';
import { repairSymbol } from './repair.ts';
import { sampleModules, unbleed } from './sample.ts';
import { guessedTriples } from './pairs.ts';
import { gridOver, likelySizes, likelyTriples, type Triple } from './triples.ts';

/** A symbol as it was printed. */
export interface Recovered {
	readonly size: number;
	/** Row by row, 1 dark. */
	readonly modules: Uint8Array;
	readonly grid: Grid;
}

/** Agreement of the fixed patterns below which nothing is there: before a grid is fitted, and after. */
const WORTH_FITTING = 5;
const WORTH_SAMPLING = 9;
/** The share of the fixed patterns that may be misread: where more is, the data are beyond repair too. */
const MOST_MISREAD = 0.2;
/** What neighbours may have bled into a module, from sharp to as blurred as can be told. */
const BLEEDS = [0, 0.1, 0.18];

/** Fits, samples and repairs a symbol of a known size that lies about where `start` says. */
export function recoverAt(
	darkness: Darkness,
	size: number,
	start: Grid,
	spent: () => boolean,
): Recovered | null {
	if (!isSize(size)) return null;
	const layout = layoutOf(size);
	if (agreementOf(darkness, layout, start) < WORTH_FITTING) return null;
	for (const bends of [false, true]) {
		const { grid, agreement } = fitGrid(darkness, layout, start, bends);
		if (agreement < WORTH_SAMPLING || spent()) return null;
		const modules = repairBled(darkness, layout, grid, spent);
		if (modules) return { size, modules, grid };
		if (spent()) return null;
	}
	return null;
}

function repairBled(darkness: Darkness, layout: Layout, grid: Grid, spent: () => boolean): Uint8Array | null {
	const soft = sampleModules(darkness, layout.size, grid);
	if (misread(soft, layout) > MOST_MISREAD) return null;
	for (const bleed of BLEEDS) {
		const modules = repairSymbol(bleed === 0 ? soft : unbleed(soft, layout.size, bleed), layout);
		if (modules) return modules;
		if (spent()) return null;
	}
	return null;
}

/** The share of the fixed patterns' modules that look the wrong way. */
function misread(soft: Float32Array, { fixed }: Layout): number {
	let [wrong, known] = [0, 0];
	fixed.forEach((shade, place) => {
		if (shade < 0) return;
		known++;
		if (soft[place]! > 0 !== (shade === 1)) wrong++;
	});
	return wrong / known;
}

/** Finds symbols by their finder patterns, and repairs the first that can be. */
export function recover(darkness: Darkness, spent: () => boolean): Recovered | null {
	const finders = findFinders(darkness);
	for (const triple of [...guessedTriples(finders), ...likelyTriples(finders)]) {
		if (spent()) return null;
		const { size, grid } = likeliest(darkness, triple);
		const found = recoverAt(darkness, size, grid, spent);
		if (found) return found;
	}
	return null;
}

/** The size whose fixed patterns agree best over three finder patterns, with the fourth corner where it fits best. */
function likeliest(darkness: Darkness, triple: Triple): { size: number; grid: Grid } {
	const sizes = likelySizes(triple.apart).map((size) => {
		const grid = gridOver(triple, size);
		return { size, grid, agreement: agreementOf(darkness, layoutOf(size), grid) };
	});
	const { size, grid } = sizes.reduce((best, each) => (each.agreement > best.agreement ? each : best));
	return { size, grid: withFourthCorner(darkness, layoutOf(size), grid) };
}

const OFFSETS = [-7, -4, -2, 0, 2, 4, 7];

/** A tilted symbol is no parallelogram: looks for its fourth corner around where it would be if it were one. */
function withFourthCorner(darkness: Darkness, layout: Layout, start: Grid): Grid {
	const module = Math.hypot(start[2]! - start[0]!, start[3]! - start[1]!) / layout.size;
	let [best, bestScore] = [start, -Infinity];
	for (const dx of OFFSETS)
		for (const dy of OFFSETS) {
			const grid = start.slice();
			grid[4]! += dx * module;
			grid[5]! += dy * module;
			const score = scoreOf(darkness, layout, grid);
			if (score > bestScore) [best, bestScore] = [grid, score];
		}
	return best;
}
