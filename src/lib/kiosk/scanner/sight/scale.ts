import type { Box, Luminance } from './picture.ts';

/** A part of a picture on its own. */
export function crop({ pixels, width }: Luminance, box: Box): Luminance {
	const cut = new Uint8Array(box.width * box.height);
	for (let y = 0; y < box.height; y++) {
		const from = (box.top + y) * width + box.left;
		cut.set(pixels.subarray(from, from + box.width), y * box.width);
	}
	return { pixels: cut, width: box.width, height: box.height };
}

/** Half as large: each pixel the mean of four. Noise halves, and so do screen patterns and the work. */
export function halve({ pixels, width, height }: Luminance): Luminance {
	const [across, down] = [width >> 1, height >> 1];
	const half = new Uint8Array(across * down);
	for (let y = 0, i = 0; y < down; y++)
		for (let x = 0, from = 2 * y * width; x < across; x++, i++, from += 2)
			half[i] =
				(pixels[from]! + pixels[from + 1]! + pixels[from + width]! + pixels[from + width + 1]! + 2) >> 2;
	return { pixels: half, width: across, height: down };
}

/**
 * Twice as large by cubic convolution (Keys 1981, a = −½): a new pixel between two is (−1, 9, 9, −1) ÷ 16 of its
 * neighbours, and the old ones stay.
 */
export function double({ pixels, width, height }: Luminance): Luminance {
	const across = width * 2;
	const wide = new Float32Array(across * height);
	for (let y = 0; y < height; y++)
		for (let x = 0; x < width; x++) {
			const at = y * width;
			const next = Math.min(width - 1, x + 1);
			const middle = 9 * (pixels[at + x]! + pixels[at + next]!);
			const outer = pixels[at + Math.max(0, x - 1)]! + pixels[at + Math.min(width - 1, x + 2)]!;
			wide[y * across + 2 * x] = pixels[at + x]!;
			wide[y * across + 2 * x + 1] = (middle - outer) / 16;
		}
	const twice = new Uint8ClampedArray(across * height * 2);
	for (let y = 0; y < height; y++) {
		const rows = [y - 1, y, y + 1, y + 2].map((row) => Math.min(height - 1, Math.max(0, row)) * across);
		const [above, here, below, beyond] = rows as [number, number, number, number];
		for (let x = 0, to = 2 * y * across; x < across; x++, to++) {
			twice[to] = wide[here + x]!;
			const outer = wide[above + x]! + wide[beyond + x]!;
			twice[to + across] = (9 * (wide[here + x]! + wide[below + x]!) - outer) / 16;
		}
	}
	return { pixels: new Uint8Array(twice.buffer), width: across, height: height * 2 };
}
