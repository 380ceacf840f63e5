import { toHex } from '../base/bytes.ts';
import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { Timing } from '../domain/fact.ts';
import {
	betterOf,
	correctNow,
	estimateFrom,
	type CorrectedNow,
	type HubTimeEstimate,
} from '../sync/hub-time.ts';

/** Above this doubt a screen does not say “now”. */
const TRUSTED_WITHIN = 2 * 60_000;

/** Hub time as this device best knows it [S17]. */
export interface HubClock {
	readonly corrected: () => CorrectedNow;
	/** Is corrected time right within two minutes? */
	readonly trusted: () => boolean;
	/** What an entry written now carries. */
	readonly timing: () => Timing;
	/** Wall and monotonic time of the device itself: when a request leaves. */
	readonly mark: () => Mark;
	/** Learns from an answer to a request that left at `sent`. */
	readonly learn: (sent: Mark, hubTime: number) => void;
	/** What it goes by, to be kept for the next run; null before the first contact. */
	readonly estimate: () => HubTimeEstimate | null;
	/** Takes up what an earlier run of the program knew, unless this run knows better already. */
	readonly recall: (estimate: HubTimeEstimate) => void;
}

export interface Mark {
	readonly wall: number;
	readonly mono: number;
}

export function createHubClock(clock: Clock, random: Random): HubClock {
	const run = toHex(random.bytes(8));
	let estimate: HubTimeEstimate | null = null;
	const mark = (): Mark => ({ wall: clock.now(), mono: Math.round(clock.monotonic()) });
	const corrected = (): CorrectedNow => {
		const { wall, mono } = mark();
		return correctNow(estimate, wall, mono, run);
	};
	return {
		corrected,
		trusted: () => corrected().uncertainty < TRUSTED_WITHIN,
		timing: () => {
			const { wall, mono } = mark();
			const { offset, uncertainty } = correctNow(estimate, wall, mono, run);
			return { wall, mono, offset, uncertainty };
		},
		mark,
		learn: (sent, hubTime) => {
			const { wall, mono } = mark();
			// The round trip by monotonic time: a wall clock set meanwhile would stretch or turn it.
			const sample = { sent: wall - (mono - sent.mono), received: wall, hubTime, mono };
			estimate = betterOf(estimate, estimateFrom(sample, run));
		},
		estimate: () => estimate,
		recall: (earlier) => {
			estimate ??= earlier;
		},
	};
}
