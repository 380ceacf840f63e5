import * as v from 'valibot';
import { canonicalJson } from '../base/canonical.ts';
import { hashText, type HashText } from '../base/digest.ts';
import { asId, type EntryId, type OutboxId, type VenueId } from '../base/id.ts';
import {
	entryIdSchema,
	FactSchema,
	TimingSchema,
	type CheckIn,
	type Fact,
	type Timing,
} from '../domain/fact.ts';
import { hexId, integer, slug } from '../domain/shapes.ts';

/** Version of an entry's shape, apart from the wire's: an entry keeps the one it was written with [S18]. */
export const ENTRY_VERSION = 1;

/** Entry (条目): one fact in an outbox, numbered from 1 without gaps and chained by hash [S1, S2]. */
export const EntrySchema = v.object({
	v: v.literal(ENTRY_VERSION),
	entryId: entryIdSchema,
	venueId: slug<VenueId>(),
	outboxId: hexId<OutboxId>(16),
	seq: integer(1, Number.MAX_SAFE_INTEGER),
	timing: TimingSchema,
	fact: FactSchema,
	/** Hash of the entry before; of `chainStart` for the first. */
	prev: hexId(32),
	/** SHA-256 of the canonical JSON of all the above. */
	hash: hexId(32),
});
export type Entry = v.InferOutput<typeof EntrySchema>;

/** The outbox a fact goes to: of one venue for life. */
export interface OutboxIdentity {
	readonly venueId: VenueId;
	readonly outboxId: OutboxId;
}

/** Where an outbox's chain stands: {count = lastSeq, chainHead} is what both sides prove equal [S9]. */
export interface ChainHead {
	readonly seq: number;
	readonly hash: string;
}

export const entryIdOf = (outboxId: OutboxId, seq: number): EntryId => asId<EntryId>(`${outboxId}.${seq}`);

/** The head of a chain without entries. */
export const chainStart = ({ venueId, outboxId }: OutboxIdentity): ChainHead => ({
	seq: 0,
	hash: hashText(canonicalJson({ use: 'gongzhan outbox', venueId, outboxId })),
});

/** What an entry's hash covers, as canonical JSON. */
function covered({ entryId, fact, outboxId, prev, seq, timing, v, venueId }: Omit<Entry, 'hash'>): string {
	const { mono, offset, uncertainty, wall } = timing;
	const body = { entryId, fact, outboxId, prev, seq, timing, v, venueId };
	if (fact.kind !== 'check-in' || ![seq, mono, offset, uncertainty, wall, fact.serial ?? 0].every(isWhole))
		return canonicalJson(body);
	// Members in canonical order: the platform writes the same text, many times as fast.
	const { channel, flags, kind, memberId, serial, sessionId, staffId } = fact;
	body.fact = { channel, flags, kind, memberId, serial, sessionId, staffId } satisfies Required<CheckIn>;
	body.timing = { mono, offset, uncertainty, wall } satisfies Required<Timing>;
	return JSON.stringify(body);
}
const isWhole = Number.isSafeInteger;

/** The next entry of an outbox. Never awaits, so that it can be made inside the transaction that stores it. */
export function nextEntry(
	outbox: OutboxIdentity,
	head: ChainHead,
	fact: Fact,
	timing: Timing,
	hash: HashText = hashText,
): Entry {
	const seq = head.seq + 1;
	const body = {
		v: ENTRY_VERSION,
		entryId: entryIdOf(outbox.outboxId, seq),
		venueId: outbox.venueId,
		outboxId: outbox.outboxId,
		seq,
		timing,
		fact,
		prev: head.hash,
	} as const;
	return { ...body, hash: hash(covered(body)) };
}

/** Does the entry's hash cover its content, and its id its place? */
export const isIntact = (entry: Entry, hash: HashText = hashText): boolean =>
	entry.entryId === entryIdOf(entry.outboxId, entry.seq) && hash(covered(entry)) === entry.hash;

export const headAfter = (entry: Entry): ChainHead => ({ seq: entry.seq, hash: entry.hash });
