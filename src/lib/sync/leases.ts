import * as v from 'valibot';
import type { MemberId, OfferingId, OutboxId } from '../base/id.ts';
import { hexId, Instant, integer, slug } from '../domain/shapes.ts';
import { SIGN_UP_REASONS } from '../domain/sign-up.ts';

/** How a kiosk gets seats to give away, and asks about one person where the hub can be asked [S19]. Since wire version 3. */

const counter = integer(0, Number.MAX_SAFE_INTEGER);
const version = v.literal(3);

export const LeaseRequestSchema = v.object({
	v: version,
	outboxId: hexId<OutboxId>(16),
	/** Number of the lease that the kiosk goes by; null where it has none. */
	holds: v.nullable(counter),
	/** Number of its last entry: once the hub has that, it may forget the leases before this one. */
	written: counter,
	/** Somebody stands here and wants this. Where there is a seat, it is in the lease that is answered. */
	asks: v.optional(
		v.object({
			act: v.picklist(['sign-up', 'withdrawal']),
			offeringId: slug<OfferingId>(),
			memberId: hexId<MemberId>(8),
		}),
	),
});
export type LeaseRequest = v.InferOutput<typeof LeaseRequestSchema>;

const place = integer(1, 1_000_000);

/** What the hub says to it, with all that it knows. Nothing is written yet: that is the kiosk's to do. */
export const SignUpToldSchema = v.variant('outcome', [
	v.object({ outcome: v.literal('seated') }),
	v.object({ outcome: v.literal('waiting'), place }),
	v.object({ outcome: v.literal('withdrawn') }),
	v.object({
		outcome: v.literal('already'),
		standing: v.variant('is', [
			v.object({ is: v.literal('none') }),
			v.object({ is: v.literal('seated'), since: Instant }),
			v.object({ is: v.literal('waiting'), since: Instant, place }),
		]),
	}),
	v.object({ outcome: v.picklist(['ask-desk', 'refused']), reason: v.picklist(SIGN_UP_REASONS) }),
]);
export type SignUpTold = v.InferOutput<typeof SignUpToldSchema>;

export const LeaseAnswerSchema = v.object({
	v: version,
	hubTime: Instant,
	lease: v.object({
		number: counter,
		/** Last entry of the outbox that the hub had. */
		from: counter,
		expiresAt: Instant,
		seats: v.array(v.object({ offeringId: slug<OfferingId>(), seats: integer(1, 100_000) })),
	}),
	told: v.optional(SignUpToldSchema),
});
export type LeaseAnswer = v.InferOutput<typeof LeaseAnswerSchema>;
