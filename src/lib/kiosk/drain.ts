import type { ChainHead, Entry } from '../sync/entry.ts';
import type { SyncEvent } from '../sync/machine.ts';
import type { Answer, Ledger, OutboxStatus } from '../sync/ports.ts';
import type { EntriesResponse } from '../sync/wire.ts';
import { awaitedLater, flights, type Flight, type FlightDeps } from './flights.ts';

/** Sends the next batch, where there is one, and takes in what the hub says. Rejects where the ledger fails. */
export type Drain = () => Promise<SyncEvent>;

/** A hub that was restored from a backup shows itself only when it is asked. */
const LOOK_AGAIN_MS = 10 * 60_000;

/** An answer that took longer comes from a hub with enough to do: nothing is sent ahead of the next. */
const QUICK_MS = 3000;

/**
 * Empties the outbox batch by batch. While the hub takes all of them at once, the next full one is on its way before the
 * answer, and receipts are written while the hub works. Should a batch overtake the one before it, the hub stores nothing of
 * it and says what it lacks [S7]: that is known here already. An answer that is not just “all taken” ends the overlap: then
 * the ledger says what comes next.
 */
export function createDrain(deps: FlightDeps): Drain {
	const { ledger, mono } = deps;
	const fly = flights(deps);
	/** Whose answer is waited for next, and the batch behind it. */
	let [front, ahead]: (Promise<Flight | null> | null)[] = [null, null];
	let isGoingAhead = false;
	let settling: Promise<void> = Promise.resolve();
	let lookedAt: number | null = null;

	const next = (from?: number) => fly.next(from, (status) => isProven(status, lookedAt, mono()));
	const behind = (flight: Flight | null) =>
		flight && isGoingAhead ? awaitedLater(fly.behind(flight)) : null;

	/** What was sent ahead is left to itself: its answer counts as lost on the way. */
	async function stop(): Promise<void> {
		const [flying, writing] = [[front, ahead], settling];
		[front, ahead, isGoingAhead, settling] = [null, null, false, Promise.resolve()];
		fly.forget();
		const answers = flying.map(async (flight) => (await flight)?.answer);
		await Promise.all([...answers, writing]);
	}

	/** The hub takes all. What can be sent goes before receipts are written: the ledger reads nothing while it writes. */
	async function goOn({ entries, sentAt }: Flight): Promise<void> {
		isGoingAhead = mono() - sentAt < QUICK_MS;
		const passed = await ahead;
		const flight = passed ?? (await next(entries.at(-1)!.seq + 1));
		[front, ahead] = [Promise.resolve(flight), behind(flight)];
	}

	async function sendNext(): Promise<SyncEvent> {
		const flight = (await front) ?? (await next());
		front = null;
		if (!flight) return { on: 'sent', left: 0 };
		const { entries, left } = flight;
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
		const isGoingOn = left > 0 && tookAll(entries, answer.value);
		if (isGoingOn) await goOn(flight);
		await settling;
		settling = awaitedLater(takeIn(ledger, answer.value));
		if (isGoingOn) return { on: 'sent', left };
		await stop();
		const [owed] = await ledger.pending(1);
		// Where nothing of a batch was taken and nothing else is asked for, the same would be sent for ever: wait instead.
		if (owed && owed.seq === entries[0]?.seq) return { on: 'failed', failure: 'unreachable' };
		return { on: 'sent', left: owed ? 1 : 0 };
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

/** Equality was shown [S9], and not long ago. */
const isProven = ({ head, hubHead }: OutboxStatus, lookedAt: number | null, now: number): boolean =>
	hubHead?.hash === head.hash && lookedAt !== null && now - lookedAt < LOOK_AGAIN_MS;

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
