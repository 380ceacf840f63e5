import { blocksOf, type Blocks } from './blocks.ts';
import { isMasked, likelyFormats, type Format } from './format.ts';
import type { Layout } from './layout.ts';
import { correct } from './reed-solomon.ts';

/** Checks of each block that must be left over when it has been corrected: what keeps a guess from passing for a reading. */
const SPARE = 4;
const FORMATS = 2;

/**
 * The whole symbol as it was printed (row by row, 1 dark), from how dark each module looks; null where too much is missing.
 * Generalised minimum distance decoding (Forney 1966): each block is tried with more and more of its least certain codewords
 * taken for lost.
 */
export function repairSymbol(soft: Float32Array, layout: Layout): Uint8Array | null {
	for (const format of likelyFormats(soft, layout, FORMATS)) {
		const codewords = readCodewords(soft, layout, format);
		const blocks = blocksOf(layout.version, format.level, codewords.values.length);
		const repaired = repairBlocks(codewords, blocks);
		if (repaired) return redraw(layout, format, repaired);
	}
	return null;
}

interface Codewords {
	readonly values: Uint8Array;
	/** Of each, how certain its least certain bit is. */
	readonly certainty: Float32Array;
}

function readCodewords(soft: Float32Array, { size, data }: Layout, { mask }: Format): Codewords {
	const count = data.length >> 3;
	const values = new Uint8Array(count);
	const certainty = new Float32Array(count).fill(Infinity);
	for (let bit = 0; bit < count * 8; bit++) {
		const place = data[bit]!;
		const row = Math.floor(place / size);
		const dark = soft[place]!;
		const masked = isMasked(mask, row, place - row * size);
		if (dark > 0 !== masked) values[bit >> 3]! |= 0x80 >> (bit & 7);
		certainty[bit >> 3] = Math.min(certainty[bit >> 3]!, Math.abs(dark));
	}
	return { values, certainty };
}

/** Corrected codewords in the order of the symbol. */
function repairBlocks({ values, certainty }: Codewords, blocks: Blocks): Uint8Array | null {
	const repaired = new Uint8Array(values.length);
	for (const places of interleaved(blocks)) {
		const block = repairBlock(
			places.map((place) => values[place]!),
			places.map((place) => certainty[place]!),
			blocks.checks,
		);
		if (!block) return null;
		places.forEach((place, i) => (repaired[place] = block[i]!));
	}
	return repaired;
}

function repairBlock(values: number[], certainty: number[], checks: number): Uint8Array | null {
	const doubtful = values.map((_, i) => i).sort((a, b) => certainty[a]! - certainty[b]!);
	const spare = Math.min(SPARE, checks >> 1);
	for (let erased = 0; erased <= checks - spare; erased += 2) {
		const block = Uint8Array.from(values);
		if (correct(block, checks, doubtful.slice(0, erased), spare)) return block;
	}
	return null;
}

/** Of each block, where its codewords stand in the symbol: in turn, data first (ISO/IEC 18004, 7.6). */
function interleaved({ data, checks }: Blocks): number[][] {
	const places: number[][] = data.map(() => []);
	let next = 0;
	for (let i = 0; i < data.at(-1)!; i++)
		data.forEach((length, block) => {
			if (i < length) places[block]!.push(next++);
		});
	for (let i = 0; i < checks; i++) for (const block of places) block.push(next++);
	return places;
}

function redraw(
	{ size, fixed, data, format: copies }: Layout,
	format: Format,
	codewords: Uint8Array,
): Uint8Array {
	const modules = Uint8Array.from(fixed, (shade) => (shade === 1 ? 1 : 0));
	for (const copy of copies) copy.forEach((place, i) => (modules[place] = (format.bits >> (14 - i)) & 1));
	data.forEach((place, bit) => {
		const row = Math.floor(place / size);
		const set = bit >> 3 < codewords.length && (codewords[bit >> 3]! & (0x80 >> (bit & 7))) !== 0;
		modules[place] = set !== isMasked(format.mask, row, place - row * size) ? 1 : 0;
	});
	return modules;
}
