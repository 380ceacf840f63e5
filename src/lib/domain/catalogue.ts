import type { CourseId, HonoreeId, OfferingId, ProgrammeId, RoomId, SessionId } from '../base/id.ts';
import type { Course, Offering, Programme, Session, Tally } from './course.ts';
import type { Honoree } from './exhibit.ts';
import type { Room, Venue } from './venue.ts';

/** All that a venue publishes, by id: what the board, the kiosk's pages and the staff's pages are derived from. */
export interface Catalogue {
	readonly venue: Venue;
	readonly rooms: ReadonlyMap<RoomId, Room>;
	readonly programmes: ReadonlyMap<ProgrammeId, Programme>;
	readonly courses: ReadonlyMap<CourseId, Course>;
	readonly offerings: ReadonlyMap<OfferingId, Offering>;
	readonly sessions: ReadonlyMap<SessionId, Session>;
	readonly honorees: ReadonlyMap<HonoreeId, Honoree>;
	readonly tallies: ReadonlyMap<SessionId, Tally>;
}

/** A session with everything that names it: what one row of a board, a verdict or a roster's heading needs. */
export interface Meeting {
	readonly session: Session;
	readonly offering: Offering;
	readonly course: Course;
	readonly programme: Programme;
	readonly room: Room;
	readonly movedFrom: Room | null;
	readonly tally: Tally;
}

/** Null where a reference leads nowhere: a change that arrived before what it refers to waits unseen. */
export function meetingOf(catalogue: Catalogue, id: SessionId): Meeting | null {
	const session = catalogue.sessions.get(id);
	const offering = session && catalogue.offerings.get(session.offeringId);
	const course = offering && catalogue.courses.get(offering.courseId);
	const programme = course && catalogue.programmes.get(course.programmeId);
	const room = session && catalogue.rooms.get(session.roomId);
	if (!session || !offering || !course || !programme || !room) return null;
	const movedFrom = (session.movedFrom && catalogue.rooms.get(session.movedFrom)) ?? null;
	const tally = catalogue.tallies.get(id) ?? { enrolled: 0, present: 0 };
	return { session, offering, course, programme, room, movedFrom, tally };
}
