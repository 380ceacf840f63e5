import type { Answer, DeviceSigner, HubClient, Ledger } from '../sync/ports.ts';
import { initialSync, stepSync, type SyncAct, type SyncEvent, type SyncState } from '../sync/machine.ts';
import { createDrain, failed, type Drain } from './drain.ts';

export interface SyncLoopDeps {
	readonly ledger: Ledger;
	readonly hub: Pick<HubClient, 'sendEntries' | 'renewSession'>;
	readonly signer: DeviceSigner;
	/** Fetches what flows down; asked after each batch that left nothing to send. */
	readonly pull: () => Promise<Answer<null>>;
	/** Monotonic milliseconds. */
	readonly mono: () => number;
	/** Uniform in [0, 1). */
	readonly chance: () => number;
	/** Told after each step. */
	readonly onState?: (state: SyncState) => void;
	/** Told when the hub has answered, and when it has not. */
	readonly onExchange?: (succeeded: boolean) => void;
	/** Told of an error that is no network's. */
	readonly onTrouble?: (error: unknown) => void;
}

export interface SyncLoop {
	readonly state: SyncState;
	/** An entry was written, a change was announced, a timer asks. Resolves when the loop rests or waits again. */
	readonly nudge: () => Promise<void>;
	/** Time has passed: a wait may be over. */
	readonly tick: () => Promise<void>;
	/** There is a sign of the hub (its live stream opened): a wait for an unreachable hub ends now. */
	readonly hurry: () => Promise<void>;
}

/** Does what the sync machine says, one act at a time, and feeds back what came of it. */
export function createSyncLoop(deps: SyncLoopDeps): SyncLoop {
	let state = initialSync;
	let running: Promise<void> | null = null;
	let nudgedMeanwhile = false;
	const drain = createDrain(deps);

	function step(event: SyncEvent): SyncAct {
		const next = stepSync(state, event, deps.mono(), deps.chance());
		state = next.state;
		deps.onState?.(state);
		return next.act;
	}

	async function run(event: SyncEvent): Promise<void> {
		let act = step(event);
		while (act !== 'none') act = step(await perform(act));
	}

	/** One act at a time: a nudge in between is remembered, since the machine stays where it is. */
	function take(event: SyncEvent): Promise<void> {
		if (running) {
			nudgedMeanwhile ||= event.on === 'nudge';
			return running;
		}
		running = run(event).finally(() => {
			running = null;
			if (!nudgedMeanwhile) return;
			nudgedMeanwhile = false;
			return take({ on: 'nudge' });
		});
		return running;
	}

	async function perform(act: Exclude<SyncAct, 'none'>): Promise<SyncEvent> {
		let event: SyncEvent;
		try {
			// What was announced before this exchange began is in it.
			nudgedMeanwhile = false;
			event = await (act === 'send' ? exchange(deps, drain) : renew(deps));
		} catch (error) {
			// The ledger cannot be read just now: nothing is lost by asking again later.
			deps.onTrouble?.(error);
			event = { on: 'failed', failure: 'unreachable' };
		}
		if (event.on !== 'renewed') deps.onExchange?.(event.on === 'sent');
		return event;
	}

	return {
		get state() {
			return state;
		},
		nudge: () => take({ on: 'nudge' }),
		tick: () => take({ on: 'tick' }),
		hurry: () => take(state.is === 'waiting' ? { on: 'reached' } : { on: 'nudge' }),
	};
}

async function exchange({ pull }: SyncLoopDeps, drain: Drain): Promise<SyncEvent> {
	const sent = await drain();
	if (sent.on !== 'sent' || sent.left > 0) return sent;
	const pulled = await pull();
	return pulled.ok ? sent : failed(pulled);
}

async function renew({ hub }: SyncLoopDeps): Promise<SyncEvent> {
	const answer = await hub.renewSession();
	return answer.ok ? { on: 'renewed' } : failed(answer);
}
