import { asId, type EntryId, type OutboxId, type VenueId } from '../base/id.ts';
import { isPresenceFact, type PresenceFact, type Undo } from '../domain/fact.ts';
import { readApart } from './inbox-apart.ts';
import type { QuarantineRow } from './storage/ledger-port.ts';
import type { Tx } from './storage/port.ts';

/**
 * The fact that counts for what an undo kept apart takes back: what the inbox appended for it, or the entry itself where the
 * ledger holds it, or may yet. Null where nothing was appended for it, so that there is nothing to take back: what another
 * fact told before is another act, and stands. `open`: nobody has decided about it yet.
 */
export async function undoneBy(
	tx: Tx,
	venueId: VenueId,
	{ outboxId: own, deviceId }: QuarantineRow,
	undo: Undo,
): Promise<EntryId | 'open' | null> {
	const [outboxId, seq] = placeOf(undo.undoes);
	// Of a cloned outbox each machine speaks of its own entries.
	const apart = (await tx.ledger.apart({ venueId, outboxId }, seq, seq)).filter(
		(row) => outboxId !== own || row.deviceId === deviceId,
	);
	const [stored] = await tx.ledger.stored({ venueId, outboxId }, seq, seq);
	let open = false;
	for (const { hash } of apart) {
		if (stored?.hash === hash) return undo.undoes;
		const row = await tx.inbox.apartEntry(venueId, { outboxId, seq, hash });
		const fact = row && readApart(row)?.fact;
		if (!fact || !isPresenceFact(fact) || !isMoveOf(fact, undo)) continue;
		const decision = await tx.inbox.decision(venueId, { outboxId, seq, hash });
		if (decision) return decision.verdict === 'counted' ? decision.factId : null;
		open = true;
	}
	return open ? 'open' : undo.undoes;
}

const isMoveOf = (fact: PresenceFact, { sessionId, memberId }: Undo): boolean =>
	(fact.kind === 'check-in' || fact.kind === 'check-out') &&
	fact.sessionId === sessionId &&
	fact.memberId === memberId;

function placeOf(entryId: EntryId): [OutboxId, number] {
	const [outboxId, seq] = entryId.split('.');
	return [asId<OutboxId>(outboxId!), Number(seq)];
}
