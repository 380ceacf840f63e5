import type { Timing } from '../../../src/lib/domain/fact.ts';
import { nextEntry, type Entry } from '../../../src/lib/sync/entry.ts';
import type { Ledger } from '../../../src/lib/sync/ports.ts';
import { newStanding } from '../../../src/lib/sync/settling.ts';
import type { CacheDatabase } from '../../../src/lib/kiosk/cache/database.ts';
import type { Machine } from '../kiosk/machine.ts';
import type { Sim } from '../sim.ts';
import type { Mutation } from './list.ts';

/** What a mutation makes of a kiosk's ledger, clock, cache and of what it hears. */

interface Part {
	readonly sim: Sim;
	readonly machine: Machine;
	readonly later: (delay: number, act: () => unknown) => void;
}

const LEDGERS: Partial<Record<Mutation, (ledger: Ledger, part: Part) => Ledger>> = {
	'relaxed-commit': (ledger, { sim, machine }) => ({
		...ledger,
		async append(fact, timing) {
			if (!machine.heldBack) sim.scheduler.after(20_000, () => void (machine.heldBack = null));
			const before = machine.heldBack ?? structuredClone(machine.disk);
			const written = await ledger.append(fact, timing);
			machine.heldBack = before;
			return written;
		},
	}),
	'ack-before-commit': (ledger, { sim, machine, later }) => ({
		...ledger,
		async append(fact, timing) {
			later(sim.dice.between(1, 50), () => ledger.append(fact, timing));
			return { ok: true, entry: nextEntry(machine.disk.outbox, machine.disk.head, fact, timing) };
		},
	}),
	'reuse-seq': (ledger, { sim, machine: { disk } }) => ({
		...ledger,
		async append(fact, timing) {
			const before = disk.head;
			const written = await ledger.append(fact, timing);
			if (sim.dice.is(0.2)) disk.head = before;
			return written;
		},
	}),
	'delete-before-receipt': (ledger, { machine: { disk } }) => ({
		...ledger,
		async pending(limit, fromSeq) {
			const entries = await ledger.pending(limit, fromSeq);
			for (const { seq } of entries) disk.entries.delete(seq);
			return entries;
		},
	}),
	'drop-unreadable': (ledger, { machine: { disk } }) => ({
		...ledger,
		setAside: async (rejections) => rejections.forEach(({ seq }) => disk.entries.delete(seq)),
	}),
	'untrue-oldest': (ledger) => ({
		...ledger,
		async status() {
			const status = await ledger.status();
			const [first] = await ledger.pending(1);
			return { ...status, oldest: first?.seq ?? status.head.seq + 1 };
		},
	}),
	'blind-drainers': (ledger) => ({
		...ledger,
		async settle(receipts, hubHead, askedFrom) {
			const first = await ledger.pending(receipts.length);
			const blind = receipts.map((receipt, index) => ({ ...receipt, seq: first[index]?.seq ?? 0 }));
			await ledger.settle(blind, hubHead, askedFrom);
		},
	}),
};

export const mutatedLedger = (ledger: Ledger, part: Part): Ledger =>
	(part.sim.mutation && LEDGERS[part.sim.mutation]?.(ledger, part)) ?? ledger;

/** [wall-clock] The kiosk is sure of its own clock. */
export const mutatedTiming = ({ mutation }: Sim, timing: Timing): Timing =>
	mutation === 'wall-clock' ? { ...timing, offset: 0, uncertainty: 0 } : timing;

/** [wipe-with-cache] Whoever empties the cache empties the ledger. */
export function mutatedCache({ mutation }: Sim, machine: Machine, cache: CacheDatabase): CacheDatabase {
	if (mutation !== 'wipe-with-cache') return cache;
	const clear = async (): Promise<void> => {
		await cache.records.clear();
		const { disk } = machine;
		disk.entries.clear();
		disk.history.clear();
		disk.moves.splice(0);
		Object.assign(disk, newStanding(disk.outbox));
	};
	return { ...cache, records: { ...cache.records, clear } } as unknown as CacheDatabase;
}

/** Are the entries of a request that was answered like this done with, for a kiosk that does not look closely? */
const DROPS: Partial<Record<Mutation, (status: number) => boolean>> = {
	'drop-on-400': (status) => status >= 400 && status < 500 && status !== 401,
	'any-answer-will-do': (status) => status === 200,
};

/** Hears each answer to `body` before the client does. */
export function mishear({ mutation }: Sim, { disk }: Machine, status: number, body: string | null): void {
	if (!mutation || !body || !DROPS[mutation]?.(status)) return;
	const { entries = [] } = JSON.parse(body) as { entries?: Entry[] };
	for (const { seq } of entries) disk.entries.delete(seq);
}
