import { correctedTime } from '../../src/lib/domain/fact.ts';
import {
	headAfter,
	nextEntry,
	type ChainHead,
	type Entry,
	type OutboxIdentity,
} from '../../src/lib/sync/entry.ts';
import type { KnownMove } from '../../src/lib/domain/whereabouts.ts';
import type { AppendFailure, Ledger } from '../../src/lib/sync/ports.ts';
import { agreedAfter, isOurs, newStanding, owedFrom } from '../../src/lib/sync/settling.ts';

export interface MemoryLedger extends Ledger {
	/** Makes the next append fail this way, leaving nothing behind. */
	failNext(failure: AppendFailure): void;
}

/** What survives a “restart”; a structured clone of it is an image of the machine. */
export interface LedgerDisk {
	readonly outbox: OutboxIdentity;
	/** Without a receipt. */
	readonly entries: Map<number, { entry: Entry; aside: boolean }>;
	/** With one. */
	readonly history: Map<number, Entry>;
	readonly moves: KnownMove[];
	head: ChainHead;
	hubHead: ChainHead | null;
	settledTo: number;
	oldest: number;
}

export const blankDisk = (outbox: OutboxIdentity): LedgerDisk => ({
	...{ outbox, entries: new Map(), history: new Map(), moves: [], ...newStanding(outbox) },
});

/** The ledger's twin for tests and simulations. Each act is done on the disk at once, before anything is awaited. */
export function createMemoryLedger(outbox: OutboxIdentity, disk = blankDisk(outbox)): MemoryLedger {
	const { entries, moves } = disk;
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
			note(moves, entry);
			disk.head = headAfter(entry);
			return { ok: true, entry };
		},
		pending: async (limit, fromSeq = 1) =>
			[...entries.values()]
				.map((row) => row.entry)
				.filter((entry) => entry.seq > disk.settledTo && entry.seq >= fromSeq)
				.sort((a, b) => a.seq - b.seq)
				.slice(0, limit),
		settle: async (receipts, said, askedFrom = null) => {
			settle(disk, new Set(receipts.map((receipt) => receipt.seq)), said);
			oweAgain(disk, owedFrom(disk.settledTo, askedFrom, disk));
		},
		setAside: async (rejections) => {
			for (const { seq } of rejections) {
				const entry = entries.get(seq)?.entry ?? disk.history.get(seq);
				if (entry) entries.set(seq, { entry, aside: true });
			}
			settleTo(disk, new Set());
		},
		status: async () => ({
			head: disk.head,
			hubHead: disk.hubHead,
			cached: entries.size,
			setAside: [...entries.values()].filter((row) => row.aside).length,
			oldest: disk.oldest,
		}),
		movesOf: async (memberId, since) => moves.filter((m) => m.memberId === memberId && m.at >= since),
	};
}

function note(moves: KnownMove[], { entryId, fact, timing }: Entry): void {
	if (fact.kind === 'check-in' || fact.kind === 'check-out') {
		const { kind, sessionId, memberId } = fact;
		moves.push({ kind, entryId, sessionId, memberId, at: correctedTime(timing), undone: false });
	} else if (fact.kind === 'undo') {
		const n = moves.findIndex((move) => move.entryId === fact.undoes);
		if (n >= 0) moves[n] = { ...moves[n]!, undone: true };
	}
}

function settle(disk: LedgerDisk, given: ReadonlySet<number>, said: ChainHead): void {
	const { entries, history, outbox, hubHead } = disk;
	const hashAt = (seq: number) => (entries.get(seq)?.entry ?? history.get(seq))?.hash;
	const isOnChain = (head: ChainHead | null) => head !== null && isOurs(head, outbox, disk, hashAt);
	const agreed = agreedAfter(said, disk, isOnChain(hubHead), isOnChain(said));
	disk.hubHead = said;
	if (agreed !== null) {
		oweAgain(disk, agreed);
		return;
	}
	for (const [seq, { aside }] of entries) if (aside && given.has(seq)) take(disk, seq);
	settleTo(disk, given, Math.max(said.seq, disk.oldest - 1));
}

function oweAgain(disk: LedgerDisk, after: number): void {
	const { entries, history } = disk;
	disk.settledTo = Math.min(disk.settledTo, after);
	for (const [seq, entry] of history) if (seq > after) entries.set(seq, { entry, aside: false });
	for (const seq of entries.keys()) history.delete(seq);
}

/** Goes along what is owed as far as it was given, or is set aside. */
function settleTo(disk: LedgerDisk, given: ReadonlySet<number>, most = Infinity): void {
	const { entries } = disk;
	for (const seq of [...entries.keys()].filter((seq) => seq > disk.settledTo).sort((a, b) => a - b)) {
		if (given.has(seq)) take(disk, seq);
		else if (!entries.get(seq)!.aside || seq > most) return;
		disk.settledTo = seq;
	}
}

function take({ entries, history }: LedgerDisk, seq: number): void {
	const entry = entries.get(seq)?.entry;
	entries.delete(seq);
	if (entry) history.set(seq, entry);
}
