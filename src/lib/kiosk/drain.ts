import type { ChainHead, Entry } from '../sync/entry.ts';
import type { SyncEvent } from '../sync/machine.ts';
import type { Answer, DeviceSigner, HubClient, Ledger, OutboxStatus } from '../sync/ports.ts';
import { WIRE_VERSION } from '../sync/versions.ts';
import { BATCH_LIMIT, headStatement, type EntriesResponse } from '../sync/wire.ts';

export interface DrainDeps {
	readonly ledger: Ledger;
	readonly hub: Pick<HubClient, 'sendEntries'>;
	readonly signer: DeviceSigner;
	/** Monotonic milliseconds. */
	readonly mono: () => number;
}

/** Sends the next batch, where there is one, and takes in what the hub says. Rejects where the ledger fails. */
export type Drain = () => Promise<SyncEvent>;

const LIMIT = BATCH_LIMIT[WIRE_VERSION];
/** A hub that was restored from a backup shows itself only when it is asked. */
const LOOK_AGAIN_MS = 10 * 60_000;

/**
 * Empties the outbox batch by batch. While the hub works on one, the next is read from the disk; while that is on its way,
 * the receipts of the one before are written. An answer that is not just “all taken” ends the overlap: then the ledger says
 * what comes next.
 */
export function createDrain({ ledger, hub, signer, mono }: DrainDeps): Drain {
	/** Read ahead, while it surely comes next. */
	let ahead: Promise<readonly Entry[]> | null = null;
	let settling: Promise<void> = Promise.resolve();
	let lookedAt: number | null = null;
	const sign = signingOnce(signer);
	const stop = async (): Promise<void> => {
		const [reading, writing] = [ahead, settling];
		[ahead, settling] = [null, Promise.resolve()];
		await reading;
		await writing;
	};

	async function sendNext(): Promise<SyncEvent> {
		const entries = await (ahead ?? ledger.pending(LIMIT));
		ahead = null;
		if (entries.length === 0) await settling;
		const status = await ledger.status();
		if (entries.length === 0 && isProven(status, lookedAt, mono())) return { on: 'sent', left: 0 };
		const { head, oldest } = status;
		const { outboxId } = ledger.outbox();
		const headSignature = await sign(headStatement(outboxId, head));
		const last = entries.at(-1);
		const answering = hub.sendEntries({ outboxId, entries: [...entries], head, headSignature, oldest });
		ahead = last && last.seq < head.seq ? reading(ledger.pending(LIMIT, last.seq + 1)) : null;
		const answer = await answering;
		if (!answer.ok) {
			await stop();
			return failed(answer);
		}
		lookedAt = mono();
		await settling;
		settling = reading(takeIn(ledger, answer.value));
		const left = ahead && tookAll(entries, answer.value) ? (await ahead).length : 0;
		if (left > 0) return { on: 'sent', left };
		await stop();
		const [next] = await ledger.pending(1);
		// Where nothing of a batch was taken and nothing else is asked for, the same would be sent for ever: wait instead.
		if (next && next.seq === entries[0]?.seq) return { on: 'failed', failure: 'unreachable' };
		return { on: 'sent', left: next ? 1 : 0 };
	}

	return async () => {
		try {
			return await sendNext();
		} catch (error) {
			await stop().catch(() => undefined);
			throw error;
		}
	};
}

/** What the sync machine is told of it. */
export const failed = ({ failure, retryAfter }: Extract<Answer<unknown>, { ok: false }>): SyncEvent => ({
	...{ on: 'failed', failure },
	...(retryAfter === undefined ? {} : { retryAfter }),
});

/** It is awaited later: until then a failure is nobody's. */
function reading<T>(work: Promise<T>): Promise<T> {
	work.catch(() => undefined);
	return work;
}

/** Equality was shown [S9], and not long ago. */
const isProven = ({ head, hubHead }: OutboxStatus, lookedAt: number | null, now: number): boolean =>
	hubHead?.hash === head.hash && lookedAt !== null && now - lookedAt < LOOK_AGAIN_MS;

/** The head mostly stands still while an outbox is emptied. */
function signingOnce(signer: DeviceSigner): (statement: string) => Promise<string> {
	let last: { statement: string; signature: string } | null = null;
	return async (statement) => {
		if (last?.statement !== statement) last = { statement, signature: await signer.sign(statement) };
		return last.signature;
	};
}

async function takeIn(
	ledger: Ledger,
	{ receipts, rejections, head, resendFrom }: EntriesResponse,
): Promise<void> {
	if (rejections.length > 0) await ledger.setAside(rejections);
	await ledger.settle(receipts, head, resendFrom);
}

/** Nothing is left to do for this batch but to write that down. */
function tookAll(entries: readonly Entry[], { receipts, head }: EntriesResponse): boolean {
	const last: ChainHead | undefined = entries.at(-1);
	return receipts.length === entries.length && head.seq === last?.seq && head.hash === last.hash;
}
