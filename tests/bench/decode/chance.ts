/** Seeded chance (mulberry32, Tommy Ettinger): the same pictures on every machine. */
export interface Chance {
	/** 0 ≤ x < 1. */
	next(): number;
	between(low: number, high: number): number;
	/** Whole, 0 ≤ x < `count`. */
	below(count: number): number;
	pick<T>(values: readonly T[]): T;
	/** About normal, mean 0, deviation 1 (Irwin–Hall of four). */
	normal(): number;
}

export function chanceOf(seed: number): Chance {
	let state = seed >>> 0;
	const next = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	const below = (count: number): number => Math.floor(next() * count);
	return {
		next,
		below,
		between: (low, high) => low + next() * (high - low),
		pick: (values) => values[below(values.length)]!,
		normal: () => (next() + next() + next() + next() - 2) * 1.732,
	};
}
