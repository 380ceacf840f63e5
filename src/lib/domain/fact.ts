import * as v from 'valibot';
import type { EntryId, MemberId, SessionId, StaffId } from '../base/id.ts';
import { hexId, Instant, integer, line, slug } from './shapes.ts';

/** Facts are immutable; what people call attendance is derived from them (attendance.ts). */

/** How a code or a person came in. */
export const CHANNELS = ['camera', 'wedge', 'picture', 'desk', 'phone'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What staff should know about an admission that was right to grant and could not be fully checked. */
export const FLAGS = [
	'enrollment-unknown',
	'walk-in',
	'time-unknown',
	'clock-skewed',
	'device-revoked',
	'late',
] as const;
export type Flag = (typeof FLAGS)[number];

export const entryIdSchema = v.pipe(
	v.string(),
	v.regex(/^[0-9a-f]{32}\.\d{1,15}$/, 'must be outboxId.seq'),
	v.transform((value) => value as EntryId),
);

/** Someone was admitted to a session. */
export const CheckInSchema = v.object({
	kind: v.literal('check-in'),
	sessionId: slug<SessionId>(),
	memberId: hexId<MemberId>(8),
	/** Serial of the pass shown; null where staff knew the person. */
	serial: v.nullable(integer(0, 65_535)),
	channel: v.picklist(CHANNELS),
	flags: v.array(v.picklist(FLAGS)),
	/** Staff who let the person in by hand; null for a kiosk. */
	staffId: v.nullable(hexId<StaffId>(8)),
});
export type CheckIn = v.InferOutput<typeof CheckInSchema>;

/** Staff's word on whether someone came, over the facts they had seen. */
export const CorrectionSchema = v.object({
	kind: v.literal('correction'),
	sessionId: slug<SessionId>(),
	memberId: hexId<MemberId>(8),
	present: v.boolean(),
	/** The facts it corrects. One that it did not see is not overruled by it. */
	saw: v.array(entryIdSchema),
	reason: line(200),
	staffId: hexId<StaffId>(8),
});
export type Correction = v.InferOutput<typeof CorrectionSchema>;

export const FactSchema = v.variant('kind', [CheckInSchema, CorrectionSchema]);
export type Fact = v.InferOutput<typeof FactSchema>;

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
