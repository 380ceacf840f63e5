import * as v from 'valibot';
import { canonicalJson, type Json } from '../base/canonical.ts';
import { hashText, type HashText } from '../base/digest.ts';
import {
	chainStart,
	EntrySchema,
	headAfter,
	isIntact,
	PlaceSchema,
	type ChainHead,
	type Entry,
	type OutboxIdentity,
} from '../sync/entry.ts';
import { receiptFor, ruleOn, type QuarantineReason, type StoredEntry } from '../sync/ingest.ts';
import { isPlainEntry } from '../sync/plain-entry.ts';
import type { Receipt, Rejection } from '../sync/wire.ts';
import type { ApartReason } from './storage/ledger-port.ts';

/** Walks a batch along an outbox's chain and says what to do with each entry. Pure: ledger.ts acts on it. */

/** An entry as it came: read, or why this version cannot read it. */
export type Incoming =
	| { ok: true; entry: Entry }
	| { ok: false; rejection: Rejection; hash: string; next: ChainHead | null; prev: string | null; raw: Json };

export interface OutboxState {
	readonly identity: OutboxIdentity;
	/** The hub's head, null where it never saw this outbox. */
	readonly head: ChainHead | null;
	/** Number of the oldest entry that the device still holds; null where it does not say. */
	readonly oldest: number | null;
	/** Why nothing of this outbox can be right: another device's or another venue's. */
	readonly foreign: QuarantineReason | null;
	readonly stored: ReadonlyMap<number, StoredEntry>;
	/** What is kept apart already, by `apartKey`. */
	readonly apart: ReadonlyMap<string, ApartReason>;
	/** What of it staff have decided about, where entries were missing before it; by `apartKey`. */
	readonly decided: ReadonlySet<string>;
}

export type Step =
	| { do: 'store'; entry: Entry }
	| { do: 'receipt'; receipt: Receipt }
	| { do: 'quarantine'; entry: Entry; reason: QuarantineReason }
	| { do: 'reject'; rejection: Rejection; hash: string; raw: Json };

export interface Walk {
	readonly steps: readonly Step[];
	readonly head: ChainHead;
	readonly resendFrom: number | null;
	/** Entries that nobody holds any more, where this batch is the first to come from behind them. */
	readonly missing: { readonly from: number; readonly to: number } | null;
}

export const apartKey = (seq: number, hash: string): string => `${seq}.${hash}`;

/** Reads a batch. An entry without a readable number gets the one after its neighbour's. */
export function readBatch(raws: readonly unknown[], head: ChainHead | null): Incoming[] {
	let last = head?.seq ?? 0;
	return raws.map((raw) => {
		// Behind the last number that there is comes none that could be told apart from others.
		const incoming = read(raw, Math.min(last + 1, Number.MAX_SAFE_INTEGER));
		last = incoming.ok ? incoming.entry.seq : incoming.rejection.seq;
		return incoming;
	});
}

function read(raw: unknown, expected: number): Incoming {
	if (isPlainEntry(raw)) return { ok: true, entry: raw };
	const parsed = v.safeParse(EntrySchema, raw);
	return parsed.success ? { ok: true, entry: parsed.output } : rejectionOf(raw, parsed.issues, expected);
}

const readable = <T>(schema: v.GenericSchema<unknown, T>, value: unknown): T | null => {
	const parsed = v.safeParse(schema, value);
	return parsed.success ? parsed.output : null;
};

function rejectionOf(
	raw: unknown,
	issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]],
	expected: number,
): Incoming {
	const object = (raw ?? {}) as Record<string, unknown>;
	const seq = readable(PlaceSchema.entries.seq, object['seq']) ?? expected;
	const hash = readable(PlaceSchema.entries.hash, object['hash']);
	const issue = issues[0];
	return {
		ok: false,
		rejection: { seq, field: v.getDotPath(issue) ?? 'entry', problem: issue.message.slice(0, 300) },
		hash: hash ?? hashText(JSON.stringify(raw) ?? ''),
		next: hash === null ? null : { seq, hash },
		prev: readable(PlaceSchema.entries.prev, object['prev']),
		raw: raw as Json,
	};
}

