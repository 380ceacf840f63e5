import type { Luminance } from './picture.ts';

/** Binomial smoothing, (1, 2, 1) ÷ 4 across and down: about a Gaussian of 0.7 pixels. Takes out noise between pixels. */
export function smooth({ pixels, width, height }: Luminance): Luminance {
	const across = new Uint16Array(pixels.length);
	for (let y = 0, i = 0; y < height; y++)
		for (let x = 0; x < width; x++, i++)
			across[i] = pixels[x > 0 ? i - 1 : i]! + 2 * pixels[i]! + pixels[x < width - 1 ? i + 1 : i]!;
	const soft = new Uint8Array(pixels.length);
	for (let y = 0, i = 0; y < height; y++) {
		const up = y > 0 ? width : 0;
		const down = y < height - 1 ? width : 0;
		for (let x = 0; x < width; x++, i++)
			soft[i] = (across[i - up]! + 2 * across[i]! + across[i + down]! + 8) >> 4;
	}
	return { pixels: soft, width, height };
}
