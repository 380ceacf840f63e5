import type { PaintedScene } from './painter.ts';
import type { Tile } from './tiles.ts';

/** To the painter's worker: the scroll once, then what is wanted now, the most urgent first. */
export type ToPainter =
	| { kind: 'scroll'; scenes: readonly PaintedScene[]; height: number }
	| { kind: 'want'; tiles: readonly Tile[] };

/** From it: a tile, painted. */
export interface Painted {
	readonly tile: Tile;
	readonly bitmap: ImageBitmap;
}
