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

/** An answer that took longer comes from a hub with enough to do: nothing is sent ahead of the next. */
const QUICK_MS = 3000;

/** A batch on its way. */
interface Flight {
	readonly entries: readonly Entry[];
	/** Last entry ever written, when it was sent. */
	readonly head: ChainHead;
	/** Monotonic milliseconds. */
	readonly sentAt: number;
	/** Before the answer to the batch in front of it. */
	readonly isAhead: boolean;
	readonly answer: Promise<Answer<EntriesResponse>>;
}

/**
 * Empties the outbox batch by batch. While the hub takes all of them at once, the next full one is on its way before the
 * answer, and receipts are written while the hub works. Should a batch overtake the one before it, the hub stores nothing of
 * it and says what it lacks [S7]: that is known here already. An answer that is not just “all taken” ends the overlap: then
 * the ledger says what comes next.
 */
export function createDrain(deps: DrainDeps): Drain {
	const { ledger, mono } = deps;
	const launch = launching(deps);
	let ahead: Promise<Flight | null> | null = null;
	/** While the hub takes all: the number to go on with. What comes before it may still be settling. */
	let goOn: number | undefined;
	let isQuick = false;
	let settling: Promise<void> = Promise.resolve();
	let lookedAt: number | null = null;

	/** Null where there is nothing to say. */
	async function send(): Promise<Flight | null> {
		const entries = await ledger.pending(LIMIT, goOn);
		if (entries.length === 0) await settling;
		const status = await ledger.status();
		return entries.length === 0 && isProven(status, lookedAt, mono()) ? null : launch(entries, status, false);
	}

	/** What was sent ahead is left to itself: its answer counts as lost on the way. */
	async function stop(): Promise<void> {
		const [flying, writing] = [ahead, settling];
		[ahead, goOn, settling] = [null, undefined, Promise.resolve()];
		const flight = await flying;
		await Promise.all([flight?.answer, writing]);
	}

	async function sendNext(): Promise<SyncEvent> {
		const flight = (await ahead) ?? (await send());
		[ahead, goOn] = [null, flight ? goOn : undefined];
		if (!flight) return { on: 'sent', left: 0 };
		const { entries, head, sentAt } = flight;
		const last = entries.at(-1);
		const left = last ? head.seq - last.seq : 0;
		if (goOn !== undefined && isQuick && left >= LIMIT)
			ahead = awaitedLater(sendAhead(ledger, launch, flight));
		const answer = await flight.answer;
		if (!answer.ok) {
			await stop();
			return failed(answer);
		}
		if (flight.isAhead && answer.value.resendFrom !== null) {
			await stop();
			return { on: 'sent', left: entries.length };
		}
		lookedAt = mono();
		isQuick = lookedAt - sentAt < QUICK_MS;
		await settling;
		settling = awaitedLater(takeIn(ledger, answer.value));
		if (left > 0 && tookAll(entries, answer.value)) {
			goOn = last!.seq + 1;
			return { on: 'sent', left };
		}
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

type Launch = (entries: readonly Entry[], status: OutboxStatus, isAhead: boolean) => Promise<Flight>;

function launching({ ledger, hub, signer, mono }: DrainDeps): Launch {
	const sign = signingOnce(signer);
	return async (entries, { head, oldest }, isAhead) => {
		const { outboxId } = ledger.outbox();
		const headSignature = await sign(headStatement(outboxId, head));
		const sentAt = mono();
		const answer = hub.sendEntries({ outboxId, entries: [...entries], head, headSignature, oldest });
		return { entries, head, sentAt, isAhead, answer: awaitedLater(answer) };
	};
}

/**
 * A full batch alone: a small one would overtake. None where a row behind what is in flight cannot be read any more: the hub
 * would take what is in flight for lost as well [S7].
 */
async function sendAhead(ledger: Ledger, launch: Launch, { entries }: Flight): Promise<Flight | null> {
	const next = await ledger.pending(LIMIT, entries.at(-1)!.seq + 1);
	const status = await ledger.status();
	return next.length < LIMIT || status.oldest > entries[0]!.seq ? null : launch(next, status, true);
}

/** What the sync machine is told of it. */
export const failed = ({ failure, retryAfter }: Extract<Answer<unknown>, { ok: false }>): SyncEvent => ({
	...{ on: 'failed', failure },
	...(retryAfter === undefined ? {} : { retryAfter }),
});

/** Until then a failure is nobody's. */
function awaitedLater<T>(work: Promise<T>): Promise<T> {
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
	if (rejections.length > 0) {
		// Where the hub stood is known before what it cannot read is out of the way: one that is restored later lacks that too.
		await ledger.settle([], head, resendFrom);
		await ledger.setAside(rejections);
	}
	await ledger.settle(receipts, head, resendFrom);
}

/** Nothing is left to do for this batch but to write that down. */
function tookAll(entries: readonly Entry[], { receipts, head }: EntriesResponse): boolean {
	const last: ChainHead | undefined = entries.at(-1);
	return receipts.length === entries.length && head.seq === last?.seq && head.hash === last.hash;
}
