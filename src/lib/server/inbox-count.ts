import { asId, type EntryId, type VenueId } from '../base/id.ts';
import { foldAttendance } from '../domain/attendance.ts';
import {
	correctedTime,
	isPresenceFact,
	type CheckIn,
	type Correction,
	type PersonalFact,
} from '../domain/fact.ts';
import { outcomeOf } from '../sync/ingest.ts';
import { appendCorrection, presenceOf, sessionOf } from './by-hand.ts';
import type { Context } from './context.ts';
import type { Staff } from './hub.ts';
import { readApart, type CountableEntry } from './inbox-apart.ts';
import { APART_RESULTS, type ApartChoice, type ApartResult, type ApartTally } from './inbox-shapes.ts';
import { undoneBy } from './inbox-undo.ts';
import { appendOwn } from './own-outbox.ts';
import type { EntryKey, Verdict } from './storage/inbox-port.ts';
import type { PresenceRow, QuarantineRow } from './storage/ledger-port.ts';
import type { Tx } from './storage/port.ts';

/** Decisions in one transaction: few enough that nobody's check-in waits for them. */
const AT_ONCE = 100;

/** Who decides what, for which venue. */
interface Act {
	readonly context: Context;
	readonly by: Staff;
	readonly venueId: VenueId;
	readonly verdict: 'counted' | 'set-aside';
	readonly reason: string;
	/** One of many that nobody looked at singly. */
	readonly inBulk: boolean;
}

/** Counts entries kept apart, or sets them aside; each in the transaction that looks whether it is still open. */
export async function decideApart(
	context: Context,
	by: Staff,
	venueId: VenueId,
	verdict: Act['verdict'],
	what: ApartChoice,
	reason: string,
): Promise<ApartTally> {
	const { storage } = context;
	const act = { context, by, venueId, verdict, reason, inBulk: 'until' in what };
	const results: ApartResult[] = [];
	if ('until' in what) {
		for (let last: QuarantineRow | null = null, more = true; more;) {
			const { rows, done } = await storage.write(venueId, async (tx) => {
				const rows = await tx.inbox.apartAfter(venueId, what, what.until, last, AT_ONCE);
				return { rows, done: await decideAll(tx, act, rows) };
			});
			results.push(...done);
			last = rows.at(-1) ?? null;
			more = rows.length === AT_ONCE;
		}
	} else {
		const chosen = await storage.write(venueId, async (tx) =>
			decideAll(tx, act, await rowsOf(tx, act, what)),
		);
		results.push(...chosen);
	}
	const count = (result: ApartResult) => results.filter((one) => one === result).length;
	return Object.fromEntries(APART_RESULTS.map((result) => [result, count(result)])) as Record<
		ApartResult,
		number
	>;
}

async function rowsOf(tx: Tx, { venueId }: Act, keys: readonly EntryKey[]): Promise<QuarantineRow[]> {
	const rows = [];
	for (const key of keys.slice(0, AT_ONCE)) {
		const row = await tx.inbox.apartEntry(venueId, key);
		if (row) rows.push(row);
	}
	// What somebody took back comes before their taking it back.
	return rows.sort((a, b) => a.seq - b.seq);
}

async function decideAll(tx: Tx, act: Act, rows: readonly QuarantineRow[]): Promise<ApartResult[]> {
	const { context, by, venueId, verdict } = act;
	const done: { result: ApartResult; seq: number }[] = [];
	for (const row of rows) done.push({ result: await decideOne(tx, act, row), seq: row.seq });
	if (done.length > 0) {
		await tx.records.touch(venueId);
		await tx.audit.append({
			...{ at: context.clock.now(), venueId, actor: `staff:${by.id}`, action: `apart-${verdict}` },
			...{ subject: `outbox:${rows[0]!.outboxId}`, detail: JSON.stringify(done) },
		});
	}
	return done.map(({ result }) => result);
}

async function decideOne(tx: Tx, act: Act, row: QuarantineRow): Promise<ApartResult> {
	const { venueId, verdict } = act;
	if (await tx.inbox.decision(venueId, row)) return 'decided-before';
	const entry = readApart(row);
	if (verdict === 'set-aside') {
		await decide(tx, act, row, entry, null);
		return 'set-aside';
	}
	if (!entry) return 'unreadable';
	const counted = await countEntry(tx, act, row, entry);
	if (typeof counted === 'string') return counted;
	const result = counted.appended ? 'counted' : 'said-already';
	await decide(tx, { ...act, verdict: result }, row, entry, counted.factId);
	return result;
}

/** The fact that speaks for the entry now (null: nothing needs to), or why it is left open. */
type Counted = { readonly factId: EntryId | null; readonly appended: boolean };
type LeftOpen = 'contradicted' | 'undoes-open' | 'unknown-here';

