import { Dexie } from 'dexie';
import { correctedTime, type CheckIn, type CheckOut, type Fact, type Timing } from '../../domain/fact.ts';
import { headAfter, nextEntry, type Entry } from '../../sync/entry.ts';
import type { KnownMove } from '../../domain/whereabouts.ts';
import type { AppendFailure, Ledger } from '../../sync/ports.ts';
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
		if (isMove(fact)) await database.checkIns.add(knownFrom(entry, fact));
		if (fact.kind === 'undo') await database.checkIns.update(fact.undoes, { undone: true });
		await database.outbox.update('outbox', { head: headAfter(entry) });
		return entry;
	});

const isMove = (fact: Fact): fact is CheckIn | CheckOut =>
	fact.kind === 'check-in' || fact.kind === 'check-out';

const knownFrom = (entry: Entry, { kind, sessionId, memberId }: CheckIn | CheckOut): KnownMove => ({
	...{ kind, entryId: entry.entryId, sessionId, memberId },
	...{ at: correctedTime(entry.timing), undone: false },
});

const holds = async (database: LedgerDatabase, { outboxId, seq, hash }: Entry): Promise<boolean> =>
	(await database.entries.get([outboxId, seq]))?.entry.hash === hash;

const failureOf = (error: unknown): AppendFailure =>
	[nameOf(error), nameOf(innerOf(error))].includes('QuotaExceededError') ? 'full' : 'broken';
