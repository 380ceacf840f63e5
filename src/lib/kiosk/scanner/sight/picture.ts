/** Brightness of each pixel, row by row, one byte each. */
export interface Luminance {
	readonly pixels: Uint8Array;
	readonly width: number;
	readonly height: number;
}

/** A part of a picture, in its pixels. */
export interface Box {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
}
