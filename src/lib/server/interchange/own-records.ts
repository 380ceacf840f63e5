import * as v from 'valibot';
import type { Meeting } from '../../domain/catalogue.ts';
import { CourseSchema, OfferingSchema, ProgrammeSchema, SessionSchema } from '../../domain/course.ts';
import { RoomSchema } from '../../domain/venue.ts';

/**
 * A meeting as we hold it, put into a file of another format: it comes back whole, with what that format has no word for.
 * Nothing of a person but the teacher's name, which is published.
 */
const OwnRecordsSchema = v.object({
	programme: ProgrammeSchema,
	course: CourseSchema,
	offering: OfferingSchema,
	session: SessionSchema,
	room: RoomSchema,
	movedFrom: v.optional(RoomSchema),
});
export type OwnRecords = v.InferOutput<typeof OwnRecordsSchema>;

/** `offering` as published: `meetingOf` names a substitute for its teacher. */
export const ownRecords = (
	{ programme, course, session, room, movedFrom }: Meeting,
	offering: Meeting['offering'],
): OwnRecords => ({ programme, course, offering, session, room, ...(movedFrom ? { movedFrom } : {}) });

/** Null where somebody has changed it into something that we would not have written. */
export function readOwnRecords(raw: unknown): OwnRecords | null {
	const read = v.safeParse(OwnRecordsSchema, raw);
	return read.success ? read.output : null;
}

export function readOwnText(text: string | null | undefined): OwnRecords | null {
	if (!text) return null;
	try {
		return readOwnRecords(JSON.parse(text));
	} catch {
		return null;
	}
}
