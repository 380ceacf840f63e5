import type { Entry } from '../../src/lib/sync/entry.ts';
import type { Outcome } from '../../src/lib/sync/wire.ts';
import type { LedgerDisk } from '../contract/memory-ledger.ts';
import type { DiskWatch } from './disk.ts';
import type { Sim } from './sim.ts';

/** Sees what machines write, show and are told; by the entries' hashes, since a cloned machine reuses numbers. */
export interface Witness extends DiskWatch {
	/** Everything that ever reached a disk. */
	readonly written: ReadonlyMap<string, Entry>;
	/** Hashes of the entries for which a tick was shown. */
	readonly ticks: ReadonlySet<string>;
	/** What machines were told of their entries. */
	readonly receipts: ReadonlyMap<string, Outcome>;
	/** Entries that were only on a disk which was overwritten with an old image. */
	readonly burnt: Set<string>;
	/** A tick is on a screen: its entry must be on the disk or with the hub. */
	ticked(who: string, disk: LedgerDisk, entry: Entry): void;
}

export function createWitness(sim: Sim): Witness {
	const written = new Map<string, Entry>();
	const ticks = new Set<string>();
	const receipts = new Map<string, Outcome>();
	return {
		...{ written, ticks, receipts, burnt: new Set<string>() },
		made: (entry) => void written.set(entry.hash, entry),
		ticked(who, disk, { hash, seq, entryId }) {
			ticks.add(hash);
			sim.note(who, `shows a tick for entry ${seq}`);
			if (disk.entries.get(seq)?.entry.hash !== hash && !receipts.has(hash))
				sim.violated(`[S1] a tick for ${entryId}, which is neither on the disk nor with the hub`);
		},
		settled(disk, given) {
			for (const { seq, entryId, outcome } of given) {
				const hash = disk.entries.get(seq)?.entry.hash;
				if (hash === undefined) continue;
				const before = receipts.get(hash) ?? outcome;
				if (before !== outcome)
					sim.violated(`[S4] the receipt of ${entryId} was ${before} and is ${outcome}`);
				receipts.set(hash, outcome);
			}
		},
	};
}
