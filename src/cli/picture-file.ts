import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import type { Luminance } from '../lib/kiosk/scanner/sight/picture.ts';
import { greyOf } from '../lib/kiosk/scanner/sight/grey.ts';
import { halve } from '../lib/kiosk/scanner/sight/scale.ts';

/** Longest side that is read: as for pictures at the kiosk. */
const MAX_SIDE = 2_560;
const MEMORY_MB = 1_024;

/** The brightness of a PNG or JPEG file's pixels; null where the bytes are no such picture, or damaged. */
export function luminanceOfFile(bytes: Uint8Array): Luminance | null {
	try {
		const { data, width, height } =
			bytes[0] === 0xff
				? jpeg.decode(bytes, { useTArray: true, maxMemoryUsageInMB: MEMORY_MB })
				: PNG.sync.read(Buffer.from(bytes));
		let picture: Luminance = { pixels: greyOf(data), width, height };
		while (Math.max(picture.width, picture.height) > MAX_SIDE) picture = halve(picture);
		return picture;
	} catch {
		return null;
	}
}
