import type { ChainHead } from '../../sync/entry.ts';
import { agreedAfter, isOurs, owedFrom } from '../../sync/settling.ts';
import type { Receipt, Rejection } from '../../sync/wire.ts';
import type { LedgerDatabase } from './database.ts';
import type { OutboxRow } from './rows.ts';
import { asidesFrom, readOutbox } from './read.ts';

/** One small row changes, however many entries have their receipts. */
export const settle = (
	database: LedgerDatabase,
	receipts: readonly Receipt[],
	hubHead: ChainHead,
	askedFrom: number | null,
): PromiseLike<void> =>
	database.transaction('rw', database.outbox, database.entries, database.asides, async () => {
		const outbox = await readOutbox(database);
		const agreed = await agreedWith(database, outbox, hubHead);
		const settledTo =
			agreed === null
				? await settledAfter(database, outbox, receipts, hubHead)
				: Math.min(outbox.settledTo, agreed);
		await database.outbox.update('outbox', { hubHead, settledTo: owedFrom(settledTo, askedFrom, outbox) });
	});

async function agreedWith(
	database: LedgerDatabase,
	outbox: OutboxRow,
	said: ChainHead,
): Promise<number | null> {
	const { outboxId, hubHead } = outbox;
	const isOnChain = async (head: ChainHead): Promise<boolean> => {
		const row = await database.entries.get([outboxId, head.seq]);
		return isOurs(head, outbox, outbox, () => row?.entry.hash);
	};
	if (hubHead === null) return null;
	const isOursNow = await isOnChain(said);
	// Mostly it is: then where the hub stood before does not matter.
	return agreedAfter(said, outbox, isOursNow || (await isOnChain(hubHead)), isOursNow);
}

/** Goes along the receipts as far as nothing is left out but what is set aside. */
async function settledAfter(
	database: LedgerDatabase,
	{ outboxId, settledTo, oldest }: OutboxRow,
	receipts: readonly Receipt[],
	said: ChainHead,
): Promise<number> {
	// A hub that was restored lacks what it could not read as well: it is to have that again.
	const most = Math.max(said.seq, oldest - 1);
	if (receipts.length === 0) return settledOver(database, outboxId, settledTo, most);
	const seqs = receipts.map((receipt) => receipt.seq).sort((a, b) => a - b);
	const asides = asidesFrom(database, outboxId, seqs[0]!, seqs.at(-1));
	// Set aside by an older hub, and readable to this one.
	const given = new Set(seqs);
	if ((await asides.count()) > 0) await asides.filter((row) => given.has(row.seq)).delete();
	let to = settledTo;
	for (const seq of seqs) {
		if (seq <= to) continue;
		// Rarely: each answer's receipts are in a row. (Dexie's transactions do not survive many awaits of nothing.)
		if (seq > to + 1 && (await isAnyOwed(database, outboxId, to, seq))) break;
		to = seq;
	}
	return settledOver(database, outboxId, to, most);
}

/** Does an entry between these numbers wait for a receipt? */
async function isAnyOwed(
	database: LedgerDatabase,
	outboxId: string,
	after: number,
	before: number,
): Promise<boolean> {
	const between = database.entries
		.where('[outboxId+seq]')
		.between([outboxId, after], [outboxId, before], false, false);
	return (await between.count()) > (await asidesFrom(database, outboxId, after + 1, before - 1).count());
}

/** The number before the first entry behind `from` that waits for a receipt; `most` at most. */
async function settledOver(
	database: LedgerDatabase,
	outboxId: string,
	from: number,
	most = Infinity,
): Promise<number> {
	const aside = new Set((await asidesFrom(database, outboxId, from + 1).primaryKeys()).map(([, seq]) => seq));
	let to = from;
	while (to < most && aside.has(to + 1)) to++;
	return to;
}

export const setAside = (database: LedgerDatabase, rejections: readonly Rejection[]): PromiseLike<void> =>
	database.transaction('rw', database.asides, database.entries, database.outbox, async () => {
		const { outboxId, settledTo } = await readOutbox(database);
		for (const { seq, field, problem } of rejections)
			if ((await database.entries.where(':id').equals([outboxId, seq]).count()) > 0)
				await database.asides.put({ outboxId, seq, problem: `${field}: ${problem}` });
		await database.outbox.update('outbox', { settledTo: await settledOver(database, outboxId, settledTo) });
	});
