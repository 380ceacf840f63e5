import { Dexie } from 'dexie';
import { correctedTime, type Fact, type Timing } from '../../domain/fact.ts';
import { headAfter, nextEntry, type Entry } from '../../sync/entry.ts';
import type { AppendFailure, KnownCheckIn, Ledger } from '../../sync/ports.ts';
import { TookTooLong } from '../patience.ts';
import type { LedgerDatabase } from './database.ts';
import { innerOf, nameOf, type OnLiveHandle } from './live-handle.ts';
import { readOutbox } from './read.ts';

/** Writes facts [S1]; what cannot be written leaves nothing behind. */
export const appendTo =
	(onHandle: OnLiveHandle): Ledger['append'] =>
	async (fact, timing) => {
		const act: Act = { made: null, giveUp: () => undefined };
		try {
			const entry = await onHandle(async (database) => {
				// A handle that died while committing does not say whether it did: look before doing it again.
				if (act.made && (await holds(database, act.made))) return act.made;
				return write(database, fact, timing, act);
			});
			return { ok: true, entry };
		} catch (error) {
			if (error instanceof TookTooLong) act.giveUp();
			return { ok: false, failure: failureOf(error) };
		}
	};

interface Act {
	made: Entry | null;
	/** Ends the transaction, so that nobody finds later what nobody was shown. */
	giveUp: () => void;
}

/** One strict transaction; nothing but Dexie is awaited inside, or it would end early. */
const write = (database: LedgerDatabase, fact: Fact, timing: Timing, act: Act): PromiseLike<Entry> =>
	database.transaction('rw', database.outbox, database.entries, database.checkIns, async () => {
		const transaction = Dexie.currentTransaction;
		act.giveUp = () => transaction.active && transaction.abort();
		const outbox = await readOutbox(database);
		const entry = nextEntry(outbox, outbox.head, fact, timing);
		act.made = entry;
		await database.entries.add({ outboxId: entry.outboxId, seq: entry.seq, entry });
		if (fact.kind === 'check-in') await database.checkIns.add(knownFrom(entry, fact));
		await database.outbox.update('outbox', { head: headAfter(entry) });
		return entry;
	});

const knownFrom = (entry: Entry, fact: Extract<Fact, { kind: 'check-in' }>): KnownCheckIn => ({
	entryId: entry.entryId,
	sessionId: fact.sessionId,
	memberId: fact.memberId,
	at: correctedTime(entry.timing),
});

const holds = async (database: LedgerDatabase, { outboxId, seq, hash }: Entry): Promise<boolean> =>
	(await database.entries.get([outboxId, seq]))?.entry.hash === hash;

const failureOf = (error: unknown): AppendFailure =>
	[nameOf(error), nameOf(innerOf(error))].includes('QuotaExceededError') ? 'full' : 'broken';
