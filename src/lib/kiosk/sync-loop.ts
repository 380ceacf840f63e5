import type { Answer, DeviceSigner, HubClient, Ledger } from '../sync/ports.ts';
import { initialSync, stepSync, type SyncAct, type SyncEvent, type SyncState } from '../sync/machine.ts';
import { BATCH_LIMIT, headStatement } from '../sync/wire.ts';
import { WIRE_VERSION } from '../sync/versions.ts';

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
			event = await (act === 'send' ? exchange(deps) : renew(deps));
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

async function exchange(deps: SyncLoopDeps): Promise<SyncEvent> {
	const sent = await sendBatch(deps);
	if (sent.on !== 'sent' || sent.left > 0) return sent;
	const pulled = await deps.pull();
	return pulled.ok ? sent : { on: 'failed', failure: pulled.failure };
}

async function renew({ hub }: SyncLoopDeps): Promise<SyncEvent> {
	const answer = await hub.renewSession();
	return answer.ok ? { on: 'renewed' } : { on: 'failed', failure: answer.failure };
}

async function sendBatch({ ledger, hub, signer }: SyncLoopDeps): Promise<SyncEvent> {
	const { outboxId } = ledger.outbox();
	const entries = await ledger.pending(BATCH_LIMIT[WIRE_VERSION]);
	const { head, hubHead } = await ledger.status();
	// Nothing to send and equality proven [S9].
	if (entries.length === 0 && hubHead?.hash === head.hash) return { on: 'sent', left: 0 };
	const headSignature = await signer.sign(headStatement(outboxId, head));
	const oldest = entries[0]?.seq ?? head.seq + 1;
	const answer = await hub.sendEntries({ outboxId, entries, head, headSignature, oldest });
	if (!answer.ok) return { on: 'failed', failure: answer.failure };
	const { receipts, rejections } = answer.value;
	await ledger.settle(receipts, answer.value.head);
	await ledger.setAside(rejections);
	// A gap [S7] is filled by what has no receipt yet, always sent from the first on. Where nothing of a batch was
	// taken, the same batch would be sent for ever: wait instead.
	const stuck = entries.length > 0 && receipts.length + rejections.length === 0;
	if (stuck) return { on: 'failed', failure: 'unreachable' };
	return { on: 'sent', left: (await ledger.pending(1)).length };
}
