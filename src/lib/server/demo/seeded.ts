/** Repeatable choices: the same seed gives the same demo on every machine. Never used for anything secret. */
export interface Seeded {
	/** Whole number in [0, below). */
	below(bound: number): number;
	pick<T>(items: readonly T[]): T;
}

/** Mulberry32 over an FNV-1a hash of `seed`. */
export function seeded(seed: string): Seeded {
	let state = 0x811c9dc5;
	for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193);
	const next = (): number => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	};
	const below = (bound: number): number => Math.floor(next() * bound);
	return { below, pick: (items) => items[below(items.length)]! };
}
