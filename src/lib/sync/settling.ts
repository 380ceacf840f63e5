import { chainStart, type ChainHead, type OutboxIdentity } from './entry.ts';

/** How far an outbox is settled, and what the hub's answers do to that [S5, S7]. Pure: ledgers keep it. */

/** What a ledger remembers of its outbox. */
export interface Standing {
	/** Last entry ever written. */
	readonly head: ChainHead;
	/** What the hub last said it holds; null before its first answer. */
	readonly hubHead: ChainHead | null;
	/** The hub owes no receipt for any entry up to this number; 0 at first. */
	readonly settledTo: number;
	/** From this number to the head every entry is held. */
	readonly oldest: number;
}

export const newStanding = (outbox: OutboxIdentity): Standing => ({
	...{ head: chainStart(outbox), hubHead: null, settledTo: 0, oldest: 1 },
});

/** Is this head a place on our own chain? `hashAt`: of the entry with this number, undefined where it is not held. */
export function isOurs(
	{ seq, hash }: ChainHead,
	outbox: OutboxIdentity,
	standing: Standing,
	hashAt: (seq: number) => string | undefined,
): boolean {
	if (seq > standing.head.seq) return false;
	if (seq === standing.head.seq) return hash === standing.head.hash;
	if (seq === 0) return hash === chainStart(outbox).hash;
	// What is no longer held cannot be told apart from what was ours.
	return (hashAt(seq) ?? hash) === hash;
}

/** What the hub asks for is owed again, as far as it is still held: it knows best what it lacks. */
export const owedFrom = (settledTo: number, askedFrom: number | null, { oldest }: Standing): number =>
	askedFrom === null ? settledTo : Math.min(settledTo, Math.max(askedFrom, oldest) - 1);

/**
 * The hub's head went back since its last answer, or has left our chain: it was restored from a backup, or another
 * machine writes in our name. Null where neither is so; else the number up to which it surely holds what is ours. All
 * behind that is owed again, which is harmless where the hub has it [S4].
 */
export function agreedAfter(
	said: ChainHead,
	standing: Standing,
	wasOurs: boolean,
	isOursNow: boolean,
): number | null {
	const { hubHead, oldest } = standing;
	if (hubHead === null || (said.seq >= hubHead.seq && (isOursNow || !wasOurs))) return null;
	return Math.max(isOursNow ? said.seq : 0, oldest - 1);
}
