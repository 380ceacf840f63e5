/** Token bucket. Pure: time is an argument, in milliseconds of any clock that does not go back. */
export interface Rate {
	/** Requests allowed at once after a pause. */
	readonly burst: number;
	/** Requests allowed a minute in the long run. */
	readonly perMinute: number;
}

export interface Bucket {
	readonly tokens: number;
	readonly at: number;
}

export interface Draw {
	readonly bucket: Bucket;
	/** Milliseconds until the next request will pass; 0 where this one passes. */
	readonly wait: number;
}

/** Takes one token. `bucket` undefined: never seen, so full. A refused request costs nothing. */
export function draw(bucket: Bucket | undefined, rate: Rate, now: number): Draw {
	const perMs = rate.perMinute / 60_000;
	const grown = bucket ? bucket.tokens + Math.max(0, now - bucket.at) * perMs : rate.burst;
	const tokens = Math.min(rate.burst, grown);
	return tokens >= 1
		? { bucket: { tokens: tokens - 1, at: now }, wait: 0 }
		: { bucket: { tokens, at: now }, wait: Math.ceil((1 - tokens) / perMs) };
}

/** Would this bucket be full by now? Then it says no more than having none. */
export const isFull = (bucket: Bucket, rate: Rate, now: number): boolean =>
	bucket.tokens + ((now - bucket.at) * rate.perMinute) / 60_000 >= rate.burst;
