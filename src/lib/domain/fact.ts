import * as v from 'valibot';
import type { EmergencyId, EntryId, MemberId, OfferingId, SessionId, StaffId } from '../base/id.ts';
import { EmergencyEndedSchema, EmergencyRaisedSchema } from './emergency-shapes.ts';
import type { EmergencyFact } from './emergency.ts';
import { hexId, Instant, integer, line, slug } from './shapes.ts';

/** Facts are immutable; what people call attendance is derived from them (attendance.ts). */

/** How a code or a person came in. */
export const CHANNELS = ['camera', 'wedge', 'picture', 'desk', 'phone'] as const;
export type Channel = (typeof CHANNELS)[number];

/** The flags of entries of version 1. */
export const FIRST_FLAGS = [
	'enrollment-unknown',
	'walk-in',
	'time-unknown',
	'clock-skewed',
	'device-revoked',
	'late',
] as const;
/** What staff should know about an admission that was right to grant and could not be fully checked. */
export const FLAGS = [
	...FIRST_FLAGS,
	/** Somebody without a pass: known by the name they gave, or not at all. */
	'guest',
	/** Let in beside a member: the group's own pass. */
	'companion',
	/** Staff let in somebody whom the rules had refused; the check-in says why. */
	'override',
	/** On a seat that this kiosk held for walk-ins. */
	'leased',
	/** Waited for a seat, and took one that was left. */
	'moved-up',
	/** How many seats are left could not be said. */
	'seats-unknown',
	/** More people than seats: staff said so, or kiosks could not know of each other. */
	'over-capacity',
	/** Whether the person may take part (union, programme, prerequisite) could not be said. */
	'eligibility-unknown',
	/** How often the person came could not be said. */
	'limit-unknown',
	/** A phone's code that could only be checked as a printed one is: the clock is too uncertain. */
	'not-live',
	/** A ticket of another organiser's. */
	'foreign-ticket',
	/** Whether the code was withdrawn could not be said. */
	'revocation-unknown',
	/** Written down on paper first. */
	'from-paper',
] as const;
export type Flag = (typeof FLAGS)[number];

export const entryIdSchema = v.pipe(
	v.string(),
	v.regex(/^[0-9a-f]{32}\.\d{1,15}$/, 'must be outboxId.seq'),
	v.transform((value) => value as EntryId),
);

const serial = v.nullable(integer(0, 65_535));
const staffId = v.nullable(hexId<StaffId>(8));
const person = { sessionId: slug<SessionId>(), memberId: hexId<MemberId>(8) };

const checkIn = <const F extends readonly string[]>(flags: F) => ({
	kind: v.literal('check-in'),
	...person,
	/** Serial of the pass shown; null where staff knew the person. */
	serial,
	channel: v.picklist(CHANNELS),
	flags: v.array(v.picklist(flags)),
	/** Staff who let the person in by hand; null for a kiosk. */
	staffId,
});

/** Someone was admitted to a session. */
export const CheckInSchema = v.object({
	...checkIn(FLAGS),
	/** Why staff let the person in against the rules. */
	reason: v.optional(line(200)),
	/** How many came in with one pass, its holder included; one where nothing is said. */
	party: v.optional(integer(2, 200)),
});
export type CheckIn = v.InferOutput<typeof CheckInSchema>;

/** Someone left before the end, or was seen to leave at it. They may come back: that is a check-in again. */
export const CheckOutSchema = v.object({
	kind: v.literal('check-out'),
	...person,
	serial,
	channel: v.picklist(CHANNELS),
	staffId,
});
export type CheckOut = v.InferOutput<typeof CheckOutSchema>;

/** A check-in or check-out that was a mistake, taken back by whoever made it. May arrive before what it undoes. */
export const UndoSchema = v.object({
	kind: v.literal('undo'),
	...person,
	undoes: entryIdSchema,
	channel: v.picklist(CHANNELS),
	staffId,
});
export type Undo = v.InferOutput<typeof UndoSchema>;

/** Staff's word on whether someone came, over the facts they had seen. */
export const CorrectionSchema = v.object({
	kind: v.literal('correction'),
	...person,
	present: v.boolean(),
	/** The facts it corrects. One that it did not see is not overruled by it. */
	saw: v.array(entryIdSchema),
	reason: line(200),
	staffId: hexId<StaffId>(8),
});
export type Correction = v.InferOutput<typeof CorrectionSchema>;

