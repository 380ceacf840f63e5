import type { Entry } from '../../sync/entry.ts';
import type { Ledger } from '../../sync/ports.ts';
import { appendTo } from './append.ts';
import type { LedgerDatabase } from './database.ts';
import { onLiveHandle } from './live-handle.ts';
import { prune, type Forgetting } from './prune.ts';
import {
	readAfter,
	readMoves,
	readOutbox,
	readOwed,
	readPending,
	readSince,
	readStatus,
	readUnsent,
	type Unsent,
} from './read.ts';
import { setAside, settle } from './settle.ts';

export interface DexieLedger extends Ledger {
	/** All entries without a receipt, in order, those set aside too, as they lie on the disk: this outbox's, then those of each that is over. */
	unsent(): Promise<readonly [Unsent, ...Unsent[]]>;
	/** Entries of this outbox without a receipt that can be read, in order, those set aside too. */
	owed(): Promise<Entry[]>;
	/** Entries written here since `at` (corrected time), sent or not, the newest first. */
	since(at: number): Promise<Entry[]>;
	/** Entries of this outbox behind this number that are still held, in order. */
	after(seq: number): Promise<Entry[]>;
	/** Forgets what is old and settled. */
	prune(forgetting: Forgetting): Promise<void>;
}

/**
 * The ledger in IndexedDB. `open` gives an open database; it is called again when the browser has closed the handle, or has
 * not answered for `patience` ms. Rejects where there is no outbox yet, or one that cannot be read.
 */
export async function openLedger(
	open: () => Promise<LedgerDatabase>,
	patience?: number,
): Promise<DexieLedger> {
	const first = await open();
	const { venueId, outboxId } = await readOutbox(first);
	const onHandle = onLiveHandle(first, open, patience);
	return {
		outbox: () => ({ venueId, outboxId }),
		append: appendTo(onHandle),
		pending: (limit, fromSeq = 1) => onHandle((database) => readPending(database, limit, fromSeq)),
		settle: (receipts, hubHead, askedFrom = null) =>
			onHandle((database) => settle(database, receipts, hubHead, askedFrom)),
		setAside: (rejections) => onHandle((database) => setAside(database, rejections)),
		status: () => onHandle(readStatus),
		movesOf: (memberId, since) => onHandle((database) => readMoves(database, memberId, since)),
		unsent: () => onHandle(readUnsent),
		owed: () => onHandle(readOwed),
		after: (seq) => onHandle((database) => readAfter(database, seq)),
		since: (at) => onHandle((database) => readSince(database, at)),
		prune: (forgetting) => onHandle((database) => prune(database, forgetting)),
	};
}
