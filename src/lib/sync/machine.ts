/**
 * The kiosk's sync as a total state machine: every state answers every event (machine.test.ts has a cell for each).
 * It decides; the sync loop in kiosk/ does what `act` says and feeds back what came of it.
 */

/** What came of speaking to the hub, as the hub client classifies it. */
export type Failure =
	/** No answer, a time-out, 429, 5xx, a captive portal's page, garbage: keep everything, try again later [S10]. */
	| 'unreachable'
	/** The session cookie is gone or old: answer a challenge with the device key, then go on. */
	| 'unauthorized'
	/** The hub no longer knows this device or has revoked it: keep everything, say so, ask again slowly. */
	| 'unpaired'
	/** The hub speaks only newer versions: keep everything and update the app [S12, S18]. */
	| 'outdated'
	/** The hub speaks only older versions: keep everything until somebody has updated the hub [S18]. */
	| 'hub-outdated';

export type SyncState =
	/** Nothing to send that we know of. */
	| { is: 'resting' }
	/** `renewed`: for the first time after signing in again. */
	| { is: 'sending'; attempt: number; renewed?: true }
	/** Waiting to try again at `until` (monotonic ms). `attempt` counts failures in a row. */
	| { is: 'waiting'; attempt: number; until: number; because: Failure }
	/** Signing in again. */
	| { is: 'renewing'; attempt: number };

export type SyncEvent =
	/** An entry was written, or a timer asks whether there is anything to send. */
	| { on: 'nudge' }
	| { on: 'tick' }
	/** The hub answered something else (the live stream, a poll): no use in waiting longer. */
	| { on: 'reached' }
	/** The hub took a batch. */
	| { on: 'sent'; left: number }
	/** `retryAfter`: the hub has said in how many ms to come again. */
	| { on: 'failed'; failure: Failure; retryAfter?: number }
	| { on: 'renewed' };

/** What the loop is to do next. */
export type SyncAct = 'none' | 'send' | 'renew';

export interface SyncStep {
	readonly state: SyncState;
	readonly act: SyncAct;
}

const FIRST_WAIT = 500;
const LONGEST_WAIT = 60_000;

/** Full jitter up to a doubling bound, 60 s at most; `chance` is uniform in [0, 1). */
export function backoff(attempt: number, chance: number): number {
	const bound = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(attempt, 16));
	return Math.round(bound / 2 + (bound / 2) * chance);
}

/** How long to wait after so many failures: as long as the hub has asked for, where it has, 60 s at most. Milliseconds. */
export function waitAfter(attempt: number, chance: number, retryAfter?: number): number {
	if (retryAfter === undefined) return backoff(attempt, chance);
	// It says whole seconds, the same to many.
	return Math.min(LONGEST_WAIT, Math.max(FIRST_WAIT, retryAfter) + Math.round(1000 * chance));
}

export const initialSync: SyncState = { is: 'resting' };

/** `mono`: monotonic ms; `chance`: uniform in [0, 1), used only where a wait begins. */
export function stepSync(state: SyncState, event: SyncEvent, mono: number, chance: number): SyncStep {
	const stay: SyncStep = { state, act: 'none' };
	switch (event.on) {
		case 'nudge':
			return state.is === 'resting' ? { state: { is: 'sending', attempt: 0 }, act: 'send' } : stay;
		case 'tick':
			return state.is === 'waiting' && mono >= state.until
				? { state: { is: 'sending', attempt: state.attempt }, act: 'send' }
				: stay;
		case 'reached':
			return state.is === 'waiting' && state.because === 'unreachable'
				? { state: { is: 'sending', attempt: state.attempt }, act: 'send' }
				: stay;
		case 'sent':
			if (state.is !== 'sending') return stay;
			return event.left > 0
				? { state: { is: 'sending', attempt: 0 }, act: 'send' }
				: { state: { is: 'resting' }, act: 'none' };
		case 'failed':
			return state.is === 'sending' || state.is === 'renewing'
				? afterFailure(state, event, mono, chance)
				: stay;
		case 'renewed':
			return state.is === 'renewing'
				? { state: { is: 'sending', attempt: state.attempt, renewed: true }, act: 'send' }
				: stay;
	}
}

function afterFailure(
	state: Extract<SyncState, { is: 'sending' | 'renewing' }>,
	{ failure, retryAfter }: Extract<SyncEvent, { on: 'failed' }>,
	mono: number,
	chance: number,
): SyncStep {
	// Once before each wait, however many have been: a cookie may be lost in a long outage too.
	if (failure === 'unauthorized' && state.is === 'sending' && !state.renewed)
		return { state: { is: 'renewing', attempt: state.attempt + 1 }, act: 'renew' };
	const attempt = state.attempt + 1;
	// Someone has to act (pair again, update): ask slowly, but keep asking, since nobody is there to press a button.
	const wait =
		failure === 'unreachable' || failure === 'unauthorized'
			? waitAfter(attempt, chance, retryAfter)
			: backoff(16, chance);
	return { state: { is: 'waiting', attempt, until: mono + wait, because: failure }, act: 'none' };
}
