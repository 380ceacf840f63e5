import type { Entry } from '../sync/entry.ts';
import type { Answer, DeviceSigner, HubClient, Ledger, OutboxStatus } from '../sync/ports.ts';
import { WIRE_VERSION } from '../sync/versions.ts';
import { BATCH_LIMIT, headStatement, type EntriesResponse } from '../sync/wire.ts';

/** Batches on their way to the hub. */

export interface FlightDeps {
	readonly ledger: Ledger;
	readonly hub: Pick<HubClient, 'sendEntries'>;
	readonly signer: DeviceSigner;
	/** Monotonic milliseconds. */
	readonly mono: () => number;
}

const LIMIT = BATCH_LIMIT[WIRE_VERSION];

/** A batch on its way. */
export interface Flight {
	readonly entries: readonly Entry[];
	/** Entries that were written behind it when it was sent. */
	readonly left: number;
	/** Monotonic milliseconds. */
	readonly sentAt: number;
	/** Before the answer to the batch in front of it. */
	readonly isAhead: boolean;
	readonly answer: Promise<Answer<EntriesResponse>>;
}

export interface Flights {
	/**
	 * The batch that is owed next, from the number `from` on where one is given. Empty, it says where the chain stands; null
	 * where that `isKnown` and nothing waits.
	 */
	next(from: number | undefined, isKnown: (status: OutboxStatus) => boolean): Promise<Flight | null>;
	/** The full batch behind this one; null where none may go. */
	behind(flight: Flight): Promise<Flight | null>;
	/** What was read and not sent. */
	forget(): void;
}

export function flights({ ledger, hub, signer, mono }: FlightDeps): Flights {
	const reader = readingAhead(ledger);
	const sign = signingOnce(signer);

	async function launch(
		entries: readonly Entry[],
		{ head, oldest }: OutboxStatus,
		isAhead: boolean,
	): Promise<Flight> {
		const { outboxId } = ledger.outbox();
		const headSignature = await sign(headStatement(outboxId, head));
		const sentAt = mono();
		const answer = hub.sendEntries({ outboxId, entries: [...entries], head, headSignature, oldest });
		const last = entries.at(-1);
		const left = last ? head.seq - last.seq : 0;
		if (last && left >= LIMIT) reader.prepare(last.seq + 1);
		return { entries, left, sentAt, isAhead, answer: awaitedLater(answer) };
	}

	return {
		async next(from, isKnown) {
			const entries = await reader.batch(from);
			const status = await ledger.status();
			return entries.length === 0 && isKnown(status) ? null : launch(entries, status, false);
		},
		// A full batch alone: a small one would overtake. None where a row behind what is in flight cannot be read any more: the
		// hub would take what is in flight for lost as well [S7].
		async behind({ entries, left }) {
			if (left < LIMIT) return null;
			const next = await reader.batch(entries.at(-1)!.seq + 1);
			const status = await ledger.status();
			return next.length < LIMIT || status.oldest > entries[0]!.seq ? null : launch(next, status, true);
		},
		forget: () => reader.forget(),
	};
}

/** Entries never change once they are written: the next full batch is read while another is on its way. */
function readingAhead(ledger: Ledger) {
	let next: { from: number; entries: Promise<Entry[]> } | null = null;
	return {
		prepare(from: number): void {
			next = { from, entries: awaitedLater(ledger.pending(LIMIT, from)) };
		},
		/** From this number on, or from the oldest that is owed a receipt. */
		async batch(from: number | undefined): Promise<Entry[]> {
			const known = next?.from === from ? await next?.entries : undefined;
			next = null;
			// More may have been written behind a small one since.
			return known?.length === LIMIT ? known : ledger.pending(LIMIT, from);
		},
		forget: () => void (next = null),
	};
}

/** The head mostly stands still while an outbox is emptied. */
function signingOnce(signer: DeviceSigner): (statement: string) => Promise<string> {
	let last: { statement: string; signature: string } | null = null;
	return async (statement) => {
		if (last?.statement !== statement) last = { statement, signature: await signer.sign(statement) };
		return last.signature;
	};
}

/** Until then a failure is nobody's. */
export function awaitedLater<T>(work: Promise<T>): Promise<T> {
	work.catch(() => undefined);
	return work;
}
