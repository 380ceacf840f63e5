/** Error correction levels in the order of ISO/IEC 18004's table of format bits: M, L, H, Q. */
export type Level = 0 | 1 | 2 | 3;

/** How a version's codewords are split (ISO/IEC 18004, table 9). `data` codewords of each block, then `checks` of each. */
export interface Blocks {
	readonly checks: number;
	/** Data codewords of each block, shorter blocks first. */
	readonly data: readonly number[];
}

/** Check codewords a block, versions 1–40, one row a level: M, L, H, Q. */
const CHECKS: readonly (readonly number[])[] = [
	[10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, ...twice(28, 19)],
	[
		7,
		10,
		15,
		20,
		26,
		18,
		20,
		24,
		30,
		18,
		20,
		24,
		26,
		30,
		22,
		24,
		28,
		30,
		28,
		28,
		28,
		28,
		30,
		30,
		26,
		28,
		...twice(30, 14),
	],
	[17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, ...twice(30, 18)],
	[
		13,
		22,
		18,
		26,
		18,
		24,
		18,
		22,
		20,
		24,
		28,
		26,
		24,
		20,
		30,
		24,
		28,
		28,
		26,
		30,
		28,
		30,
		30,
		30,
		30,
		28,
		...twice(30, 14),
	],
];

/** Blocks, likewise. */
const COUNTS: readonly (readonly number[])[] = [
	[
		1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29,
		31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
	],
	[
		1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17,
		18, 19, 19, 20, 21, 22, 24, 25,
	],
	[
		1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37, 40, 42, 45,
		48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
	],
	[
		1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34, 35, 38,
		40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
	],
];

function twice(value: number, times: number): number[] {
	return Array.from({ length: times }, () => value);
}

/** `codewords`: all that fit into the version. */
export function blocksOf(version: number, level: Level, codewords: number): Blocks {
	const checks = CHECKS[level]![version - 1]!;
	const count = COUNTS[level]![version - 1]!;
	const shorter = count - (codewords % count);
	const short = Math.floor(codewords / count) - checks;
	return { checks, data: Array.from({ length: count }, (_, i) => (i < shorter ? short : short + 1)) };
}
