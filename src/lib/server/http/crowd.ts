import type { IncomingMessage, ServerResponse } from 'node:http';

/** Bodies up to this size pass by: one visitor's check-in does not wait behind other kiosks' full outboxes. */
export const SMALL = 8192;
/** Large bodies inside at once, at work or waiting. Each holds what its socket has brought already, so this bounds memory. */
const MOST_INSIDE = 68;
const LONGEST_WAIT_S = 60;
/** Who was turned away longer ago than about this has come again. */
const FORGET_MS = 30_000;

/**
 * Kiosks that come back all at once with full outboxes. Those beyond a few are turned away at the door, before anything is
 * looked up or read for them: that must cost next to nothing, or it would take the time of those inside.
 */
export interface Crowd {
	/**
	 * Null: come in; the place is free again when the answer has been sent or nobody wants it any more. Else the seconds after
	 * which to ask again: about as long as those before will take, and not the same for all.
	 */
	enter(request: IncomingMessage, response: ServerResponse): number | null;
}

/** `now`: monotonic ms; `chance`: uniform in [0, 1). */
export function openCrowd(now: () => number, chance: () => number): Crowd {
	let inside = 0;
	/** How long it takes of late until a place is free, in ms. */
	let usual = 20;
	let freedAt = 0;
	let turnedAway = 0;
	let turnedAt = 0;

	function leave(): void {
		const at = now();
		if (inside === MOST_INSIDE) usual += (Math.min(at - freedAt, 1000) - usual) / 16;
		freedAt = at;
		inside--;
	}

	function waitFor(): number {
		const at = now();
		turnedAway = 1 + turnedAway * Math.exp((turnedAt - at) / FORGET_MS);
		turnedAt = at;
		// Whoever comes too early costs next to nothing; while all stay away too long, nothing is done.
		const seconds = ((inside + turnedAway) * usual * (0.2 + 0.8 * chance())) / 1000;
		return Math.min(Math.max(Math.ceil(seconds), 1), LONGEST_WAIT_S);
	}

	return {
		enter(request, response) {
			if (!isLarge(request)) return null;
			if (inside >= MOST_INSIDE) return waitFor();
			inside++;
			response.once('close', leave);
			return null;
		},
	};
}

/** A body under /api whose length is not said counts as large. */
const isLarge = ({ method, url, headers }: IncomingMessage): boolean =>
	method === 'POST' && url!.startsWith('/api/') && !(Number(headers['content-length'] ?? NaN) <= SMALL);
