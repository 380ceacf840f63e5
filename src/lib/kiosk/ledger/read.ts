import { Dexie } from 'dexie';
import * as v from 'valibot';
import type { MemberId } from '../../base/id.ts';
import { correctedTime } from '../../domain/fact.ts';
import type { Entry } from '../../sync/entry.ts';
import type { KnownMove } from '../../domain/whereabouts.ts';
import type { OutboxStatus } from '../../sync/ports.ts';
import type { LedgerDatabase } from './database.ts';
import { MoveRowSchema, OutboxRowSchema, soundEntry, type EntryRow, type OutboxRow } from './rows.ts';

/** Rejects where there is none, or one that cannot be read. */
export async function readOutbox(database: LedgerDatabase): Promise<OutboxRow> {
	const parsed = v.safeParse(OutboxRowSchema, await database.outbox.get('outbox'));
	if (!parsed.success) throw new Error('the outbox row of the ledger is missing or damaged');
	return parsed.output;
}

/** All rows of an outbox from this number on. */
export const rowsFrom = (database: LedgerDatabase, outboxId: string, seq: number) =>
	database.entries.where('[outboxId+seq]').between([outboxId, seq], [outboxId, Dexie.maxKey]);

/** Entries from `fromSeq` on, in order; rows that hold none are set aside on the way. */
export async function readPending(
	database: LedgerDatabase,
	limit: number,
	fromSeq: number,
): Promise<Entry[]> {
	const { outboxId, settledTo } = await readOutbox(database);
	for (let from = Math.max(fromSeq, settledTo + 1); ;) {
		const rows = await rowsFrom(database, outboxId, from).limit(limit).toArray();
		const entries: Entry[] = [];
		const damaged: number[] = [];
		for (const row of rows) {
			const entry = soundEntry(row);
			if (entry) entries.push(entry);
			else damaged.push(row.seq);
		}
		if (damaged.length > 0) await setDamagedAside(database, outboxId, damaged);
		if (entries.length > 0 || rows.length === 0) return entries;
		from = rows.at(-1)!.seq + 1;
	}
}

/** Entries of this outbox written since then, by their own corrected time; the newest first. */
export async function readSince(database: LedgerDatabase, at: number): Promise<Entry[]> {
	const { outboxId } = await readOutbox(database);
	const rows = await rowsFrom(database, outboxId, 0)
		.reverse()
		.until((row) => !(correctedTime(row.entry.timing) >= at))
		.toArray();
	return rows.flatMap((row) => soundEntry(row) ?? []);
}

/** An outbox as it stands, and its rows without a receipt. */
export interface Unsent {
	readonly outbox: OutboxRow;
	readonly rows: readonly EntryRow[];
}

/** Of the outbox that is written first, then of each that is over; those that cannot be read are left out. */
export const readUnsent = (database: LedgerDatabase): PromiseLike<[Unsent, ...Unsent[]]> =>
	database.transaction('r', database.outbox, database.entries, database.asides, async () => {
		const present = await readOutbox(database);
		const over = await database.outbox.where('key').startsWith('over:').toArray();
		const unsent: [Unsent, ...Unsent[]] = [{ outbox: present, rows: await unsentOf(database, present) }];
		for (const row of over) {
			const parsed = v.safeParse(OutboxRowSchema, row);
			const rows = parsed.success ? await unsentOf(database, parsed.output) : [];
			if (parsed.success && rows.length > 0) unsent.push({ outbox: parsed.output, rows });
		}
		return unsent;
	});

/** Of the outbox that is written alone: one that is over gets no receipts, so nothing says how long its entries still hold. */
export const readOwed = (database: LedgerDatabase): PromiseLike<Entry[]> =>
	database.transaction('r', database.outbox, database.entries, database.asides, async () => {
		const rows = await unsentOf(database, await readOutbox(database));
		return rows.flatMap((row) => soundEntry(row) ?? []);
	});

async function unsentOf(database: LedgerDatabase, { outboxId, settledTo }: OutboxRow): Promise<EntryRow[]> {
	const aside = await asidesFrom(database, outboxId, 0, settledTo).primaryKeys();
	const early = (await database.entries.bulkGet(aside)).filter((row) => row !== undefined);
	return [...early, ...(await rowsFrom(database, outboxId, settledTo + 1).toArray())];
}

export const readAfter = (database: LedgerDatabase, seq: number): PromiseLike<Entry[]> =>
	database.transaction('r', database.outbox, database.entries, async () => {
		const { outboxId } = await readOutbox(database);
		return (await rowsFrom(database, outboxId, seq + 1).toArray()).flatMap((row) => soundEntry(row) ?? []);
	});

const setDamagedAside = (
	database: LedgerDatabase,
	outboxId: string,
	seqs: readonly number[],
): PromiseLike<void> =>
	database.transaction('rw', database.asides, database.outbox, async () => {
		const rows = seqs.map((seq) => ({ outboxId, seq, problem: 'damaged on disk' }));
		await database.asides.bulkPut(rows);
		const { oldest } = await readOutbox(database);
		await database.outbox.update('outbox', { oldest: Math.max(oldest, seqs.at(-1)! + 1) });
	});

export const readStatus = (database: LedgerDatabase): PromiseLike<OutboxStatus> =>
	database.transaction('r', database.outbox, database.asides, async () => {
		const { outboxId, head, hubHead, settledTo, oldest } = await readOutbox(database);
		const setAside = await database.asides.count();
		const owed = setAside > 0 ? await asidesFrom(database, outboxId, settledTo + 1).count() : 0;
		return { head, hubHead, cached: head.seq - settledTo + setAside - owed, setAside, oldest };
	});

export const asidesFrom = (database: LedgerDatabase, outboxId: string, from: number, to?: number) =>
	database.asides
		.where('[outboxId+seq]')
		.between([outboxId, from], [outboxId, to ?? Dexie.maxKey], true, true);

export async function readMoves(
	database: LedgerDatabase,
	memberId: MemberId,
	since: number,
): Promise<KnownMove[]> {
	const rows = await database.checkIns
		.where('[memberId+at]')
		.between([memberId, since], [memberId, Dexie.maxKey])
		.toArray();
	return rows.flatMap((row) => {
		const parsed = v.safeParse(MoveRowSchema, row);
		return parsed.success ? [parsed.output] : [];
	});
}
