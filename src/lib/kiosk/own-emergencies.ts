import { MOST_MINUTES } from '../domain/emergency-shapes.ts';
import type { ToldEmergency } from '../domain/emergency.ts';
import { correctedTime, isEmergencyFact } from '../domain/fact.ts';
import type { Entry } from '../sync/entry.ts';
import { coalesced } from './coalesce.ts';
import type { DexieLedger } from './ledger/dexie-ledger.ts';

const STANDS_MS = MOST_MINUTES * 60_000;

/**
 * What was raised or ended on this machine and can still matter: the hub may not know it yet. Read from the ledger, so that a
 * power cut takes nothing back. The returned function looks at what has been written since; the first call at the last hours.
 */
export function watchEmergencies(
	ledger: Pick<DexieLedger, 'status' | 'since' | 'after'>,
	now: () => number,
	tell: (own: readonly ToldEmergency[]) => void,
): () => Promise<void> {
	let own: readonly ToldEmergency[] = [];
	let seen: number | null = null;
	return coalesced(async () => {
		const since = now() - STANDS_MS;
		const head = (await ledger.status()).head.seq;
		const entries = seen === null ? await ledger.since(since) : await ledger.after(seen);
		seen = Math.max(head, ...entries.map(({ seq }) => seq));
		const fresh = entries.flatMap(toldBy);
		const before = own.length;
		own = [...own.filter(({ at }) => at >= since), ...fresh];
		if (fresh.length > 0 || own.length !== before) tell(own);
	});
}

const toldBy = ({ entryId, timing, fact }: Entry): ToldEmergency[] =>
	isEmergencyFact(fact) ? [{ entryId, at: correctedTime(timing), fact }] : [];
