import type { Luminance } from './picture.ts';

/** How much darker than its surroundings each pixel is, in 32nds of the local deviation: above 0 for ink, 0 for unknown. */
export interface Darkness {
	readonly values: Int8Array;
	readonly width: number;
	readonly height: number;
}

/** What is as bright as this may be a lamp's reflection, under which ink and paper look alike. */
const BURNT_OUT = 253;
/** Below this deviation there is nothing but noise. */
const FLAT = 3;

/**
 * Local normalisation: against the mean of a window (Bradley & Roth 2007), in units of its deviation (Sauvola &
 * Pietikäinen 2000), both from running sums over columns and rows (Crow 1984), so that the window's size costs nothing.
 * `reach`: half the window, in pixels; several modules wide, so that ink and paper are both in it.
 */
export function darknessOf({ pixels, width, height }: Luminance, reach: number): Darkness {
	const values = new Int8Array(width * height);
	const sums = new Int32Array(width);
	const squares = new Float64Array(width);
	const addRow = (y: number, sign: number): void => {
		for (let x = 0, i = y * width; x < width; x++, i++) {
			const value = pixels[i]!;
			sums[x]! += sign * value;
			squares[x]! += sign * value * value;
		}
	};
	for (let y = 0; y < Math.min(height, reach); y++) addRow(y, 1);
	for (let y = 0; y < height; y++) {
		if (y + reach < height) addRow(y + reach, 1);
		if (y - reach > 0) addRow(y - reach - 1, -1);
		const rows = Math.min(height, y + reach + 1) - Math.max(0, y - reach);
		let [sum, square, columns] = [0, 0, 0];
		for (let x = 0; x < Math.min(width, reach); x++, columns++) {
			sum += sums[x]!;
			square += squares[x]!;
		}
		for (let x = 0, i = y * width; x < width; x++, i++) {
			if (x + reach < width) {
				sum += sums[x + reach]!;
				square += squares[x + reach]!;
				columns++;
			}
			if (x - reach > 0) {
				sum -= sums[x - reach - 1]!;
				square -= squares[x - reach - 1]!;
				columns--;
			}
			const value = pixels[i]!;
			if (value >= BURNT_OUT) continue;
			const count = rows * columns;
			const mean = sum / count;
			const deviation = Math.sqrt(Math.max(FLAT * FLAT, square / count - mean * mean));
			const off = ((mean - value) * 32) / deviation;
			values[i] = off > 127 ? 127 : off < -127 ? -127 : off;
		}
	}
	return { values, width, height };
}

/** Ink (0) and paper (255), and nothing in between. */
export function inkOf({ values, width, height }: Darkness): Luminance {
	const pixels = new Uint8Array(values.length);
	for (let i = 0; i < values.length; i++) pixels[i] = values[i]! > 0 ? 0 : 255;
	return { pixels, width, height };
}
