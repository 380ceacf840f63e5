/** Brightness of RGBA pixels on white paper (ITU-R BT.601), since a code on a transparent ground is meant to be seen on paper. */
export function greyOf(rgba: Uint8Array | Uint8ClampedArray): Uint8Array {
	const grey = new Uint8Array(rgba.length / 4);
	for (let i = 0, from = 0; i < grey.length; i++, from += 4) {
		const shade = (rgba[from]! * 77 + rgba[from + 1]! * 151 + rgba[from + 2]! * 28) >> 8;
		const alpha = rgba[from + 3]!;
		grey[i] = alpha === 255 ? shade : 255 - ((255 - shade) * alpha) / 255;
	}
	return grey;
}
