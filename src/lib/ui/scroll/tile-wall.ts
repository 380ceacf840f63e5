import type { Painted, ToPainter } from './messages.ts';
import type { PaintedScene } from './painter.ts';
import type { Tile, Wanted } from './tiles.ts';

interface Hung {
	readonly tile: Tile;
	readonly canvas: HTMLCanvasElement;
}

/**
 * Painted pieces hung side by side in an element that the page moves as a whole: walking paints nothing. Holds what was last
 * asked for and nothing else, so that a walk along the whole scroll needs no more memory than standing still.
 */
export class TileWall {
	readonly #root: HTMLElement;
	readonly #worker: Worker;
	readonly #hung = new Map<number, Hung>();
	readonly #spare: HTMLCanvasElement[] = [];
	#wanted = new Map<number, Tile>();
	#asked = '';
	/** CSS pixels for one of the picture. */
	#unit = 1;

	constructor(root: HTMLElement, scenes: readonly PaintedScene[], height: number) {
		this.#root = root;
		this.#worker = new Worker(new URL('./painter.worker.ts', import.meta.url), { type: 'module' });
		this.#worker.onmessage = ({ data }: MessageEvent<Painted>) => this.#hang(data);
		this.#tell({ kind: 'scroll', scenes, height });
	}

	/** Has these tiles drawn, the first of them first; what is not among those kept is taken down. */
	show({ drawn, kept }: Wanted, unit: number): void {
		if (unit !== this.#unit) {
			this.#unit = unit;
			for (const hung of this.#hung.values()) this.#place(hung);
		}
		const asked = [...drawn, ...kept].map(({ key }) => key).join(' ');
		if (asked === this.#asked) return;
		this.#asked = asked;
		this.#wanted = new Map(kept.map((tile) => [tile.x, tile]));
		for (const [x, { canvas }] of this.#hung) if (!this.#wanted.has(x)) this.#takeDown(x, canvas);
		const missing = drawn.filter((tile) => this.#hung.get(tile.x)?.tile.key !== tile.key);
		this.#tell({ kind: 'want', tiles: missing });
	}

	close(): void {
		this.#worker.terminate();
		for (const [x, { canvas }] of this.#hung) this.#takeDown(x, canvas);
		this.#spare.length = 0;
	}

	#hang({ tile, bitmap }: Painted): void {
		if (this.#wanted.get(tile.x)?.key !== tile.key) return bitmap.close();
		const canvas = this.#hung.get(tile.x)?.canvas ?? this.#spare.pop() ?? document.createElement('canvas');
		canvas.width = bitmap.width;
		canvas.height = bitmap.height;
		canvas.getContext('bitmaprenderer')!.transferFromImageBitmap(bitmap);
		const hung = { tile, canvas };
		this.#hung.set(tile.x, hung);
		this.#place(hung);
		this.#root.append(canvas);
	}

	#place({ tile, canvas }: Hung): void {
		// A hair wider than it is: no seam shows where two of them meet on half a pixel.
		canvas.style.cssText = `position:absolute;top:0;left:${tile.x * this.#unit}px;width:${tile.width * this.#unit + 0.6}px;height:100%`;
	}

	#takeDown(x: number, canvas: HTMLCanvasElement): void {
		this.#hung.delete(x);
		canvas.remove();
		canvas.width = canvas.height = 0;
		this.#spare.push(canvas);
	}

	#tell(message: ToPainter): void {
		this.#worker.postMessage(message);
	}
}
