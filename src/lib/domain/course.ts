import * as v from 'valibot';
import {
	asId,
	type CourseId,
	type HonoreeId,
	type OfferingId,
	type ProgrammeId,
	type RoomId,
	type SessionId,
	type TeacherId,
} from '../base/id.ts';
import { PolicyPartSchema } from './policy.ts';
import { Archived, Instant, integer, slug } from './shapes.ts';
import { SignUpPolicySchema } from './sign-up-policy.ts';
import { TextSchema } from './text.ts';

/** Programme (品牌) ▸ Course (课程) ▸ Offering (班级) ▸ Session (课次). */

/** The inks a programme's brand may have; tokens.css says what they look like. */
export const TINTS = ['red', 'brass', 'pine', 'indigo', 'plum', 'clay'] as const;

export const ProgrammeSchema = v.object({
	id: slug<ProgrammeId>(),
	name: TextSchema,
	summary: v.optional(TextSchema),
	tint: v.picklist(TINTS),
	policy: v.optional(PolicyPartSchema),
	archived: Archived,
});
export type Programme = v.InferOutput<typeof ProgrammeSchema>;

export const CourseSchema = v.object({
	id: slug<CourseId>(),
	programmeId: slug<ProgrammeId>(),
	name: TextSchema,
	summary: v.optional(TextSchema),
	/** What to bring. */
	bring: v.optional(TextSchema),
	policy: v.optional(PolicyPartSchema),
	archived: Archived,
});
export type Course = v.InferOutput<typeof CourseSchema>;

/** Honourees may teach: then the class leads to their page, and their page to the class. */
export const TeacherSchema = v.object({
	name: TextSchema,
	honoreeId: v.optional(slug<HonoreeId>()),
	/** Their entry among the venue's teachers, where they have one: two of one name are told apart by it. */
	teacherId: v.optional(slug<TeacherId>()),
});
export type Teacher = v.InferOutput<typeof TeacherSchema>;

/** Somebody who teaches at a venue, for staff to choose from. What kiosks show of them stands in offerings and sessions. */
export const TeacherRecordSchema = v.object({
	id: slug<TeacherId>(),
	name: TextSchema,
	honoreeId: v.optional(slug<HonoreeId>()),
	archived: Archived,
});
export type TeacherRecord = v.InferOutput<typeof TeacherRecordSchema>;

/** As offerings and sessions name them. */
export const asTeacher = ({ id, name, honoreeId }: TeacherRecord): Teacher => ({
	...{ name, ...(honoreeId ? { honoreeId } : {}), teacherId: id },
});

export const OfferingSchema = v.object({
	id: slug<OfferingId>(),
	courseId: slug<CourseId>(),
	/** Which class of the course, such as “秋季一班”. */
	name: TextSchema,
	teacher: TeacherSchema,
	capacity: integer(1, 100_000),
	policy: v.optional(PolicyPartSchema),
	/** Who may sign up and how; only staff fill it where nothing is said. */
	signUp: v.optional(SignUpPolicySchema),
	archived: Archived,
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
	/** When it was announced to start, while it starts at another time. */
	announcedAt: v.optional(Instant),
	/** Who teaches this once, where the offering's own teacher cannot. */
	substitute: v.optional(TeacherSchema),
	/** Why it is cancelled, moved or taught by another. */
	reason: v.optional(TextSchema),
	policy: v.optional(PolicyPartSchema),
});
export type Session = v.InferOutput<typeof SessionSchema>;

/** Longest part of an offering's id that leaves room for date, time and a number in the session's. */
const STEM = 44;

/** An id that says of which class a session is and when: putting it up again finds it again. Local date and time. */
export const sessionIdFor = (offeringId: OfferingId, date: string, time: string): SessionId =>
	asId<SessionId>(`${offeringId.slice(0, STEM).replace(/-$/, '')}-${date}-${time.replace(':', '')}`);

/** How many are expected and how many are here: what a public screen may say about a roster. */
export const TallySchema = v.object({
	enrolled: integer(0, 1_000_000),
	present: integer(0, 1_000_000),
	/** How many came, where some of them have left. */
	came: v.optional(integer(0, 1_000_000)),
	/** How many of those who came have no seat of their own, where anybody did. */
	walkIns: v.optional(integer(0, 1_000_000)),
	/** How many wait for a seat, where anybody does. */
	waiting: v.optional(integer(0, 1_000_000)),
});
export type Tally = v.InferOutput<typeof TallySchema>;
