import { create } from 'qrcode';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layoutOf } from './layout.ts';
import { repairSymbol } from './repair.ts';

const LEVELS = ['L', 'M', 'Q', 'H'] as const;

/** A symbol drawn by another hand: row by row, 1 dark. */
function printed(version: number, level: (typeof LEVELS)[number], text = 'GZ1:工人文化宫') {
	const { modules } = create(text, { version, errorCorrectionLevel: level });
	return { size: modules.size, modules: Uint8Array.from(modules.data) };
}

const softOf = (modules: Uint8Array) => Float32Array.from(modules, (dark) => (dark ? 30 : -30));

describe('layout, blocks, masks and formats agree with another encoder', () => {
	test.each(Array.from({ length: 40 }, (_, i) => i + 1))('version %d, at each level', (version) => {
		for (const level of LEVELS) {
			const { size, modules } = printed(version, level, version < 3 ? 'GZ' : undefined);
			expect(repairSymbol(softOf(modules), layoutOf(size))).toEqual(modules);
		}
	});
});

test('format bits are read from either copy', () => {
	const { size, modules } = printed(6, 'M');
	const layout = layoutOf(size);
	for (const copy of layout.format) {
		const soft = softOf(modules);
		for (const place of copy) soft[place] = 0;
		expect(repairSymbol(soft, layout)).toEqual(modules);
	}
});

test('what is known to be lost counts half: more is repaired than by blind correction', () => {
	const { size, modules } = printed(6, 'M');
	const layout = layoutOf(size);
	const soft = softOf(modules);
	// A lamp over the lower right: a sixth of the modules. Sixteen checks a block mend eight errors, or twelve losses.
	for (let row = 25; row < size; row++)
		for (let column = 24; column < size; column++) soft[row * size + column] = 0;
	expect(repairSymbol(soft, layout)).toEqual(modules);
});

test('nothing is made up: 300 symbols of chance hold nothing', () => {
	const layout = layoutOf(41);
	fc.assert(
		fc.property(fc.integer(), (seed) => {
			let state = seed >>> 0;
			const soft = Float32Array.from({ length: 41 * 41 }, () => {
				state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
				return (state >>> 8) / 262_144 - 32;
			});
			return repairSymbol(soft, layout) === null;
		}),
		{ numRuns: 300 },
	);
}, 60_000);
