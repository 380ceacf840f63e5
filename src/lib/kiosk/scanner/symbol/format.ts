import type { Level } from './blocks.ts';
import type { Layout } from './layout.ts';

/** Which level and mask a symbol has. */
export interface Format {
	readonly level: Level;
	readonly mask: number;
	/** The fifteen bits as they stand in the symbol. */
	readonly bits: number;
}

const GENERATOR = 0x537;
const XOR = 0x5412;

/** All 32 words of the BCH (15, 5) code, masked as in a symbol (ISO/IEC 18004, 7.9). */
const FORMATS: readonly Format[] = Array.from({ length: 32 }, (_, data) => {
	let rest = data << 10;
	for (let bit = 14; bit >= 10; bit--) if ((rest >> bit) & 1) rest ^= GENERATOR << (bit - 10);
	return { level: (data >> 3) as Level, mask: data & 7, bits: ((data << 10) | rest) ^ XOR };
});

/**
 * The likeliest formats, best first: soft-decision decoding by correlation with every word, over both copies at once.
 * `soft`: darkness of each module, above 0 for dark.
 */
export function likelyFormats(soft: Float32Array, { format }: Layout, count: number): Format[] {
	const score = ({ bits }: Format): number => {
		let sum = 0;
		for (const copy of format)
			for (let i = 0; i < 15; i++) sum += (bits >> (14 - i)) & 1 ? soft[copy[i]!]! : -soft[copy[i]!]!;
		return sum;
	};
	return FORMATS.map((each) => ({ each, score: score(each) }))
		.sort((a, b) => b.score - a.score)
		.slice(0, count)
		.map(({ each }) => each);
}

/** Whether a mask turns the module over (table 10). */
export function isMasked(mask: number, row: number, column: number): boolean {
	switch (mask) {
		case 0:
			return (row + column) % 2 === 0;
		case 1:
			return row % 2 === 0;
		case 2:
			return column % 3 === 0;
		case 3:
			return (row + column) % 3 === 0;
		case 4:
			return (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0;
		case 5:
			return ((row * column) % 2) + ((row * column) % 3) === 0;
		case 6:
			return (((row * column) % 2) + ((row * column) % 3)) % 2 === 0;
		default:
			return (((row + column) % 2) + ((row * column) % 3)) % 2 === 0;
	}
}
