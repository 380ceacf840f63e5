import type { Clock } from '../base/clock.ts';

/** Counts attempts by key within a window; in memory, since a restart gives an attacker a handful more and no one a lock-out. */
export interface Attempts {
	/** Counts one attempt. False where there were too many: it must not be tried at all. */
	take(key: string): boolean;
	/** Forgets the key's attempts, after one that was right. */
	clear(key: string): void;
}

/** More keys than this are not remembered: an attacker's flood of names must not fill the memory. */
const MOST_KEYS = 10_000;

export function attempts(clock: Clock, most: number, windowMs: number): Attempts {
	const counts = new Map<string, { count: number; until: number }>();
	const sweep = (now: number): void => {
		for (const [key, { until }] of counts) if (until <= now) counts.delete(key);
		for (const key of counts.keys()) if (counts.size >= MOST_KEYS) counts.delete(key);
	};
	return {
		take(key) {
			const now = clock.monotonic();
			if (counts.size >= MOST_KEYS) sweep(now);
			const known = counts.get(key);
			const current = known && known.until > now ? known : { count: 0, until: now + windowMs };
			if (current.count >= most) return false;
			counts.set(key, { ...current, count: current.count + 1 });
			return true;
		},
		clear: (key) => void counts.delete(key),
	};
}
