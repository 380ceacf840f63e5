import type { CourseId, OfferingId, ProgrammeId, RoomId, SessionId } from '../base/id.ts';
import type { Course, Offering, Programme, Session, Tally } from './course.ts';
import type { Room, Venue } from './venue.ts';
import { visitId, visitsOf } from './visits.ts';

/** All that a venue publishes, by id: what the board, the kiosk's pages and the staff's pages are derived from. */
export interface Catalogue {
	readonly venue: Venue;
	readonly rooms: ReadonlyMap<RoomId, Room>;
	readonly programmes: ReadonlyMap<ProgrammeId, Programme>;
	readonly courses: ReadonlyMap<CourseId, Course>;
	readonly offerings: ReadonlyMap<OfferingId, Offering>;
	readonly sessions: ReadonlyMap<SessionId, Session>;
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

/**
 * Null where a reference leads nowhere: a change that arrived before what it refers to waits unseen. A day's visits are found
 * like a class.
 */
export function meetingOf(catalogue: Catalogue, id: SessionId): Meeting | null {
	const session = catalogue.sessions.get(id);
	if (!session) return visitsMeeting(catalogue, id);
	const offering = catalogue.offerings.get(session.offeringId);
	const course = offering && catalogue.courses.get(offering.courseId);
	const programme = course && catalogue.programmes.get(course.programmeId);
	const room = catalogue.rooms.get(session.roomId);
	if (!offering || !course || !programme || !room) return null;
	const movedFrom = (session.movedFrom && catalogue.rooms.get(session.movedFrom)) ?? null;
	const tally = catalogue.tallies.get(id) ?? { enrolled: 0, present: 0 };
	const taught = session.substitute ? { ...offering, teacher: session.substitute } : offering;
	return { session, offering: taught, course, programme, room, movedFrom, tally };
}

function visitsMeeting({ venue, tallies }: Catalogue, id: SessionId): Meeting | null {
	const visits = visitsOf(venue, id);
	return visits && { ...visits, movedFrom: null, tally: tallies.get(id) ?? { enrolled: 0, present: 0 } };
}

/** The visits of the local day that `now` lies in; null where the venue counts none, or is closed. */
export const visitsToday = (catalogue: Catalogue, now: number): Meeting | null =>
	visitsMeeting(catalogue, visitId(now, catalogue.venue.zone));
