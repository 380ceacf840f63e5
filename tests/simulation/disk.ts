import type { Entry } from '../../src/lib/sync/entry.ts';
import type { Ledger } from '../../src/lib/sync/ports.ts';
import type { Receipt } from '../../src/lib/sync/wire.ts';
import { createMemoryLedger, type LedgerDisk } from '../contract/memory-ledger.ts';
import type { Sim } from './sim.ts';

/** Told what became durable. */
export interface DiskWatch {
	made(entry: Entry): void;
	settled(disk: LedgerDisk, receipts: readonly Receipt[]): void;
}

/** What a machine's disk would be after a power cut, where it lies about having written. Null: it does not lie. */
export interface LyingDisk {
	synced: LedgerDisk | null;
}

/**
 * The ledger as a running program sees it: each act takes time before and after its commit. A program that dies in
 * between is never told; what was committed stays. `busy` resolves some time later, or never where the program is dead.
 */
export function ledgerOn(
	sim: Sim,
	disk: LedgerDisk,
	lying: LyingDisk,
	busy: () => Promise<void>,
	watch: DiskWatch,
): Ledger {
	const inner = createMemoryLedger(disk.outbox, disk);
	const around = async <T>(act: () => Promise<T>): Promise<T> => {
		await busy();
		const done = await act();
		await busy();
		return done;
	};
	return {
		outbox: () => inner.outbox(),
		append: (fact, timing) =>
			around(async () => {
				if (sim.stormy && sim.dice.is(0.03)) inner.failNext(sim.dice.pick(['full', 'broken'] as const));
				if (sim.mutation === 'ack-before-commit') lieAbout(sim, disk, lying);
				const before = disk.head;
				const written = await inner.append(fact, timing);
				if (written.ok) watch.made(written.entry);
				if (sim.mutation === 'reuse-seq' && sim.dice.is(0.2)) disk.head = before;
				return written;
			}),
		pending: (limit, fromSeq) =>
			around(async () => {
				const entries = await inner.pending(limit, fromSeq);
				if (sim.mutation === 'delete-before-receipt') for (const { seq } of entries) disk.entries.delete(seq);
				return entries;
			}),
		settle: (receipts, hubHead) =>
			around(async () => {
				watch.settled(disk, receipts);
				await inner.settle(receipts, hubHead);
			}),
		setAside: (rejections) => around(() => inner.setAside(rejections)),
		status: () => around(() => inner.status()),
		checkInsOf: (memberId, since) => around(() => inner.checkInsOf(memberId, since)),
	};
}

/** The system writes what it holds back after some seconds, as systems do. */
function lieAbout(sim: Sim, disk: LedgerDisk, lying: LyingDisk): void {
	if (lying.synced) return;
	lying.synced = structuredClone(disk);
	sim.scheduler.after(20_000, () => void (lying.synced = null));
}