/**
 * How a sign-up stood when it was made: on a seat that this kiosk held (`leased`), on one that the hub gave (`given`), in the
 * queue (`waits`); or the hub moved up who waited (`moved-up`).
 */
export const SEATS = ['leased', 'given', 'waits', 'moved-up'] as const;

/** Someone asked for a seat in an offering. What they have now is derived (sign-up.ts). */
export const SignUpSchema = v.object({
	kind: v.literal('sign-up'),
	offeringId: slug<OfferingId>(),
	memberId: hexId<MemberId>(8),
	serial,
	channel: v.picklist(CHANNELS),
	/** What the person was told: it is never taken back. */
	seat: v.picklist(SEATS),
	staffId,
});
export type SignUp = v.InferOutput<typeof SignUpSchema>;

/** Someone gave up their seat, or their place in the queue for one. */
export const WithdrawalSchema = v.object({
	kind: v.literal('withdrawal'),
	offeringId: slug<OfferingId>(),
	memberId: hexId<MemberId>(8),
	serial,
	channel: v.picklist(CHANNELS),
	staffId,
});
export type Withdrawal = v.InferOutput<typeof WithdrawalSchema>;

/** About one person at one session: what attendance is folded from. */
export type PresenceFact = CheckIn | CheckOut | Undo | Correction;
/** About one person and one offering: what seats are folded from. */
export type SeatFact = SignUp | Withdrawal;

const personal = [
	CheckInSchema,
	CheckOutSchema,
	UndoSchema,
	CorrectionSchema,
	SignUpSchema,
	WithdrawalSchema,
] as const;

export const FactSchema = v.variant('kind', [...personal, EmergencyRaisedSchema, EmergencyEndedSchema]);
export type Fact = v.InferOutput<typeof FactSchema>;

/** The facts of entries of version 2. */
export const SecondFactSchema = v.variant('kind', personal);
/** The facts of entries of version 1. */
export const FirstFactSchema = v.variant('kind', [v.object(checkIn(FIRST_FLAGS)), CorrectionSchema]);

/** About one person: everything that staff may count by hand. */
export type PersonalFact = PresenceFact | SeatFact;

export const isPresenceFact = (fact: Fact): fact is PresenceFact => 'sessionId' in fact;
export const isSeatFact = (fact: Fact): fact is SeatFact => 'offeringId' in fact;
export const isEmergencyFact = (fact: Fact): fact is EmergencyFact => 'emergencyId' in fact;

/** What a fact is about, beside the person: a session's id, or `offering/ID` or `emergency/ID`, which no session's id can be. */
export function subjectOf(fact: Fact): string {
	if (isPresenceFact(fact)) return fact.sessionId;
	return isSeatFact(fact) ? offeringSubject(fact.offeringId) : emergencySubject(fact.emergencyId);
}
export const offeringSubject = (offeringId: OfferingId): string => `offering/${offeringId}`;
export const emergencySubject = (emergencyId: EmergencyId): string => `emergency/${emergencyId}`;

/** Whom a fact is about; null where it is about nobody. */
export const personOf = (fact: Fact): MemberId | null => ('memberId' in fact ? fact.memberId : null);

/** The end of the year 9999: no clock that works says more, and no calendar shows more. */
export const LAST_INSTANT = 253_402_300_799_999;

/**
 * When a fact happened, as far as the device could tell. Milliseconds.
 * Corrected time is wall + offset, right within ± uncertainty.
 */
const timing = v.object({
	wall: Instant,
	/** Since the device's process began. */
	mono: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
	/** Hub time minus device time, as estimated. */
	offset: v.pipe(v.number(), v.safeInteger()),
	uncertainty: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});
export type Timing = v.InferOutput<typeof timing>;

export const isTime = ({ wall, offset }: Timing): boolean =>
	wall <= LAST_INSTANT && wall + offset <= LAST_INSTANT;
export const TimingSchema = v.pipe(timing, v.check(isTime, 'must lie before the year 10000'));

export const correctedTime = (timing: Timing): number => Math.max(0, timing.wall + timing.offset);
