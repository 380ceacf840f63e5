import type { Darkness } from '../sight/darkness.ts';
import { project, projectionOf, type Grid } from './grid.ts';

/** Where within a module its darkness is taken, off its centre, in modules: the middle counts twice. */
const TAPS_U = [0, 0, -0.22, 0.22, 0, 0];
const TAPS_V = [0, 0, 0, 0, -0.22, 0.22];

/** Darkness of each module, row by row: the mean of a few bilinear samples; 0 for what lies outside of the picture. */
export function sampleModules(darkness: Darkness, size: number, grid: Grid): Float32Array {
	const { values, width, height } = darkness;
	const projection = projectionOf(grid);
	const soft = new Float32Array(size * size);
	const spot = { x: 0, y: 0 };
	for (let row = 0, i = 0; row < size; row++)
		for (let column = 0; column < size; column++, i++) {
			let sum = 0;
			for (let k = 0; k < TAPS_U.length; k++) {
				project(projection, (column + 0.5 + TAPS_U[k]!) / size, (row + 0.5 + TAPS_V[k]!) / size, spot);
				// A pixel's value is that of its centre.
				const [px, py] = [spot.x - 0.5, spot.y - 0.5];
				const [x, y] = [Math.floor(px), Math.floor(py)];
				if (x < 0 || y < 0 || x + 1 >= width || y + 1 >= height) continue;
				const [fx, fy] = [px - x, py - y];
				const at = y * width + x;
				const above = values[at]! * (1 - fx) + values[at + 1]! * fx;
				const below = values[at + width]! * (1 - fx) + values[at + width + 1]! * fx;
				sum += above * (1 - fy) + below * fy;
			}
			soft[i] = sum / TAPS_U.length;
		}
	return soft;
}

/**
 * Takes out what neighbours have bled into each module: unsharp masking over modules instead of pixels, that is one step of
 * Van Cittert's deconvolution (1931). `bleed`: the share of a direct neighbour; half of it of a diagonal one.
 */
export function unbleed(soft: Float32Array, size: number, bleed: number): Float32Array {
	const at = (row: number, column: number): number =>
		row < 0 || column < 0 || row >= size || column >= size ? -40 : soft[row * size + column]!;
	return soft.map((value, i) => {
		const [row, column] = [Math.floor(i / size), i % size];
		const beside = at(row, column - 1) + at(row, column + 1) + at(row - 1, column) + at(row + 1, column);
		const aslant =
			at(row - 1, column - 1) + at(row - 1, column + 1) + at(row + 1, column - 1) + at(row + 1, column + 1);
		return value - bleed * (beside + aslant / 2);
	});
}
