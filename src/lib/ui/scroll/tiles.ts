/** Which pieces of a long picture to have ready. Pure: a view in, keys out. */
export interface Tile {
	/** Left edge and width in the picture's own pixels. */
	readonly x: number;
	readonly width: number;
	/** Device pixels for one of the picture. */
	readonly scale: number;
	readonly key: string;
}

/** Width of a tile in the picture's own pixels. */
export const TILE = 800;
/** Tiles drawn beyond each edge of the frame, more of them where the walk leads. */
const AHEAD = 3;
const BEHIND = 1;

/**
 * Tiles for what lies between `from` and `to` of a picture `length` wide: those in sight first, then those where the walk leads
 * (`heading` > 0: to the right), then one behind.
 */
export function tilesFor(from: number, to: number, length: number, scale: number, heading: number): Tile[] {
	const last = Math.ceil(length / TILE) - 1;
	const [a, b] = [Math.floor(from / TILE), Math.floor(to / TILE)];
	const order: number[] = [];
	for (let n = a; n <= b; n++) order.push(n);
	const [right, left] = heading >= 0 ? [AHEAD, BEHIND] : [BEHIND, AHEAD];
	for (let n = 1; n <= Math.max(right, left); n++) {
		if (n <= right) order.push(b + n);
		if (n <= left) order.push(a - n);
	}
	return order
		.filter((n) => n >= 0 && n <= last)
		.map((n) => ({ x: n * TILE, width: Math.min(TILE, length - n * TILE), scale, key: `${n}@${scale}` }));
}

/** How sharp to draw: in steps, so that a pinch does not ask for everything again with each hair's breadth. */
export function sharpness(pixels: number, most: number): number {
	const steps = [0.35, 0.5, 0.7, 1, 1.4, 2, 2.8];
	return Math.min(most, steps.find((step) => step >= pixels * 0.98) ?? steps.at(-1)!);
}
