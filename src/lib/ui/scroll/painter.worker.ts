/// <reference lib="webworker" />
import type { Painted, ToPainter } from './messages.ts';
import { PAINTED_HEIGHT, Painter } from './painter.ts';
import type { Tile } from './tiles.ts';

declare const self: DedicatedWorkerGlobalScope;

/** Paints tiles beside the page, one at a time, the newest wish first. */

let painter: Painter | null = null;
let wanted: readonly Tile[] = [];
let working = false;

self.onmessage = ({ data }: MessageEvent<ToPainter>) => {
	if (data.kind === 'scroll') {
		painter = new Painter(data.scenes);
		return;
	}
	wanted = data.tiles;
	if (!working) next();
};

/** A new wish may come in between two tiles. */
function next(): void {
	const [tile, ...rest] = wanted;
	working = tile !== undefined && painter !== null;
	if (!tile || !painter) return;
	wanted = rest;
	const canvas = new OffscreenCanvas(
		Math.ceil(tile.width * tile.scale),
		Math.ceil(PAINTED_HEIGHT * tile.scale),
	);
	const ctx = canvas.getContext('2d', { alpha: false });
	if (ctx) {
		ctx.scale(tile.scale, tile.scale);
		ctx.translate(-tile.x, 0);
		painter.paint(ctx, tile.x, tile.x + tile.width);
		const bitmap = canvas.transferToImageBitmap();
		const painted: Painted = { tile, bitmap };
		self.postMessage(painted, [bitmap]);
	}
	setTimeout(next);
}
