import { greyOf } from './sight/grey.ts';
import type { Luminance } from './sight/picture.ts';

/** Formats whose first plane is brightness, one byte a pixel: what cameras give. */
const PLANAR = new Set(['I420', 'I420A', 'I422', 'I444', 'NV12']);

/**
 * Returns a function that takes the brightness out of a picture. It keeps one buffer: a result is good until the next call.
 * Camera frames are copied as they are, without a detour over colours.
 */
export function luminanceReader(): (picture: VideoFrame | ImageBitmap) => Promise<Luminance> {
	let buffer = new Uint8Array(0);
	return async (picture) => {
		if (!(picture instanceof ImageBitmap) && picture.format !== null && PLANAR.has(picture.format)) {
			const size = picture.allocationSize();
			if (buffer.length < size) buffer = new Uint8Array(size);
			const [plane] = await picture.copyTo(buffer);
			const { width, height } = picture.visibleRect!;
			return { pixels: withoutPadding(buffer, plane!, width, height), width, height };
		}
		return fromColours(picture);
	};
}

function withoutPadding(
	buffer: Uint8Array,
	{ offset, stride }: PlaneLayout,
	width: number,
	height: number,
): Uint8Array {
	if (stride === width) return buffer.subarray(offset, offset + width * height);
	const pixels = new Uint8Array(width * height);
	for (let y = 0; y < height; y++) {
		const start = offset + y * stride;
		pixels.set(buffer.subarray(start, start + width), y * width);
	}
	return pixels;
}

function fromColours(picture: VideoFrame | ImageBitmap): Luminance {
	const width = picture instanceof ImageBitmap ? picture.width : picture.displayWidth;
	const height = picture instanceof ImageBitmap ? picture.height : picture.displayHeight;
	const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
	context.drawImage(picture, 0, 0, width, height);
	const { data } = context.getImageData(0, 0, width, height);
	return { pixels: greyOf(data), width, height };
}
