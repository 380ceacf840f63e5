import * as v from 'valibot';
import type { DeviceId, MemberId, OutboxId, SessionId, VenueId } from '../../base/id.ts';
import { entryIdSchema } from '../../domain/fact.ts';
import { hexId, Instant, integer, slug } from '../../domain/shapes.ts';
import type { Entry } from '../../sync/entry.ts';
import type { Standing } from '../../sync/settling.ts';
import { ChainHeadSchema } from '../../sync/wire.ts';

/** `outbox` is the one that is written; one that is over keeps a row of its own as long as the hub may lack something of it. */
export type OutboxKey = 'outbox' | `over:${string}`;

/** An outbox, where its chain stands and how far it is settled. One row, read and written in each append. */
export interface OutboxRow extends Standing {
	readonly key: OutboxKey;
	readonly venueId: VenueId;
	readonly outboxId: OutboxId;
	/** What this machine was to the hub when it wrote it, where it has become another since; absent for the present one. */
	readonly deviceId?: DeviceId | undefined;
}

/** An entry, written once. It stays as history when it is settled, until it is old. */
export interface EntryRow {
	readonly outboxId: string;
	readonly seq: number;
	readonly entry: Entry;
}

/** An entry that the hub or we cannot read, or of an outbox that is over: it stays and is shown. */
export interface AsideRow {
	readonly outboxId: string;
	readonly seq: number;
	readonly problem: string;
}

/** Rows as they must be when read back: a disk of a lobby machine may hold anything after a power cut. */
export const OutboxRowSchema = v.object({
	key: v.custom<OutboxKey>((key) => key === 'outbox' || String(key).startsWith('over:')),
	venueId: slug<VenueId>(),
	outboxId: hexId<OutboxId>(16),
	deviceId: v.optional(hexId<DeviceId>(8)),
	head: ChainHeadSchema,
	hubHead: v.nullable(ChainHeadSchema),
	settledTo: integer(0, Number.MAX_SAFE_INTEGER),
	oldest: integer(1, Number.MAX_SAFE_INTEGER),
});

/** What was written before anybody could leave is a check-in that stands. */
export const MoveRowSchema = v.object({
	entryId: entryIdSchema,
	sessionId: slug<SessionId>(),
	memberId: hexId<MemberId>(8),
	kind: v.optional(v.picklist(['check-in', 'check-out']), 'check-in'),
	at: Instant,
	undone: v.optional(v.boolean(), false),
});
export type MoveRow = v.InferInput<typeof MoveRowSchema>;

const PlaceSchema = v.object({ seq: v.number(), outboxId: v.string(), prev: hexId(32), hash: hexId(32) });

/**
 * The entry of a row, null where it is not even known which place on the chain it has. Whether the rest can be read is for
 * the hub to say: it keeps what it cannot read, and the chain goes over it [S8].
 */
export function soundEntry({ outboxId, seq, entry }: EntryRow): Entry | null {
	const isSound = v.is(PlaceSchema, entry) && entry.seq === seq && entry.outboxId === outboxId;
	return isSound ? entry : null;
}
