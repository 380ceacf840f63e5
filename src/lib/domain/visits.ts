import {
	asId,
	type CourseId,
	type OfferingId,
	type ProgrammeId,
	type RoomId,
	type SessionId,
} from '../base/id.ts';
import type { Course, Offering, Programme, Session } from './course.ts';
import type { PolicyPart } from './policy.ts';
import type { Room, Venue } from './venue.ts';
import { dayBounds, instantOf, localDate, openingsOn } from './venue-time.ts';

/**
 * Visits (场馆打卡): a station, reading room or hall counts who comes, class or no class. One pseudo-session a local day,
 * derived on kiosk and hub alike and stored nowhere: a person counts once a day, however often they come.
 */

/** On for places that people simply drop in at, unless the venue says otherwise. */
export const countsVisits = ({ kind, modules }: Pick<Venue, 'kind' | 'modules'>): boolean =>
	modules.visits ?? kind !== 'palace';

const NAME = /^visit-(\d{4}-\d\d-\d\d)$/;

/** Id of the visits of the venue's local day that `at` lies in. */
export const visitId = (at: number, zone: string): SessionId =>
	asId<SessionId>(`visit-${localDate(at, zone)}`);

/** The local date `YYYY-MM-DD` whose visits these are; null for any class. */
export function visitDate(id: SessionId): string | null {
	const date = NAME.exec(id)?.[1];
	return date && isDate(date) ? date : null;
}

const isDate = (date: string): boolean => {
	const at = Date.parse(`${date}T00:00:00Z`);
	return Number.isFinite(at) && new Date(at).toISOString().startsWith(date);
};

/** The offering of all visits of a venue: nobody is enrolled in it. */
const VISITS = asId<OfferingId>('visits');

/** Whoever has a pass may come, at any time of the day; nobody is late. */
const POLICY: PolicyPart = {
	...{ opensBefore: 0, lateAfter: 24 * 60, closesAfter: undefined, full: 'admit' },
	...{ unions: undefined, limits: undefined, prerequisites: undefined, rules: undefined },
};

/** What a class would be found by, for visits. Everything is named as the venue is. */
export interface Visits {
	readonly session: Session;
	readonly offering: Offering;
	readonly course: Course;
	readonly programme: Programme;
	readonly room: Room;
}

/** Null where `id` is no visit's, the venue counts none, or is closed that day. No hours at all: open around the clock. */
export function visitsOf(venue: Venue, id: SessionId): Visits | null {
	const date = visitDate(id);
	const hours = date !== null && countsVisits(venue) ? hoursOn(venue, date) : null;
	if (!hours) return null;
	const { name } = venue;
	const roomId = asId<RoomId>('visits');
	const courseId = asId<CourseId>('visits');
	const programmeId = asId<ProgrammeId>('visits');
	return {
		session: { id, offeringId: VISITS, roomId, ...hours, status: 'scheduled' },
		offering: { id: VISITS, courseId, name, teacher: { name }, capacity: 100_000, policy: POLICY },
		course: { id: courseId, programmeId, name },
		programme: { id: programmeId, name, tint: 'brass' },
		room: { id: roomId, name, floor: 1, ...(venue.address ? { address: venue.address } : {}) },
	};
}

/** From the first opening of the day to the last closing. */
function hoursOn({ openingHours, zone }: Venue, date: string): { startsAt: number; endsAt: number } | null {
	const day = dayBounds(instantOf(date, '12:00', zone), zone);
	if (openingHours.length === 0) return { startsAt: day.from, endsAt: day.to };
	const today = openingsOn(openingHours, day.from, zone);
	const first = today[0];
	if (!first) return null;
	const to = today.map((hours) => hours.to).reduce((a, b) => (a > b ? a : b));
	const endsAt = to === '24:00' ? day.to : instantOf(date, to, zone);
	const startsAt = instantOf(date, first.from, zone);
	return endsAt > startsAt ? { startsAt, endsAt } : null;
}
