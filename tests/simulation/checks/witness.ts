import type { Entry } from '../../../src/lib/sync/entry.ts';
import type { Outcome, Receipt } from '../../../src/lib/sync/wire.ts';
import type { LedgerDisk } from '../../contract/memory-ledger.ts';
import type { Sim } from '../sim.ts';

/** Sees what machines write, show and are told; by the entries' hashes, since a cloned machine reuses numbers. */
export interface Witness {
	/** Everything that ever reached a disk. */
	readonly written: ReadonlyMap<string, Entry>;
	/** The entries for which a tick was shown, by hash. */
	readonly ticks: ReadonlyMap<string, Entry>;
	/** What machines were told of their entries. */
	readonly receipts: ReadonlyMap<string, Outcome>;
	/** Entries that were only where they have been overwritten with an old image. */
	readonly burnt: Set<string>;
	/** What staff had before their eyes when they corrected, by the reason they gave. */
	readonly seenByStaff: Map<string, readonly string[]>;
	/** An entry has reached a disk. */
	made(entry: Entry): void;
	/** A tick is on a screen: its entry must be on the disk or with the hub. */
	ticked(who: string, disk: LedgerDisk, entry: Entry): void;
	/** A machine takes in receipts. */
	settled(disk: LedgerDisk, receipts: readonly Receipt[]): void;
	/** The hub has been put back: what it said until now it may say otherwise. */
	hubPutBack(): void;
	/** Told of each receipt that reaches a machine. */
	onReceipt: ((entry: Entry, outcome: Outcome) => void) | null;
}

/** Answers may be that long on their way. */
const ON_THEIR_WAY = 30_000;

export function createWitness(sim: Sim): Witness {
	const written = new Map<string, Entry>();
	const ticks = new Map<string, Entry>();
	const receipts = new Map<string, Outcome>();
	let deafUntil = 0;
	const witness: Witness = {
		...{ written, ticks, receipts, burnt: new Set(), seenByStaff: new Map(), onReceipt: null },
		made: (entry) => void written.set(entry.hash, entry),
		ticked(who, disk, entry) {
			const { hash, seq, entryId } = entry;
			ticks.set(hash, entry);
			sim.note(who, `shows a tick for entry ${seq}`);
			if (disk.entries.get(seq)?.entry.hash !== hash && !receipts.has(hash))
				sim.violated(`[S1] a tick for ${entryId}, which is neither on the disk nor with the hub`);
		},
		settled(disk, given) {
			if (sim.scheduler.now < deafUntil) return;
			for (const { seq, entryId, outcome } of given) {
				const entry = disk.entries.get(seq)?.entry;
				if (!entry) continue;
				const before = receipts.get(entry.hash) ?? outcome;
				if (before !== outcome)
					sim.violated(`[S4] the receipt of ${entryId} was ${before} and is ${outcome}`);
				receipts.set(entry.hash, outcome);
				witness.onReceipt?.(entry, outcome);
			}
		},
		hubPutBack() {
			receipts.clear();
			deafUntil = sim.scheduler.now + ON_THEIR_WAY;
		},
	};
	return witness;
}
