import { lastingPart } from '../../domain/live-pass.ts';

/**
 * A code held before the camera is read many times a second and is one visit: a text counts again only after it has
 * been out of sight for a while. All channels share one memory.
 */
export type RecentCodes = ReadonlyMap<string, number>;

export const noCodes: RecentCodes = new Map();

/** How long a text must not have been seen before it counts as shown anew. */
export const FORGET_AFTER_MS = 3_000;

/**
 * Notes that `text` was seen at `at` (monotonic milliseconds). `fresh`: it is shown anew, so act on it.
 * Texts out of sight for long are dropped, so the memory holds only what people show now.
 */
export function seeCode(
	recent: RecentCodes,
	text: string,
	at: number,
): { fresh: boolean; recent: RecentCodes } {
	const next = new Map([...recent].filter(([, seenAt]) => Math.abs(at - seenAt) < FORGET_AFTER_MS));
	// A live pass is another text every ten seconds, and one visit all the same.
	const code = lastingPart(text);
	const fresh = !next.has(code);
	next.set(code, at);
	return { fresh, recent: next };
}
