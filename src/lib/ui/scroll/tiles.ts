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
/** Tiles kept beyond each edge of the frame: as far as a fling goes either way. */
const KEPT = 3;
/** Drawn while the picture moves: what it comes to next. The others wait until it rests, so that hands find a machine with time. */
const NEXT = 1;

export interface Wanted {
	/** To be drawn, the most urgent first. */
	readonly drawn: readonly Tile[];
	/** To be left hanging where they are there already. */
	readonly kept: readonly Tile[];
}

/**
 * Tiles for what lies between `from` and `to` of a picture `length` wide: those in sight first, then those where the walk leads
 * (`heading` > 0: to the right), then those behind.
 */
export function tilesFor(
	from: number,
	to: number,
	length: number,
	scale: number,
	heading: number,
	resting: boolean,
): Wanted {
	const last = Math.ceil(length / TILE) - 1;
	const [a, b] = [Math.floor(from / TILE), Math.floor(to / TILE)];
	const order: number[] = [];
	for (let n = a; n <= b; n++) order.push(n);
	const beyond = (n: number): number[] => (heading >= 0 ? [b + n, a - n] : [a - n, b + n]);
	for (let n = 1; n <= KEPT; n++) order.push(...beyond(n));
	const next = heading >= 0 ? b + NEXT : a - NEXT;
	const tiles = order
		.filter((n) => n >= 0 && n <= last)
		.map((n) => ({ n, x: n * TILE, width: Math.min(TILE, length - n * TILE), scale, key: `${n}@${scale}` }));
	return { kept: tiles, drawn: resting ? tiles : tiles.filter(({ n }) => (n >= a && n <= b) || n === next) };
}

/** How sharp to draw: in steps, so that a pinch does not ask for everything again with each hair's breadth. */
export function sharpness(pixels: number, most: number): number {
	const steps = [0.35, 0.5, 0.7, 1, 1.4, 2, 2.8];
	return Math.min(most, steps.find((step) => step >= pixels * 0.98) ?? steps.at(-1)!);
}
