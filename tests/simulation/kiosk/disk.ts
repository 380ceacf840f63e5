import type { Ledger } from '../../../src/lib/sync/ports.ts';
import { createMemoryLedger, type LedgerDisk } from '../../contract/memory-ledger.ts';
import type { Witness } from '../checks/witness.ts';
import { mutatedLedger } from '../mutations/kiosk.ts';
import type { Sim } from '../sim.ts';
import type { Machine } from './machine.ts';

/** How a running page lives on its machine's disk. */
export interface Life {
	/** Resolves at once or some time later, or never where the page is dead. */
	busy(): Promise<void>;
	/** Does `act` in `delay` ms, if the page still lives. */
	later(delay: number, act: () => unknown): void;
}

/** How often the disk refuses a write: it is full, or broken. */
const REFUSED = 0.03;

/**
 * The ledger as a running page sees it: each act takes time before and after its commit. A page that dies in between is
 * never told; what was committed stays. Appends are strict: all is on the disk when they resolve. What comes after may be
 * held back, and lost with the power.
 */
export function ledgerOn(
	sim: Sim,
	machine: Machine,
	life: Life,
	witness: Pick<Witness, 'made' | 'settled'>,
): Ledger {
	const { disk } = machine;
	const memory = createMemoryLedger(disk.outbox, disk);
	const lazily = <T>(act: () => Promise<T>): Promise<T> => {
		machine.heldBack ??= structuredClone(disk);
		return act();
	};
	const onDisk: Ledger = {
		...memory,
		async append(fact, timing) {
			if (sim.stormy && sim.dice.is(REFUSED)) memory.failNext(sim.dice.pick(['full', 'broken'] as const));
			const written = await memory.append(fact, timing);
			if (!written.ok) return written;
			machine.heldBack = null;
			witness.made(written.entry);
			return written;
		},
		settle(receipts, hubHead, askedFrom) {
			witness.settled(disk, receipts);
			return lazily(async () => {
				await memory.settle(receipts, hubHead, askedFrom);
				if (machine.app === 'older' || sim.mutation === 'forget-history') forgetHistory(disk);
			});
		},
		setAside: (rejections) => lazily(() => memory.setAside(rejections)),
	};
	const ledger = mutatedLedger(onDisk, { sim, machine, later: (delay, act) => life.later(delay, act) });
	const around = async <T>(act: () => Promise<T>): Promise<T> => {
		await life.busy();
		const done = await act();
		await life.busy();
		return done;
	};
	return {
		outbox: () => ledger.outbox(),
		append: (fact, timing) => around(() => ledger.append(fact, timing)),
		pending: (limit, fromSeq) => around(() => ledger.pending(limit, fromSeq)),
		settle: (receipts, hubHead, askedFrom) => around(() => ledger.settle(receipts, hubHead, askedFrom)),
		setAside: (rejections) => around(() => ledger.setAside(rejections)),
		status: () => around(() => ledger.status()),
		movesOf: (memberId, since) => around(() => ledger.movesOf(memberId, since)),
	};
}

/** An app of the version before kept nothing of what it had a receipt for. */
function forgetHistory(disk: LedgerDisk): void {
	disk.history.clear();
	disk.oldest = disk.settledTo + 1;
}
