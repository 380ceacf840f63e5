import type { MemberId, OfferingId, SessionId, VenueId } from '../../base/id.ts';
import type { Course, Offering } from '../../domain/course.ts';
import { seatedAt } from '../../domain/seats.ts';
import { localDate, localTime, localWeekday } from '../../domain/venue-time.ts';
import type { Venue } from '../../domain/venue.ts';
import { visitDate, visitsOf } from '../../domain/visits.ts';
import { parseBody, type RecordBody, type RecordKind } from '../../sync/records.ts';
import { importedSeats, seatEvents } from '../seats.ts';
import type { SessionReport, UnionSums } from '../storage/report-port.ts';
import type { Tx } from '../storage/port.ts';
import { heads, minutesSoFar, unionSums } from './people-there.ts';

/**
 * One session's row of the reports out of records, attendance, and who had a seat when it ended: who joins or leaves later
 * changes no month that is told already.
 */

/** `20261123`. */
export const dayNumber = (date: string): number => Number(date.replaceAll('-', ''));
export const dateOfDay = (day: number): string =>
	`${String(day).slice(0, 4)}-${String(day).slice(4, 6)}-${String(day).slice(6)}`;

export interface FoldedSession {
	readonly row: SessionReport;
	readonly unions: readonly UnionSums[];
}

/** Reads what many sessions share once. Good for one transaction. */
export class ReportFold {
	readonly #tx: Tx;
	readonly #venueId: VenueId;
	readonly #known = new Map<string, unknown>();

	constructor(tx: Tx, venueId: VenueId) {
		[this.#tx, this.#venueId] = [tx, venueId];
	}

	async #once<T>(key: string, find: () => Promise<T>): Promise<T> {
		if (!this.#known.has(key)) this.#known.set(key, await find());
		return this.#known.get(key) as T;
	}

	async #record<K extends RecordKind>(kind: K, id: string): Promise<RecordBody<K> | null> {
		const body = await this.#tx.records.body(this.#venueId, kind, id);
		return body === null ? null : parseBody(kind, JSON.parse(body));
	}

	/** Null where there is no such session, or nothing is known of its class. */
	async session(id: SessionId): Promise<FoldedSession | null> {
		const venue = await this.#once('venue', () => this.#record('venue', this.#venueId));
		if (!venue) return null;
		const found = visitDate(id) === null ? await this.#class(id) : visitsAt(venue, id);
		if (!found) return null;
		const { session, offering, course, kind } = found;
		const { startsAt, endsAt } = session;
		const attended = await this.#tx.attendance.ofSession(this.#venueId, id);
		const present = attended.filter(({ attendance }) => attendance.status === 'present');
		const enrolled = await this.#enrolledAt(offering.id, endsAt);
		const { zone } = venue;
		const people = new Set([...enrolled, ...present.map(({ memberId }) => memberId)]);
		const named = await this.#tx.unions.named([...people], endsAt);
		// Whoever reads it while the class is on asks `minutesSoFar`.
		const unions = unionSums(kind, session, present, enrolled, named);
		const row: SessionReport = {
			...{ sessionId: id, kind, day: dayNumber(localDate(startsAt, zone)) },
			...{ weekday: localWeekday(startsAt, zone), hour: Number(localTime(startsAt, zone).slice(0, 2)) },
			...{ startsAt, endsAt, programmeId: course.programmeId, courseId: course.id, offeringId: offering.id },
			teacher: (session.substitute ?? offering.teacher).name.zh,
			...{ capacity: offering.capacity, enrolled: enrolled.size, came: heads(present) },
			seated: present.filter(({ memberId }) => enrolled.has(memberId)).length,
			late: heads(present.filter(({ attendance }) => attendance.late)),
			minutes: minutesSoFar(session, present, Infinity),
		};
		return { row, unions };
	}

	async #enrolledAt(id: OfferingId, at: number): Promise<ReadonlySet<MemberId>> {
		const told = await this.#once(`seats ${id}`, async () => {
			const events = await seatEvents(this.#tx, this.#venueId, id);
			return { events, imports: await importedSeats(this.#tx, this.#venueId, id, events) };
		});
		return seatedAt(told.events, told.imports, at);
	}

	async #class(id: SessionId) {
		const session = await this.#record('session', id);
		if (!session) return null;
		const offering = await this.#once<Offering | null>(`offering ${session.offeringId}`, () =>
			this.#record('offering', session.offeringId),
		);
		const course =
			offering &&
			(await this.#once<Course | null>(`course ${offering.courseId}`, () =>
				this.#record('course', offering.courseId),
			));
		if (!offering || !course) return null;
		const kind = session.status === 'cancelled' ? ('cancelled' as const) : ('class' as const);
		return { session, offering, course, kind };
	}
}

/** A day that the venue was closed after all is told by whoever came all the same. */
function visitsAt(venue: Venue, id: SessionId) {
	const visits = visitsOf(venue, id);
	return visits && { ...visits, kind: 'visits' as const };
}