/** What is to be done with each entry, in order, and where the chain then stands. */
export function walkChain(batch: readonly Incoming[], state: OutboxState, hash?: HashText): Walk {
	let head = state.head ?? chainStart(state.identity);
	let resendFrom: number | null = null;
	let missing: Walk['missing'] = null;
	const stored = new Map(state.stored);
	const apart = new Map(state.apart);
	const known = { ...state, stored, apart };
	const steps: Step[] = [];

	for (const incoming of batch) {
		if (!incoming.ok) {
			const { rejection, hash, next, prev, raw } = incoming;
			steps.push({ do: 'reject', rejection, hash, raw });
			// It keeps its place: the chain goes over it, so that one bad entry stops nobody [S8].
			const inPlace = !state.foreign && next?.seq === head.seq + 1 && prev === head.hash;
			if (inPlace) head = next;
			// On a strange branch, though, it hides nothing: what follows it is on that branch too [S6].
			const before = (!inPlace && prev && apart.get(apartKey(rejection.seq - 1, prev))) || 'unreadable';
			apart.set(apartKey(rejection.seq, hash), before);
			continue;
		}
		const { entry } = incoming;
		const ruling = rule(entry, known, head, hash);
		if (ruling.rule === 'replay') {
			// Twice in one batch: the first answers for both.
			if (state.stored.has(entry.seq)) steps.push({ do: 'receipt', receipt: ruling.receipt });
			// A head that was lost is found again along what is stored.
			const isNext = entry.seq === head.seq + 1 && entry.prev === head.hash;
			if (isNext && isIntact(entry, hash)) head = headAfter(entry);
		} else if (ruling.rule === 'gap') {
			resendFrom ??= ruling.from;
		} else if (ruling.rule === 'quarantine') {
			const key = apartKey(entry.seq, entry.hash);
			if (apart.has(key))
				steps.push({ do: 'receipt', receipt: receiptFor(entry, 'quarantined', ruling.reason) });
			else steps.push({ do: 'quarantine', entry, reason: ruling.reason });
			if (isFirstBehindHole(entry, ruling.reason, apart))
				missing ??= { from: head.seq + 1, to: Math.min(entry.seq, state.oldest ?? entry.seq) - 1 };
			apart.set(key, ruling.reason);
			const inPlace = entry.seq === head.seq + 1 && entry.prev === head.hash;
			if (ruling.reason === 'not-intact' && inPlace) head = { seq: entry.seq, hash: entry.hash };
		} else {
			steps.push({ do: 'store', entry });
			stored.set(entry.seq, { hash: entry.hash, receipt: receiptFor(entry, 'recorded') });
			if (ruling.head.seq > head.seq) head = ruling.head;
		}
	}
	return { steps, head, resendFrom, missing };
}

const isFirstBehindHole = (entry: Entry, reason: QuarantineReason, apart: OutboxState['apart']): boolean =>
	reason === 'missing-before' &&
	!apart.has(apartKey(entry.seq, entry.hash)) &&
	follows(entry, apart) !== 'missing-before';

/** Is the entry before this one kept apart, and why? */
const follows = (entry: Entry, apart: OutboxState['apart']): ApartReason | undefined =>
	apart.get(apartKey(entry.seq - 1, entry.prev));

/** `ruleOn`, with what was kept apart earlier in mind. */
function rule(
	entry: Entry,
	state: OutboxState,
	head: ChainHead,
	hash: HashText | undefined,
): ReturnType<typeof ruleOn> {
	if (state.foreign) return { rule: 'quarantine', reason: state.foreign };
	const key = state.apart.size > 0 ? apartKey(entry.seq, entry.hash) : '';
	const before = state.apart.get(key);
	// Kept apart as it came, damaged or not to be read: whole, it takes the place that was kept for it.
	const keptPlace = before === 'unreadable' || (before === 'not-intact' && isIntact(entry, hash));
	const isReached = before === 'missing-before' && followsNow(entry, key, state, head, hash);
	if (before && !keptPlace && !isReached) return { rule: 'quarantine', reason: before };
	const ruling = ruleOn(entry, state.identity, head, state.stored.get(entry.seq) ?? null, hash);
	// Whole, then, but the chain has gone over it.
	if (keptPlace && ruling.rule === 'quarantine' && ruling.reason === 'broken-chain')
		return { rule: 'store', head };
	return ruling.rule === 'gap' ? acrossGap(entry, ruling.from, state) : ruling;
}

/** Is the hole before it filled [S7]? What staff have decided about stays as they decided, and what follows it is for them. */
function followsNow(
	entry: Entry,
	key: string,
	{ stored, decided }: OutboxState,
	head: ChainHead,
	hash: HashText | undefined,
): boolean {
	if (stored.get(entry.seq)?.hash === entry.hash) return true;
	const isNext = entry.seq === head.seq + 1 && entry.prev === head.hash;
	return isNext && !decided.has(key) && isIntact(entry, hash);
}

function allUnreadable(apart: OutboxState['apart'], from: number, to: number): boolean {
	const seqs = new Set<number>();
	for (const [key, reason] of apart) if (reason === 'unreadable') seqs.add(parseInt(key, 10));
	for (let seq = from; seq < to; seq++) if (!seqs.has(seq)) return false;
	return true;
}

/** Something is missing before the entry: asked for where it can still come [S7]. */
function acrossGap(entry: Entry, from: number, { apart, oldest }: OutboxState): ReturnType<typeof ruleOn> {
	const before = follows(entry, apart);
	// It can never come. All that the device still holds is taken in and kept apart, in order.
	if (oldest !== null && from < oldest)
		return before || entry.seq <= oldest
			? { rule: 'quarantine', reason: 'missing-before' }
			: { rule: 'gap', from: oldest };
	if (!before) return { rule: 'gap', from };
	// Out of place when it came. Once nothing else is between, the chain goes over it.
	if (before === 'unreadable')
		return allUnreadable(apart, from, entry.seq)
			? { rule: 'store', head: headAfter(entry) }
			: { rule: 'gap', from };
	// What follows a quarantined entry is on the same strange branch; asking for it again would never end.
	return { rule: 'quarantine', reason: before === 'missing-before' ? before : 'broken-chain' };
}

/** The JSON of an entry as it came, for keeping it apart. */
export const asItCame = (raw: Json): string => {
	try {
		return canonicalJson(raw);
	} catch {
		return JSON.stringify(raw); // floats, which our own entries never hold
	}
};
