import type { HashText } from '../base/digest.ts';
import type { EntryId } from '../base/id.ts';
import type { Attendance } from '../domain/attendance.ts';
import { chainStart, headAfter, isIntact, type ChainHead, type Entry, type OutboxIdentity } from './entry.ts';
import type { Outcome, Receipt } from './wire.ts';

/** What the hub does with an entry, given what it holds of that outbox [S3, S4, S6, S7]. Pure: the hub's storage acts on it. */

/** Something with this key is stored already. */
export interface StoredEntry {
	readonly hash: string;
	readonly receipt: Receipt;
}

/** `missing-before`: entries before it are on neither side any more, so the chain cannot be followed to it. */
export type QuarantineReason =
	'not-intact' | 'other-content' | 'broken-chain' | 'wrong-venue' | 'missing-before';

export type Ruling =
	| { rule: 'store'; head: ChainHead }
	/** Same key, same content: the first receipt again. */
	| { rule: 'replay'; receipt: Receipt }
	| { rule: 'quarantine'; reason: QuarantineReason }
	/** The hub lacks entries before this one; nothing is stored, the kiosk sends from `from`. */
	| { rule: 'gap'; from: number };

/**
 * `head`: the hub's head of this outbox, null where it never saw it.
 * `stored`: what the hub holds under this entry's key, if anything.
 */
export function ruleOn(
	entry: Entry,
	outbox: OutboxIdentity,
	head: ChainHead | null,
	stored: StoredEntry | null,
	hash?: HashText,
): Ruling {
	const current = head ?? chainStart(outbox);
	if (entry.venueId !== outbox.venueId || entry.outboxId !== outbox.outboxId)
		return { rule: 'quarantine', reason: 'wrong-venue' };
	if (stored)
		return stored.hash === entry.hash
			? { rule: 'replay', receipt: stored.receipt }
			: { rule: 'quarantine', reason: 'other-content' };
	if (!isIntact(entry, hash)) return { rule: 'quarantine', reason: 'not-intact' };
	if (entry.seq > current.seq + 1) return { rule: 'gap', from: current.seq + 1 };
	if (entry.seq <= current.seq || entry.prev !== current.hash)
		return { rule: 'quarantine', reason: 'broken-chain' };
	return { rule: 'store', head: headAfter(entry) };
}

/** What a stored fact did to the attendance: the outcome that its receipt says [S5]. It is stored, and never told anew. */
export function outcomeOf(before: Attendance, after: Attendance): Outcome {
	if (after.conflict && after.conflict.entries.length !== before.conflict?.entries.length)
		return 'conflicting';
	const settled = before.conflict !== null && after.conflict === null;
	const same = TOLD.every((what) => before[what] === after[what]);
	return same && !settled ? 'duplicate' : 'recorded';
}

/** All that an attendance says beside its conflict. */
const TOLD = ['status', 'since', 'deviceId', 'late', 'party', 'leftAt', 'away'] as const;

export const receiptFor = (
	entry: { entryId: EntryId; seq: number },
	outcome: Outcome,
	reason?: QuarantineReason,
): Receipt =>
	reason
		? { entryId: entry.entryId, seq: entry.seq, outcome, reason }
		: { entryId: entry.entryId, seq: entry.seq, outcome };
