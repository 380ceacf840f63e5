import type { Transaction } from 'dexie';
import type { AsideRow, EntryRow, OutboxRow } from './rows.ts';

/** As version 1 wrote them: entries left when they were settled, and those set aside said so themselves. */
type OldOutboxRow = Omit<OutboxRow, 'settledTo' | 'oldest'>;
interface OldEntryRow extends EntryRow {
	readonly state?: 'pending' | 'aside';
	readonly problem?: string | null;
}

/** From version 1 to 2: settled entries stay as history from now on. What waits to be sent waits as before [S18]. */
export async function keepHistory(tx: Transaction): Promise<void> {
	const entries = tx.table<OldEntryRow>('entries');
	const old = await entries.toArray();
	const asides = old.flatMap(({ outboxId, seq, state, problem }): AsideRow[] =>
		state === 'aside' ? [{ outboxId, seq, problem: problem ?? '' }] : [],
	);
	await tx.table<AsideRow>('asides').bulkPut(asides);
	await entries.bulkPut(old.map(({ outboxId, seq, entry }) => ({ outboxId, seq, entry })));
	const outbox = (await tx.table('outbox').get('outbox')) as OldOutboxRow | undefined;
	if (!outbox) return;
	const own = old.filter((row) => row.outboxId === outbox.outboxId);
	const held = new Set(own.map((row) => row.seq));
	const pending = own.filter((row) => row.state !== 'aside').map((row) => row.seq);
	let oldest = outbox.head.seq + 1;
	while (held.has(oldest - 1)) oldest--;
	const settledTo = Math.min(outbox.head.seq, ...pending.map((seq) => seq - 1));
	await tx.table('outbox').put({ ...outbox, settledTo, oldest } satisfies OutboxRow);
}
