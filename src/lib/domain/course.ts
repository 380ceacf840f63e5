import * as v from 'valibot';
import type { CourseId, HonoreeId, OfferingId, ProgrammeId, RoomId, SessionId } from '../base/id.ts';
import { Instant, integer, slug } from './shapes.ts';
import { TextSchema } from './text.ts';

/** Programme (品牌) ▸ Course (课程) ▸ Offering (班级) ▸ Session (课次). */

/** The inks a programme's brand may have; tokens.css says what they look like. */
export const TINTS = ['red', 'brass', 'pine', 'indigo', 'plum', 'clay'] as const;

export const ProgrammeSchema = v.object({
	id: slug<ProgrammeId>(),
	name: TextSchema,
	summary: v.optional(TextSchema),
	tint: v.picklist(TINTS),
});
export type Programme = v.InferOutput<typeof ProgrammeSchema>;

export const CourseSchema = v.object({
	id: slug<CourseId>(),
	programmeId: slug<ProgrammeId>(),
	name: TextSchema,
	summary: v.optional(TextSchema),
	/** What to bring. */
	bring: v.optional(TextSchema),
});
export type Course = v.InferOutput<typeof CourseSchema>;

export const OfferingSchema = v.object({
	id: slug<OfferingId>(),
	courseId: slug<CourseId>(),
	/** Which class of the course, such as “秋季一班”. */
	name: TextSchema,
	teacher: v.object({ name: TextSchema, honoreeId: v.optional(slug<HonoreeId>()) }),
	capacity: integer(1, 100_000),
});
export type Offering = v.InferOutput<typeof OfferingSchema>;

export const SessionSchema = v.object({
	id: slug<SessionId>(),
	offeringId: slug<OfferingId>(),
	roomId: slug<RoomId>(),
	startsAt: Instant,
	endsAt: Instant,
	status: v.picklist(['scheduled', 'cancelled']),
	/** The room it was announced in, while it meets elsewhere. */
	movedFrom: v.optional(slug<RoomId>()),
	/** Why it is cancelled or moved. */
	reason: v.optional(TextSchema),
});
export type Session = v.InferOutput<typeof SessionSchema>;

/** How many are expected and how many are here: what a public screen may say about a roster. */
export const TallySchema = v.object({
	enrolled: integer(0, 1_000_000),
	present: integer(0, 1_000_000),
	/** How many came, where some of them have left. */
	came: v.optional(integer(0, 1_000_000)),
});
export type Tally = v.InferOutput<typeof TallySchema>;
