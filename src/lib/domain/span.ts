import type { Tri } from './tri.ts';

/** A number that is known to lie within bounds, both included: a time by a doubtful clock, a count that may be short. */
export interface Span {
	readonly lo: number;
	readonly hi: number;
}

export const exactly = (value: number): Span => ({ lo: value, hi: value });
export const atLeast = (value: number): Span => ({ lo: value, hi: Infinity });

export function isLess(a: Span, b: Span): Tri {
	if (a.hi < b.lo) return 'yes';
	return a.lo >= b.hi ? 'no' : 'unknown';
}

/** Both are known and the same, or cannot be. */
export function isSame(a: Span, b: Span): Tri {
	if (a.hi < b.lo || b.hi < a.lo) return 'no';
	return a.lo === a.hi && b.lo === b.hi ? 'yes' : 'unknown';
}
