import * as v from 'valibot';
import type { MemberId, OutboxId, SessionId, VenueId } from '../../base/id.ts';
import { entryIdSchema } from '../../domain/fact.ts';
import { hexId, Instant, slug } from '../../domain/shapes.ts';
import { ChainHeadSchema } from '../../sync/wire.ts';

/** Rows as they must be when read back: a disk of a lobby machine may hold anything after a power cut. */
export const OutboxRowSchema = v.object({
	key: v.literal('outbox'),
	venueId: slug<VenueId>(),
	outboxId: hexId<OutboxId>(16),
	head: ChainHeadSchema,
	hubHead: v.nullable(ChainHeadSchema),
});

export const KnownCheckInSchema = v.object({
	entryId: entryIdSchema,
	sessionId: slug<SessionId>(),
	memberId: hexId<MemberId>(8),
	at: Instant,
});
