/** A string that the compiler will not mix up with another kind of string. */
export type Branded<Name extends string> = string & { readonly __id: Name };

/** Slug chosen by the operator: lower-case letters, digits and dashes. */
export type VenueId = Branded<'VenueId'>;
export type RoomId = Branded<'RoomId'>;
export type ProgrammeId = Branded<'ProgrammeId'>;
export type CourseId = Branded<'CourseId'>;
export type OfferingId = Branded<'OfferingId'>;
export type SessionId = Branded<'SessionId'>;
export type HonoreeId = Branded<'HonoreeId'>;
export type TeacherId = Branded<'TeacherId'>;
export type MethodId = Branded<'MethodId'>;
export type HeritageId = Branded<'HeritageId'>;
export type StoryId = Branded<'StoryId'>;
export type ScrollId = Branded<'ScrollId'>;
export type SceneId = Branded<'SceneId'>;
export type MilestoneId = Branded<'MilestoneId'>;
export type WorkId = Branded<'WorkId'>;
export type NoticeId = Branded<'NoticeId'>;
/** 8 random bytes as hex: made where it was raised, hub or not. */
export type EmergencyId = Branded<'EmergencyId'>;
/** First 16 bytes of the original file's SHA-256 as hex: the same file is the same media everywhere. */
export type MediaId = Branded<'MediaId'>;
/** 16 random bytes as hex: made by the kiosk that a visitor speaks to. */
export type RecordingId = Branded<'RecordingId'>;
/** 8 random bytes as 16 lower-case hex digits. Says nothing about the person. */
export type MemberId = Branded<'MemberId'>;
/** 8 random bytes as hex: one paired machine. */
export type DeviceId = Branded<'DeviceId'>;
/** 16 random bytes as hex, made with the ledger database: one outbox, of one venue, for life. */
export type OutboxId = Branded<'OutboxId'>;
/** `${outboxId}.${seq}`: derived, so the same act can never get two keys. */
export type EntryId = Branded<'EntryId'>;
export type StaffId = Branded<'StaffId'>;

/** Marks a string as an id of kind `T`. Only for values that a schema has checked or that we have just made. */
export const asId = <T extends Branded<string>>(value: string): T => value as T;