async function countEntry(
	tx: Tx,
	act: Act,
	row: QuarantineRow,
	entry: CountableEntry,
): Promise<Counted | LeftOpen> {
	const { venueId } = act;
	const { fact } = entry;
	const [stored] = await tx.ledger.stored(row, row.seq, row.seq);
	if (stored?.hash === row.hash) return { factId: entry.entryId, appended: false };
	if (entry.venueId !== venueId || !(await isKnown(tx, venueId, fact))) return 'unknown-here';
	if (!(await tx.people.member(fact.memberId))) return 'unknown-here';
	if (fact.kind === 'undo') {
		const undoes = await undoneBy(tx, venueId, row, fact);
		if (undoes === 'open') return 'undoes-open';
		if (undoes === null) return { factId: null, appended: false };
		return { factId: await vouch(tx, act, { ...entry, fact: { ...fact, undoes } }), appended: true };
	}
	if (!isPresenceFact(fact) || fact.kind === 'check-out')
		return { factId: await vouch(tx, act, entry), appended: true };
	const known = await presenceOf(tx, venueId, fact);
	if (fact.kind === 'check-in') return countCheckIn(tx, act, row, { ...entry, fact }, known);
	const { status, since } = foldAttendance(known);
	if (known.length > 0 && status === (fact.present ? 'present' : 'absent')) return saidBy(known, since);
	return overrule(tx, act, fact, known);
}

/** It counts where they were not here yet, or not any more: what it would do to the attendance decides. */
async function countCheckIn(
	tx: Tx,
	act: Act,
	{ deviceId, hash }: QuarantineRow,
	entry: CountableEntry & { fact: CheckIn },
	known: readonly PresenceRow[],
): Promise<Counted | 'contradicted'> {
	const before = foldAttendance(known);
	// Under a name of its own: the ledger may hold another entry of this number.
	const entryId = asId<EntryId>(`${entry.entryId}/${hash}`);
	const told = { entryId, deviceId, at: correctedTime(entry.timing), fact: entry.fact };
	const after = foldAttendance([...known, told]);
	if (outcomeOf(before, after) === 'recorded') return { factId: await vouch(tx, act, entry), appended: true };
	const isHere = !after.conflict || after.conflict.kind === 'admitted-twice';
	return isHere ? saidBy(known, before.since) : overrule(tx, act, entry.fact, known);
}

const saidBy = (known: readonly PresenceRow[], since: number | null): Counted => ({
	factId: (known.find(({ at }) => at === since) ?? known[0]!).entryId,
	appended: false,
});

/** The word of whoever counts it, over the facts that there are: never of many at once where those say otherwise. */
async function overrule(
	tx: Tx,
	{ context, by, venueId, reason, inBulk }: Act,
	fact: CheckIn | Correction,
	known: readonly PresenceRow[],
): Promise<Counted | 'contradicted'> {
	if (known.length > 0 && inBulk) return 'contradicted';
	const { sessionId, memberId } = fact;
	const present = fact.kind === 'check-in' || fact.present;
	const saw = known.map(({ entryId }) => entryId);
	const word = { sessionId, memberId, present, saw, reason };
	return { factId: (await appendCorrection(tx, context, by, venueId, word)).factId, appended: true };
}

const isKnown = async (tx: Tx, venueId: VenueId, fact: PersonalFact): Promise<boolean> =>
	isPresenceFact(fact)
		? (await sessionOf(tx, venueId, fact.sessionId)) !== null
		: (await tx.records.body(venueId, 'offering', fact.offeringId)) !== null;

/** The same fact in the name of whoever counts it, at the time when it happened. */
async function vouch(
	tx: Tx,
	{ context, by, venueId }: Act,
	{ fact, timing }: CountableEntry,
): Promise<EntryId> {
	const happened = { at: correctedTime(timing), uncertainty: timing.uncertainty };
	return (await appendOwn(tx, context, venueId, { ...fact, staffId: by.id }, [], happened)).factId;
}

async function decide(
	tx: Tx,
	{ context, by, venueId, verdict, reason }: Omit<Act, 'verdict'> & { verdict: Verdict },
	{ outboxId, seq, hash, reason: about, deviceId }: QuarantineRow,
	entry: CountableEntry | null,
	factId: EntryId | null,
): Promise<void> {
	const fact = entry && isPresenceFact(entry.fact) ? entry.fact : null;
	const attendance = fact && (await tx.attendance.of(venueId, fact));
	await tx.inbox.decide({
		...{ venueId, outboxId, seq, hash, verdict, about, at: context.clock.now() },
		...{ staffId: by.id, reason, deviceId, factId, status: attendance?.status ?? null },
		sessionId: fact?.sessionId ?? null,
		memberId: entry?.fact.memberId ?? null,
	});
}
