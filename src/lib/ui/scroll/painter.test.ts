import { expect, it } from 'vitest';
import scenesFile from '../../../../kiosk-config/demo/scenes.json' with { type: 'json' };
import type { Canvas2D } from './brush.ts';
import { isPainted, Painter, type PaintedScene } from './painter.ts';

const scenes = scenesFile.map(({ title, motifs, ...own }, n): PaintedScene => ({
	...{ id: `scene-${n}`, number: n + 1, title: title.zh, x: n * 1600, width: 1600, motifs },
	figures: 'person' in own ? [{ x: 730, y: 690, width: 140, height: 230 }] : [],
}));

/** Writes down each stroke instead of making it. */
function recorder(): { ctx: Canvas2D; strokes: string[] } {
	const strokes: string[] = [];
	const ctx = new Proxy(
		{},
		{
			get: (_, name) =>
				String(name).startsWith('create')
					? () => ({ addColorStop: () => undefined })
					: (...args: unknown[]) => void strokes.push(`${String(name)} ${args.join(' ')}`),
			set: () => true,
		},
	) as unknown as Canvas2D;
	return { ctx, strokes };
}

const strokesOf = (from: number, to: number): string[] => {
	const { ctx, strokes } = recorder();
	new Painter(scenes).paint(ctx, from, to);
	return strokes;
};

it('paints every word of the demo', () => {
	expect(scenes.flatMap(({ motifs }) => motifs).filter((word) => !isPainted(word))).toEqual([]);
});

it('paints the same each time, and what stands in a scene the same from either side of a seam', () => {
	expect(strokesOf(3200, 4000).join() === strokesOf(3200, 4000).join()).toBe(true);
	// From where the scene begins to the number on its seal.
	const inScene = (strokes: string[]): string =>
		strokes
			.slice(
				strokes.indexOf('translate 3200 0'),
				strokes.findIndex((one) => one.startsWith('fillText 3 ')),
			)
			.join();
	const left = inScene(strokesOf(3200, 4000));
	expect(left.length).toBeGreaterThan(1000);
	expect(left === inScene(strokesOf(4000, 4800))).toBe(true);
});

it('gives numbers only: nothing is drawn nowhere', () => {
	for (let n = 0; n < scenes.length; n += 4)
		expect(strokesOf(n * 1600, n * 1600 + 4800).filter((stroke) => stroke.includes('NaN'))).toEqual([]);
});
