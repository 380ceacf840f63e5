import {
	asId,
	type CourseId,
	type OfferingId,
	type ProgrammeId,
	type VenueId,
} from '../../src/lib/base/id.ts';
import type { Catalogue } from '../../src/lib/domain/catalogue.ts';
import type { Course, Offering, Programme, Session } from '../../src/lib/domain/course.ts';
import type { PolicyPart } from '../../src/lib/domain/policy.ts';
import type { CheckInPolicy } from '../../src/lib/domain/venue.ts';
import { at, catalogueOf, session } from '../fixtures/venue.ts';

/**
 * A venue on Friday, 2026-11-20: programme “night” (course “ink”: classes a and b), programme “gym” (course “gym”: class
 * c, twice a day), and course “safety” (class d), which is over. a meets in room 302, b in 101 at the same time.
 */
export interface Policies {
	readonly venue?: PolicyPart;
	readonly programme?: PolicyPart;
	readonly course?: PolicyPart;
	readonly offering?: PolicyPart;
	readonly session?: PolicyPart;
}

const on = (id: string, date: string, from: string, to: string, differs: Partial<Session> = {}): Session =>
	session(id, from, to, { startsAt: at(from, date), endsAt: at(to, date), ...differs });

const SESSIONS: readonly Session[] = [
	on('a-1', '2026-11-20', '18:30', '20:00'),
	on('b-1', '2026-11-20', '18:30', '20:00', { roomId: asId('r101') }),
	on('c-1', '2026-11-20', '14:00', '15:00'),
	on('c-2', '2026-11-20', '20:30', '21:30'),
	on('a-wed', '2026-11-18', '18:30', '20:00'),
	on('c-mon', '2026-11-16', '14:00', '15:00'),
	on('a-last', '2026-11-13', '18:30', '20:00'),
	on('d-1', '2026-10-10', '09:00', '10:00'),
	on('d-2', '2026-10-17', '09:00', '10:00'),
];

const byId = <T extends { id: string }>(rows: readonly T[]): Map<T['id'], T> =>
	new Map(rows.map((row) => [row.id, row]));

const withPolicy = <T extends object>(row: T, policy: PolicyPart | undefined): T & { policy?: PolicyPart } =>
	policy ? { ...row, policy } : row;

/** `policies` of programme, course, offering and session are those of “night”, “ink”, a and b, and a-1 and b-1. */
export function doorVenue(
	id: string,
	policies: Policies,
	capacity: number,
	changes: Partial<Record<string, Partial<Session>>>,
): Catalogue {
	const base = catalogueOf([]);
	const programme = (name: string): Programme => ({
		id: asId<ProgrammeId>(name),
		name: { zh: name },
		tint: 'red',
	});
	const course = (name: string, programmeId: string): Course => ({
		id: asId<CourseId>(name),
		programmeId: asId<ProgrammeId>(programmeId),
		name: { zh: name },
	});
	const offering = (name: string, courseId: string): Offering => ({
		id: asId<OfferingId>(name),
		courseId: asId<CourseId>(courseId),
		name: { zh: `${name} 班` },
		teacher: { name: { zh: '陈老师' } },
		capacity,
	});
	const policy = { ...base.venue.policy, ...policies.venue } as CheckInPolicy;
	return {
		...base,
		venue: { ...base.venue, id: asId<VenueId>(id), policy },
		programmes: byId([withPolicy(programme('night'), policies.programme), programme('gym')]),
		courses: byId([
			withPolicy(course('ink', 'night'), policies.course),
			course('gym', 'gym'),
			course('safety', 'gym'),
		]),
		offerings: byId([
			withPolicy(offering('a', 'ink'), policies.offering),
			withPolicy(offering('b', 'ink'), policies.offering),
			offering('c', 'gym'),
			offering('d', 'safety'),
		]),
		sessions: byId(
			SESSIONS.map((row) =>
				withPolicy(
					{ ...row, ...changes[row.id] },
					['a-1', 'b-1'].includes(row.id) ? policies.session : undefined,
				),
			),
		),
	};
}
