import type { DeviceId } from '../base/id.ts';
import { headAfter, type ChainHead, type Entry, type OutboxIdentity } from '../sync/entry.ts';
import { ruleOn } from '../sync/ingest.ts';
import { hashTextNatively } from './hash-text.ts';
import { readKept } from './inbox-apart.ts';
import type { EntryKey } from './storage/inbox-port.ts';
import type { Tx } from './storage/port.ts';

/** Entries taken at once: so many that nobody's check-in waits for them. The next request takes more. */
const AT_ONCE = 500;

/**
 * What was kept apart behind a hole and follows `head` now, in order: the hole is filled. It ends before the first that staff
 * have decided about: what they counted counts once, and an undo of that is for them too [S7]. `before`: number at which to end.
 */
export async function keptBehind(
	tx: Tx,
	{ identity, deviceId }: { identity: OutboxIdentity; deviceId: DeviceId },
	head: ChainHead,
	before = Infinity,
): Promise<Entry[]> {
	const to = Math.min(head.seq + AT_ONCE, before - 1);
	if (to <= head.seq) return [];
	const apart = (await tx.ledger.apart(identity, head.seq + 1, to)).filter(
		(row) => row.reason === 'missing-before' && row.deviceId === deviceId,
	);
	if (apart.length === 0 || (await tx.ledger.stored(identity, head.seq + 1, to)).length > 0) return [];
	const places = Map.groupBy(apart, ({ seq }) => seq);
	const entries: Entry[] = [];
	for (let last = head; ; last = headAfter(entries.at(-1)!)) {
		const rows = places.get(last.seq + 1) ?? [];
		const next = await followerOf(tx, identity, last, rows);
		if (!next) return entries;
		entries.push(next);
	}
}

/** Of one place; null where none follows, or where staff have decided about any. */
async function followerOf(
	tx: Tx,
	identity: OutboxIdentity,
	head: ChainHead,
	rows: readonly Pick<EntryKey, 'seq' | 'hash'>[],
): Promise<Entry | null> {
	const { venueId, outboxId } = identity;
	let next: Entry | null = null;
	for (const { seq, hash } of rows) {
		if (await tx.inbox.decision(venueId, { outboxId, seq, hash })) return null;
		const row = await tx.inbox.apartEntry(venueId, { outboxId, seq, hash });
		const entry = row && readKept(row);
		if (entry && ruleOn(entry, identity, head, null, hashTextNatively).rule === 'store') next ??= entry;
	}
	return next;
}
