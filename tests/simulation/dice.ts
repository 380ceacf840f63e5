import type { Random } from '../../src/lib/base/random.ts';

/** Chance that repeats itself: the same seed gives the same world. */
export interface Dice extends Random {
	/** Uniform in [0, 1). */
	next(): number;
	/** Whole, from ≤ n < below. */
	between(from: number, below: number): number;
	is(probability: number): boolean;
	pick<T>(list: readonly T[]): T;
	/** Other dice, so that one part's throws do not shift another's. */
	fork(): Dice;
}

/** Mulberry32 (public domain, Tommy Ettinger): 32 bits of state are plenty for a few thousand throws. */
export function dice(seed: number): Dice {
	let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
	const bits = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return (mixed ^ (mixed >>> 14)) >>> 0;
	};
	const next = (): number => bits() / 2 ** 32;
	const between = (from: number, below: number): number => from + Math.floor(next() * (below - from));
	return {
		next,
		between,
		is: (probability) => next() < probability,
		pick: (list) => list[between(0, list.length)]!,
		bytes: (length) => Uint8Array.from({ length }, () => bits() & 255),
		fork: () => dice(bits()),
	};
}
