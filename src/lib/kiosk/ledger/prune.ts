import { correctedTime, TimingSchema } from '../../domain/fact.ts';
import * as v from 'valibot';
import type { LedgerDatabase } from './database.ts';
import type { EntryRow } from './rows.ts';
import { readOutbox } from './read.ts';

/** What may be forgotten. Times are corrected times. */
export interface Forgetting {
	/** Check-ins before this. */
	readonly checkInsBefore: number;
	/** Entries before this that have their receipts. */
	readonly historyBefore: number;
	/** At most so many of them are kept, however young. */
	readonly historyLimit: number;
}

/** Rows looked at in one transaction: a check-in must not wait for a long one. */
const AT_ONCE = 500;

/** Forgets what is old. Nothing without a receipt, nothing set aside: neither the entry nor its check-in. */
export async function prune(database: LedgerDatabase, forgetting: Forgetting): Promise<void> {
	while (await pruneHistory(database, forgetting));
	await pruneOverOutboxes(database, forgetting.historyBefore);
	await database.transaction('rw', database.checkIns, database.outbox, database.asides, async () => {
		const { outboxId, settledTo } = await readOutbox(database);
		const asides = new Set((await database.asides.toArray()).map((row) => `${row.outboxId}.${row.seq}`));
		await database.checkIns
			.where('at')
			.below(forgetting.checkInsBefore)
			.filter(({ entryId }) => {
				const isOwed = entryId.startsWith(outboxId) && Number(entryId.split('.')[1]) > settledTo;
				return !isOwed && !asides.has(entryId);
			})
			.delete();
	});
}

/** Takes some rows from the old end of the history. Tells whether there may be more. */
function pruneHistory(
	database: LedgerDatabase,
	{ historyBefore, historyLimit }: Forgetting,
): PromiseLike<boolean> {
	return database.transaction('rw', database.outbox, database.entries, database.asides, async () => {
		const { outboxId, oldest, settledTo, hubHead } = await readOutbox(database);
		// What the hub may lack is no history, whatever its receipts said.
		const last = Math.min(settledTo, hubHead?.seq ?? 0);
		const rows = await database.entries
			.where('[outboxId+seq]')
			.between([outboxId, 0], [outboxId, last], true, true)
			.limit(AT_ONCE)
			.toArray();
		const young = rows.findIndex(
			(row) => row.seq > settledTo - historyLimit && !(writtenAt(row) < historyBefore),
		);
		const old = young === -1 ? rows : rows.slice(0, young);
		const aside = new Set((await database.asides.toArray()).map((row) => row.seq));
		const gone = old.filter((row) => !aside.has(row.seq));
		await database.entries.bulkDelete(gone.map((row) => [outboxId, row.seq]));
		const next = (gone.at(-1)?.seq ?? 0) + 1;
		if (next > oldest) await database.outbox.update('outbox', { oldest: next });
		return gone.length === AT_ONCE;
	});
}

/** What is left of outboxes that are over, but for what was set aside. */
const pruneOverOutboxes = (database: LedgerDatabase, before: number): PromiseLike<void> =>
	database.transaction('rw', database.outbox, database.entries, database.asides, async () => {
		const { outboxId } = await readOutbox(database);
		const asides = new Set((await database.asides.toArray()).map((row) => `${row.outboxId}.${row.seq}`));
		const others = database.entries.filter((row) => row.outboxId !== outboxId);
		await others.and((row) => writtenAt(row) < before && !asides.has(`${row.outboxId}.${row.seq}`)).delete();
	});

/** Corrected time; long ago where it cannot be read. */
function writtenAt({ entry }: EntryRow): number {
	const timing = v.safeParse(TimingSchema, (entry as Partial<typeof entry>).timing);
	return timing.success ? correctedTime(timing.output) : 0;
}
