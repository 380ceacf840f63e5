import type { Box, Luminance } from './sight/picture.ts';
import type { Found } from './zxing.ts';

/** A corner of a code: fractions of the picture's width and height, from its top left. */
export interface Point {
	readonly x: number;
	readonly y: number;
}

/** One code in a picture. */
export interface Reading {
	readonly text: string;
	/** Its four corners, clockwise from the code's own top left. */
	readonly points: readonly Point[];
}

/** What was read in a part of a picture that was looked at enlarged `scale` times. */
export function readingsIn(found: readonly Found[], box: Box, scale: number, whole: Luminance): Reading[] {
	return found.flatMap(({ text, corners }) =>
		text === null
			? []
			: [
					{
						text,
						points: corners.map(({ x, y }) => ({
							x: (box.left + x / scale) / whole.width,
							y: (box.top + y / scale) / whole.height,
						})),
					},
				],
	);
}
