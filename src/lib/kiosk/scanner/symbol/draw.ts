import type { Luminance } from '../sight/picture.ts';

const PIXELS = 3;
const QUIET = 4;

/** A symbol as it might be printed. `modules`: row by row, 1 dark. */
export function drawSymbol(modules: Uint8Array, size: number): Luminance {
	const side = (size + 2 * QUIET) * PIXELS;
	const pixels = new Uint8Array(side * side).fill(255);
	for (let row = 0; row < size * PIXELS; row++) {
		const line = Math.floor(row / PIXELS) * size;
		const to = (row + QUIET * PIXELS) * side + QUIET * PIXELS;
		for (let column = 0; column < size * PIXELS; column++)
			if (modules[line + Math.floor(column / PIXELS)] === 1) pixels[to + column] = 0;
	}
	return { pixels, width: side, height: side };
}
