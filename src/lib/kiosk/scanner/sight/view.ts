import type { Luminance } from './picture.ts';

/**
 * What a frame tells of the camera itself. `dark`: nothing but black, a shutter or a lid is over the lens. `blurred`: there is
 * something to see and no edge in it is sharp: a smeared lens, or a thing too near. `clear`: anything else.
 */
export type Clarity = 'clear' | 'dark' | 'blurred';

export interface View {
	readonly clarity: Clarity;
	/** A number that differs from frame to frame, since no sensor is without noise; the same again and again is no live picture. */
	readonly print: number;
}

/** Video's black is 16, and sensors are noisy. A dark hall with one bright phone is not black. */
const BLACK = 40;
const STRIDE = 7;

export function viewOf(picture: Luminance): View {
	const { pixels } = picture;
	let [print, bright] = [0, 0];
	for (let i = 0; i < pixels.length; i += STRIDE) {
		const value = pixels[i]!;
		// FNV-1a, 32 bits.
		print = Math.imul(print ^ value, 16_777_619);
		if (value > BLACK) bright++;
	}
	const dark = bright * STRIDE < pixels.length / 200;
	return { clarity: dark ? 'dark' : isBlurred(picture) ? 'blurred' : 'clear', print };
}

/** Pixels that an edge may span; a sharp one is over in one or two of them. */
const SPAN = 6;
/** Steps over the span below which there is no edge, of 255. */
const EDGE = 36;
/** The share of its step that a sharp edge takes within a pixel. A sixth would be a perfect slope. */
const STEEP = 0.36;
const FEWEST_EDGES = 60;

/** Steepness of the strongest edges (Marziliano et al. 2002: blur is the width of edges), on every eighth row. */
function isBlurred({ pixels, width, height }: Luminance): boolean {
	let [edges, steepness] = [0, 0];
	for (let y = 4; y < height; y += 8)
		for (let x = 0, i = y * width; x < width - SPAN; x += SPAN, i += SPAN) {
			const step = Math.abs(pixels[i + SPAN]! - pixels[i]!);
			if (step < EDGE) continue;
			let steepest = 0;
			for (let k = 0; k < SPAN; k++)
				steepest = Math.max(steepest, Math.abs(pixels[i + k + 1]! - pixels[i + k]!));
			edges++;
			steepness += steepest / step;
		}
	return edges >= FEWEST_EDGES && steepness / edges < STEEP;
}
