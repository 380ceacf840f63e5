import * as v from 'valibot';
import {
	CourseSchema,
	OfferingSchema,
	ProgrammeSchema,
	SessionSchema,
	TallySchema,
	TeacherRecordSchema,
} from '../domain/course.ts';
import { EmergencySchema } from '../domain/emergency-shapes.ts';
import { HonoreeSchema } from '../domain/exhibit.ts';
import { HeritageSchema } from '../domain/heritage.ts';
import { MediaSchema } from '../domain/media.ts';
import { MethodSchema } from '../domain/method.ts';
import { MilestoneSchema } from '../domain/milestone.ts';
import { NoticeSchema } from '../domain/notice-shapes.ts';
import { RevocationsSchema, TrustedKeySchema } from '../domain/pass.ts';
import { SealingKeySchema } from '../domain/sealed-recording.ts';
import { SealedRosterSchema } from '../domain/roster.ts';
import { SceneSchema, ScrollSchema } from '../domain/scroll.ts';
import { StorySchema } from '../domain/story.ts';
import { ScreenSchema } from '../domain/screen-shapes.ts';
import { entryIdSchema } from '../domain/fact.ts';
import { hexId, Instant, integer, line, slug } from '../domain/shapes.ts';
import { WorkSchema } from '../domain/work.ts';
import { RoomSchema, VenueSchema } from '../domain/venue.ts';
import type { MemberId, RoomId, SessionId } from '../base/id.ts';

/** Someone is in already, told to the venue's other kiosks. Pseudonymous, today's sessions only. */
export const PresenceSchema = v.object({
	sessionId: slug<SessionId>(),
	memberId: hexId<MemberId>(8),
	at: Instant,
	/** Corrected time at which they left; without it they are here. */
	leftAt: v.optional(Instant),
	/** Of the last coming or going of these; `at` where there was one only. */
	movedAt: v.optional(Instant),
});
export type Presence = v.InferOutput<typeof PresenceSchema>;

/**
 * Comings and goings that staff have taken back or corrected: the device that wrote them knows of them, and of nothing that
 * was done about them elsewhere. Pseudonymous, today's sessions only.
 */
export const TakenBackSchema = v.object({
	sessionId: slug<SessionId>(),
	memberId: hexId<MemberId>(8),
	/** Corrected time of the last of them. */
	at: Instant,
	entries: v.pipe(v.array(entryIdSchema), v.minLength(1)),
});
export type TakenBack = v.InferOutput<typeof TakenBackSchema>;

/** What staff have set about one device: whose door it stands at. Null: at a door for every class. */
export const DeviceSettingSchema = v.object({
	door: v.nullable(v.union([v.object({ room: slug<RoomId>() }), v.object({ session: slug<SessionId>() })])),
});
export type DeviceSetting = v.InferOutput<typeof DeviceSettingSchema>;

/**
 * Everything that flows down to a venue's devices, by kind. A record is (kind, id, body);
 * ids: the body's own id, or for `tally` the session's, for `presence` and `taken-back` session/member,
 * for `device` and `screen` the device's, for `key` the key id, for `roster` the lookup, for `revocations` and `sealing` “current”.
 */
export const RECORDS = {
	venue: VenueSchema,
	room: RoomSchema,
	programme: ProgrammeSchema,
	course: CourseSchema,
	teacher: TeacherRecordSchema,
	offering: OfferingSchema,
	session: SessionSchema,
	honoree: HonoreeSchema,
	method: MethodSchema,
	heritage: HeritageSchema,
	story: StorySchema,
	milestone: MilestoneSchema,
	scroll: ScrollSchema,
	scene: SceneSchema,
	work: WorkSchema,
	media: MediaSchema,
	tally: TallySchema,
	presence: PresenceSchema,
	'taken-back': TakenBackSchema,
	device: DeviceSettingSchema,
	screen: ScreenSchema,
	notice: NoticeSchema,
	emergency: EmergencySchema,
	key: TrustedKeySchema,
	revocations: RevocationsSchema,
	sealing: SealingKeySchema,
	roster: SealedRosterSchema,
} as const;

export type RecordKind = keyof typeof RECORDS;
export type RecordBody<K extends RecordKind = RecordKind> = v.InferOutput<(typeof RECORDS)[K]>;

export const RECORD_KINDS = Object.keys(RECORDS) as RecordKind[];

/** One published record, or its removal where `body` is null. `rev` is the venue's change counter. */
export const PublishedSchema = v.object({
	kind: line(32),
	id: line(128),
	rev: integer(0, Number.MAX_SAFE_INTEGER),
	body: v.nullable(v.unknown()),
});
export type Published = v.InferOutput<typeof PublishedSchema>;

/** Null where the kind is unknown (a newer hub) or the body is not what this version understands. */
export function parseBody<K extends RecordKind>(kind: K, body: unknown): RecordBody<K> | null {
	const parsed = v.safeParse(RECORDS[kind], body);
	return parsed.success ? parsed.output : null;
}

export const isRecordKind = (kind: string): kind is RecordKind => kind in RECORDS;
export const presenceId = (sessionId: SessionId, memberId: MemberId): string => `${sessionId}/${memberId}`;
