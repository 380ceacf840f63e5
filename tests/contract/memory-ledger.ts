import { correctedTime } from '../../src/lib/domain/fact.ts';
import {
	chainStart,
	headAfter,
	nextEntry,
	type ChainHead,
	type Entry,
	type OutboxIdentity,
} from '../../src/lib/sync/entry.ts';
import type { AppendFailure, KnownCheckIn, Ledger } from '../../src/lib/sync/ports.ts';

export interface MemoryLedger extends Ledger {
	/** Makes the next append fail this way, leaving nothing behind. */
	failNext(failure: AppendFailure): void;
}

/** What survives a “restart”; a structured clone of it is an image of the machine. */
export interface LedgerDisk {
	readonly outbox: OutboxIdentity;
	readonly entries: Map<number, { entry: Entry; aside: boolean }>;
	readonly checkIns: KnownCheckIn[];
	head: ChainHead;
	hubHead: ChainHead | null;
}

export const blankDisk = (outbox: OutboxIdentity): LedgerDisk => ({
	...{ outbox, entries: new Map(), checkIns: [], head: chainStart(outbox), hubHead: null },
});

/** The ledger's twin for tests and simulations. Each act is done on the disk at once, before anything is awaited. */
export function createMemoryLedger(outbox: OutboxIdentity, disk = blankDisk(outbox)): MemoryLedger {
	const { entries, checkIns } = disk;
	let failure: AppendFailure | null = null;
	return {
		outbox: () => outbox,
		failNext: (next) => void (failure = next),
		append: async (fact, timing) => {
			if (failure) {
				const refused = { ok: false, failure } as const;
				failure = null;
				return refused;
			}
			const entry = nextEntry(outbox, disk.head, fact, timing);
			entries.set(entry.seq, { entry, aside: false });
			if (fact.kind === 'check-in') {
				const { sessionId, memberId } = fact;
				checkIns.push({ entryId: entry.entryId, sessionId, memberId, at: correctedTime(timing) });
			}
			disk.head = headAfter(entry);
			return { ok: true, entry };
		},
		pending: async (limit, fromSeq = 1) =>
			[...entries.values()]
				.filter((row) => !row.aside && row.entry.seq >= fromSeq)
				.slice(0, limit)
				.map((row) => row.entry),
		settle: async (receipts, held) => {
			for (const { seq } of receipts) entries.delete(seq);
			disk.hubHead = held;
		},
		setAside: async (rejections) => {
			for (const { seq } of rejections) {
				const row = entries.get(seq);
				if (row) entries.set(seq, { ...row, aside: true });
			}
		},
		status: async () => ({
			head: disk.head,
			hubHead: disk.hubHead,
			cached: entries.size,
			setAside: [...entries.values()].filter((row) => row.aside).length,
		}),
		checkInsOf: async (memberId, since) => checkIns.filter((c) => c.memberId === memberId && c.at >= since),
	};
}
