/** The device's estimate of hub time, and how far it may be off [S17]. Milliseconds throughout. */

/** One answer of the hub that said its time. */
export interface TimeSample {
	/** Device wall time when the request left and when the answer came. */
	readonly sent: number;
	readonly received: number;
	readonly hubTime: number;
	/** Monotonic time when the answer came. */
	readonly mono: number;
}

export interface HubTimeEstimate {
	/** Hub time minus device wall time at the last contact. */
	readonly offset: number;
	/** Half of the round trip. */
	readonly error: number;
	readonly contactWall: number;
	readonly contactMono: number;
	/** Which run of the device's program `contactMono` belongs to. */
	readonly run: string;
}

/** Cheap quartz, warm lobby: 100 parts in a million, generously. */
const DRIFT = 1e-4;
/** A device that never spoke with a hub knows nothing: three days. */
const NEVER = 3 * 86_400_000;
/** A larger difference between device and hub is worth a flag. */
export const SKEW_LIMIT = 5 * 60_000;

export function estimateFrom(sample: TimeSample, run: string): HubTimeEstimate {
	const middle = (sample.sent + sample.received) / 2;
	return {
		offset: Math.round(sample.hubTime - middle),
		error: Math.max(1, Math.round((sample.received - sample.sent) / 2)),
		contactWall: sample.received,
		contactMono: sample.mono,
		run,
	};
}

/** The better of two estimates at one moment: a slow answer must not spoil what a fast one knew. */
export function betterOf(old: HubTimeEstimate | null, fresh: HubTimeEstimate): HubTimeEstimate {
	if (!old || old.run !== fresh.run) return fresh;
	const jumped = Math.abs(fresh.offset - old.offset) > old.error + fresh.error + 1000;
	const aged = old.error + (fresh.contactMono - old.contactMono) * DRIFT;
	return jumped || fresh.error <= aged ? fresh : old;
}

export interface CorrectedNow {
	readonly now: number;
	/** Hub time minus device wall time, now. */
	readonly offset: number;
	readonly uncertainty: number;
}

/**
 * Corrected time. Within the run that made contact, monotonic time carries it, so a wall clock that jumps
 * changes nothing; after a restart only the wall clock is left, and doubt grows with the time since contact.
 */
export function correctNow(
	estimate: HubTimeEstimate | null,
	wall: number,
	mono: number,
	run: string,
): CorrectedNow {
	if (!estimate) return { now: wall, offset: 0, uncertainty: NEVER };
	const sameRun = estimate.run === run;
	const elapsed = sameRun ? mono - estimate.contactMono : wall - estimate.contactWall;
	const now = sameRun ? Math.round(estimate.contactWall + estimate.offset + elapsed) : wall + estimate.offset;
	// A wall clock that stands before the last contact has been set back: it proves nothing any more.
	const doubt = elapsed < 0 ? NEVER : Math.ceil(elapsed * DRIFT) + (sameRun ? 0 : 2000);
	return { now, offset: now - wall, uncertainty: estimate.error + doubt };
}
