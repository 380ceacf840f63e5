import type { EntryId, VenueId } from '../base/id.ts';
import { saysPresent } from '../domain/doubt.ts';
import {
	correctedTime,
	isPresenceFact,
	type CheckIn,
	type Correction,
	type PersonalFact,
} from '../domain/fact.ts';
import { appendCorrection, presenceOf, sessionOf } from './by-hand.ts';
import type { Context } from './context.ts';
import type { Staff } from './hub.ts';
import { readApart, type CountableEntry } from './inbox-apart.ts';
import { APART_RESULTS, type ApartChoice, type ApartResult, type ApartTally } from './inbox-shapes.ts';
import { appendOwn } from './own-outbox.ts';
import type { EntryKey, Verdict } from './storage/inbox-port.ts';
import type { QuarantineRow } from './storage/ledger-port.ts';
import type { Tx } from './storage/port.ts';

/** Decisions in one transaction: few enough that nobody's check-in waits for them. */
const AT_ONCE = 100;
const LEAVES_OPEN: readonly ApartResult[] = ['contradicted', 'unreadable', 'unknown-here'];

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
		for (let left = 0, more = true; more;) {
			const done = await storage.write(venueId, async (tx) =>
				decideAll(tx, act, await tx.inbox.apart(venueId, what, what.until, left, AT_ONCE)),
			);
			results.push(...done);
			left += done.filter((result) => LEAVES_OPEN.includes(result)).length;
			more = done.length === AT_ONCE;
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
	return rows;
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

/** The fact that speaks for the entry now, or why there is none. */
async function countEntry(
	tx: Tx,
	act: Act,
	row: QuarantineRow,
	entry: CountableEntry,
): Promise<{ factId: EntryId; appended: boolean } | 'contradicted' | 'unknown-here'> {
	const { venueId, inBulk } = act;
	const { fact } = entry;
	const [stored] = await tx.ledger.stored(row, row.seq, row.seq);
	if (stored?.hash === row.hash) return { factId: entry.entryId, appended: false };
	if (entry.venueId !== venueId || !(await isKnown(tx, venueId, fact))) return 'unknown-here';
	if (!(await tx.people.member(fact.memberId))) return 'unknown-here';
	if (!isPresenceFact(fact) || fact.kind === 'check-out' || fact.kind === 'undo')
		return { factId: await vouch(tx, act, entry), appended: true };
	const known = await presenceOf(tx, venueId, fact);
	const says = saysPresent(fact) ? 'present' : 'absent';
	const current = await tx.attendance.of(venueId, fact);
	if (known.length > 0 && current?.status === says) {
		const speaking = known.find(({ at }) => at === current.since) ?? known[0];
		return { factId: speaking!.entryId, appended: false };
	}
	if (known.length > 0 && inBulk) return 'contradicted';
	return {
		factId: await append(
			tx,
			act,
			{ ...entry, fact },
			known.map((fact) => fact.entryId),
		),
		appended: true,
	};
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

/** As it is where nothing else was said; over facts that say otherwise, as the word of whoever counts it. */
async function append(
	tx: Tx,
	act: Act,
	entry: CountableEntry & { fact: CheckIn | Correction },
	saw: readonly EntryId[],
): Promise<EntryId> {
	const { context, by, venueId, reason } = act;
	const { fact } = entry;
	if (fact.kind === 'check-in' && saw.length === 0) return vouch(tx, act, entry);
	const { sessionId, memberId } = fact;
	const word = { sessionId, memberId, present: saysPresent(fact), saw, reason };
	return (await appendCorrection(tx, context, by, venueId, word)).factId;
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
