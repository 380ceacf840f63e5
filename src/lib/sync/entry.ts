import * as v from 'valibot';
import { canonicalJson } from '../base/canonical.ts';
import { hashText, type HashText } from '../base/digest.ts';
import { asId, type EntryId, type OutboxId, type VenueId } from '../base/id.ts';
import {
	entryIdSchema,
	FactSchema,
	FirstFactSchema,
	isEmergencyFact,
	SecondFactSchema,
	TimingSchema,
	type CheckIn,
	type Fact,
	type Timing,
} from '../domain/fact.ts';
import { hexId, integer, slug } from '../domain/shapes.ts';

/**
 * Versions of an entry's shape, apart from the wire's: an entry keeps the one it was written with [S18]. It is written in the
 * oldest that can say it, so that a hub of last month reads all it knows of.
 */
export const ENTRY_VERSIONS = [1, 2, 3] as const;
type EntryVersion = (typeof ENTRY_VERSIONS)[number];
const versionFor = (fact: Fact): EntryVersion => (isEmergencyFact(fact) ? 3 : 2);

/** Which place on a chain an entry has: readable whatever its fact may be. */
export const PlaceSchema = v.object({
	seq: integer(1, Number.MAX_SAFE_INTEGER),
	prev: hexId(32),
	hash: hexId(32),
});

const entry = <const V extends number, F extends v.GenericSchema>(version: V, fact: F) => ({
	v: v.literal(version),
	entryId: entryIdSchema,
	venueId: slug<VenueId>(),
	outboxId: hexId<OutboxId>(16),
	seq: PlaceSchema.entries.seq,
	timing: TimingSchema,
	fact,
	/** Hash of the entry before; of `chainStart` for the first. */
	prev: PlaceSchema.entries.prev,
	/** SHA-256 of the canonical JSON of all the above. */
	hash: PlaceSchema.entries.hash,
});

/** Entry (条目): one fact in an outbox, numbered from 1 without gaps and chained by hash [S1, S2]. */
export const EntrySchema = v.variant('v', [
	v.object(entry(1, FirstFactSchema)),
	v.object(entry(2, SecondFactSchema)),
	v.object(entry(3, FactSchema)),
]);
export type Entry = Omit<v.InferOutput<typeof EntrySchema>, 'fact'> & { fact: Fact };

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
	const isPlain = fact.kind === 'check-in' && fact.reason === undefined;
	if (!isPlain || ![seq, mono, offset, uncertainty, wall, fact.serial ?? 0].every(isWhole))
		return canonicalJson(body);
	// Members in canonical order: the platform writes the same text, many times as fast.
	const { channel, flags, kind, memberId, serial, sessionId, staffId } = fact;
	body.fact = { channel, flags, kind, memberId, serial, sessionId, staffId } satisfies CheckIn;
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
		v: versionFor(fact),
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
