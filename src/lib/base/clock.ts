/** Where time comes from. Pure layers take times as arguments; only edges hold a Clock. */
export interface Clock {
	/** Wall time in milliseconds since 1970 UTC, as the device believes it. */
	now(): number;
	/** Milliseconds since an arbitrary start; never goes back, but starts again when the process does. */
	monotonic(): number;
}

export const systemClock: Clock = {
	now: () => Date.now(),
	monotonic: () => performance.now(),
};
