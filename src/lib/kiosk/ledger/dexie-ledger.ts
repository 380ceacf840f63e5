import * as v from 'valibot';
import type { MemberId } from '../../base/id.ts';
import { correctedTime, type Fact, type Timing } from '../../domain/fact.ts';
import { EntrySchema, headAfter, nextEntry, type Entry } from '../../sync/entry.ts';
import type { AppendFailure, KnownCheckIn, Ledger, OutboxStatus } from '../../sync/ports.ts';
import { Dexie } from 'dexie';
import type { LedgerDatabase, OutboxRow } from './database.ts';
import { KnownCheckInSchema, OutboxRowSchema } from './rows.ts';

export interface DexieLedger extends Ledger {
	/** Forgets check-ins before `before` (corrected time) whose entries have their receipts. */
	prune(before: number): Promise<void>;
}

/**
 * The ledger in IndexedDB. `open` gives an open database; it is called again when the browser has closed the handle.
 * Throws where there is no outbox yet, or one that cannot be read.
 */
export async function openLedger(open: () => Promise<LedgerDatabase>): Promise<DexieLedger> {
	let database = await open();
	const identity = await readOutbox(database);

	/** Runs `work`, once more on a fresh handle where the old one was dead. For work that may safely run twice. */
	async function onLiveHandle<T>(work: (database: LedgerDatabase) => Promise<T>): Promise<T> {
		try {
			return await work(database);
		} catch (error) {
			if (!isDeadHandle(error)) throw error;
			database.close();
			database = await open();
			return work(database);
		}
	}

	return {
		outbox: () => ({ venueId: identity.venueId, outboxId: identity.outboxId }),
		append: async (fact, timing) => {
			let made: Entry | null = null;
			try {
				const entry = await onLiveHandle(async (current) => {
					// A handle that died while committing does not say whether it did: look before doing it again.
					if (made && (await holds(current, made))) return made;
					return write(current, fact, timing, (attempt) => (made = attempt));
				});
				return { ok: true, entry };
			} catch (error) {
				return { ok: false, failure: failureOf(error) };
			}
		},
		pending: (limit, fromSeq = 1) =>
			onLiveHandle((current) => readPending(current, identity.outboxId, limit, fromSeq)),
		settle: (receipts, hubHead) =>
			onLiveHandle((current) =>
				current.transaction('rw', current.entries, current.outbox, async () => {
					await current.entries.bulkDelete(receipts.map((r) => [identity.outboxId, r.seq]));
					await current.outbox.update('outbox', { hubHead });
				}),
			),
		setAside: (rejections) =>
			onLiveHandle((current) =>
				current.transaction('rw', current.entries, async () => {
					for (const { seq, field, problem } of rejections)
						await current.entries.update([identity.outboxId, seq], {
							state: 'aside',
							problem: `${field}: ${problem}`,
						});
				}),
			),
		status: () => onLiveHandle(readStatus),
		checkInsOf: (memberId, since) => onLiveHandle((current) => readCheckIns(current, memberId, since)),
		prune: (before) => onLiveHandle((current) => prune(current, before)),
	};
}

async function readOutbox(database: LedgerDatabase): Promise<OutboxRow> {
	const parsed = v.safeParse(OutboxRowSchema, await database.outbox.get('outbox'));
	if (!parsed.success) throw new Error('the outbox row of the ledger is missing or damaged');
	return parsed.output;
}

/** One strict transaction [S1]; nothing but Dexie is awaited inside, or it would end early. */
function write(
	database: LedgerDatabase,
	fact: Fact,
	timing: Timing,
	onMade: (entry: Entry) => void,
): Promise<Entry> {
	return database.transaction('rw', database.outbox, database.entries, database.checkIns, async () => {
		const outbox = await readOutbox(database);
		const entry = nextEntry(outbox, outbox.head, fact, timing);
		onMade(entry);
		const { outboxId, seq } = entry;
		await database.entries.add({ outboxId, seq, state: 'pending', problem: null, entry });
		if (fact.kind === 'check-in') await database.checkIns.add(knownFrom(entry, fact));
		await database.outbox.update('outbox', { head: headAfter(entry) });
		return entry;
	});
}

const knownFrom = (entry: Entry, fact: Extract<Fact, { kind: 'check-in' }>): KnownCheckIn => ({
	entryId: entry.entryId,
	sessionId: fact.sessionId,
	memberId: fact.memberId,
	at: correctedTime(entry.timing),
});

/** Was this very entry committed? Another tab may have drained it since: then its check-in still tells. */
async function holds(database: LedgerDatabase, entry: Entry): Promise<boolean> {
	const row = await database.entries.get([entry.outboxId, entry.seq]);
	if (row) return row.entry.hash === entry.hash;
	const known = await database.checkIns.get(entry.entryId);
	return (
		!!known &&
		entry.fact.kind === 'check-in' &&
		known.memberId === entry.fact.memberId &&
		known.sessionId === entry.fact.sessionId &&
		known.at === correctedTime(entry.timing)
	);
}

async function readPending(
	database: LedgerDatabase,
	outboxId: string,
	limit: number,
	fromSeq: number,
): Promise<Entry[]> {
	const rows = await database.entries
		.where('[outboxId+state+seq]')
		.between([outboxId, 'pending', fromSeq], [outboxId, 'pending', Dexie.maxKey])
		.limit(limit)
		.toArray();
	const entries: Entry[] = [];
	for (const row of rows) {
		const parsed = v.safeParse(EntrySchema, row.entry);
		if (parsed.success && parsed.output.seq === row.seq) entries.push(parsed.output);
		else await database.entries.update([outboxId, row.seq], { state: 'aside', problem: 'damaged on disk' });
	}
	return entries;
}

async function readStatus(database: LedgerDatabase): Promise<OutboxStatus> {
	return database.transaction('r', database.outbox, database.entries, async () => {
		const outbox = await readOutbox(database);
		const cached = await database.entries.count();
		const setAside = await database.entries.filter((row) => row.state === 'aside').count();
		return { head: outbox.head, hubHead: outbox.hubHead, cached, setAside };
	});
}

async function readCheckIns(
	database: LedgerDatabase,
	memberId: MemberId,
	since: number,
): Promise<KnownCheckIn[]> {
	const rows = await database.checkIns
		.where('[memberId+at]')
		.between([memberId, since], [memberId, Dexie.maxKey])
		.toArray();
	return rows.filter((row) => v.is(KnownCheckInSchema, row));
}

async function prune(database: LedgerDatabase, before: number): Promise<void> {
	await database.transaction('rw', database.checkIns, database.entries, async () => {
		const unsettled = new Set((await database.entries.toArray()).map((row) => row.entry.entryId));
		await database.checkIns
			.where('at')
			.below(before)
			.filter((row) => !unsettled.has(row.entryId))
			.delete();
	});
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');
const innerOf = (error: unknown): unknown => (error as { inner?: unknown } | null)?.inner;

/** What Dexie and browsers throw when the connection under a database is gone. */
const isDeadHandle = (error: unknown): boolean =>
	['DatabaseClosedError', 'InvalidStateError', 'UnknownError'].includes(nameOf(error)) ||
	(nameOf(error) === 'AbortError' && nameOf(innerOf(error)) !== 'QuotaExceededError');

const failureOf = (error: unknown): AppendFailure =>
	[nameOf(error), nameOf(innerOf(error))].includes('QuotaExceededError') ? 'full' : 'broken';
