import type { OfferingId, RoomId } from '../base/id.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { sessionIdFor, type Offering, type Session } from '../domain/course.ts';
import type { Honoree } from '../domain/exhibit.ts';
import { dateAfter, yearsWithout, type HolidayYear } from '../domain/holidays.ts';
import { datesOf, lastDateFrom, type Dates, type Recurrence } from '../domain/recurrence.ts';
import type { Column, TimetableRow } from '../domain/timetable.ts';
import { instantOf } from '../domain/venue-time.ts';
import type { Room } from '../domain/venue.ts';
import { CatalogueDraft, ONLY_CLASS } from './catalogue-draft.ts';
import { apart } from './room-names.ts';
import type { TimetablePlan, TimetableProblem } from './timetable-plan.ts';
import { WhichClass } from './which-class.ts';

/** Puts the rows of a table over what the venue has; known rooms and courses are found by their names. */
export class TimetableBuild {
	readonly #draft: CatalogueDraft;
	readonly #which: WhichClass;
	readonly #years: readonly HolidayYear[];
	/** Of each class the first row of it, or the first that says how many seats. */
	readonly #said = new Map<OfferingId, TimetableRow>();
	readonly #skipped = new Set<string>();
	readonly #unanswered = new Set<string>();
	readonly #unknownYears = new Set<number>();

	/** `rows`: all that will be added, to know beforehand which names several classes go by. */
	constructor(
		catalogue: Catalogue,
		years: readonly HolidayYear[],
		honorees: Iterable<Honoree>,
		rows: Iterable<TimetableRow>,
	) {
		this.#which = new WhichClass(catalogue, rows);
		this.#draft = new CatalogueDraft(catalogue, honorees);
		this.#years = years;
	}

	get problems(): TimetableProblem[] {
		return this.#draft.problems;
	}

	add(row: TimetableRow): void {
		const room = this.#roomOf(row);
		if (!room) return;
		const offering = this.#offeringOf(row, room);
		if (offering) this.#meet(row, offering, room.id);
	}

	#roomOf({ row, room: text, session }: TimetableRow): Room | null {
		const { sessions, rooms } = this.#draft.catalogue;
		const called = this.#draft.rooms(text);
		if (called.length === 1) return called[0]!;
		// A row that we wrote ourselves names its session, and so its room.
		const own = session && sessions.get(session);
		const room = called.length > 1 && own ? rooms.get(own.roomId) : undefined;
		if (room) return room;
		this.problems.push(
			called.length === 0
				? { row, column: 'room', fault: 'no-such-room', value: text }
				: { row, column: 'room', fault: 'which-of-these', value: apart(called) },
		);
		return null;
	}

	#offeringOf(row: TimetableRow, { id: roomId, seats }: Room): Offering | null {
		const course = this.#draft.course(row.programme, row.course);
		const which = this.#which.of(row, course, roomId);
		if ('fault' in which) {
			this.problems.push(which);
			return null;
		}
		const met = this.#draft.tableClassMet(which.id);
		const said = met && this.#said.get(met.id);
		if (said) {
			const differs = differing(said, row);
			if (differs) {
				const value = String(said.row);
				this.problems.push({ row: row.row, column: differs, fault: 'says-otherwise', value });
				return null;
			}
			if (said.capacity !== null || row.capacity === null) return met;
		}
		const { teacher, capacity } = row;
		const there = met ?? which.there;
		const fallback = capacity ?? there?.capacity ?? seats;
		if (fallback === undefined) {
			this.problems.push({ row: row.row, column: 'capacity', fault: 'no-capacity', value: '' });
			return null;
		}
		const made = { id: which.id, name: { zh: row.offering ?? ONLY_CLASS }, courseId: course.id };
		const offering = this.#draft.tableClass(made, { teacher, capacity, fallback }, there);
		this.#said.set(offering.id, row);
		return offering;
	}

	#meet(row: TimetableRow, offering: Offering, roomId: RoomId): void {
		const dates = this.#datesOf(row, offering);
		if (!dates) return;
		if (dates.length === 0) {
			const column = 'date' in row.meets ? 'from' : 'weekdays';
			this.problems.push({ row: row.row, column, fault: 'never-meets', value: '' });
		}
		const { venue, sessions } = this.#draft.catalogue;
		const befell = this.#befallen(row, roomId);
		for (const date of dates) {
			// A row that we wrote ourselves names its session, wherever staff have moved it since.
			const own = row.session && sessions.get(row.session);
			const id = own?.offeringId === offering.id ? own.id : sessionIdFor(offering.id, date, row.starts);
			const said = {
				roomId,
				startsAt: instantOf(date, row.starts, venue.zone),
				endsAt: instantOf(row.ends > row.starts ? date : dateAfter(date, 1), row.ends, venue.zone),
			};
			const session = sessions.get(id) ?? { id, offeringId: offering.id, ...said, ...befell };
			// What staff have moved or cancelled since stays as they left it.
			const met = this.#draft.put(session, row.row, said);
			if (met === null) continue;
			this.problems.push({ row: row.row, column: 'course', fault: 'twice', value: String(met) });
			return;
		}
	}

	/** Of a meeting that is not here yet, what its row says. */
	#befallen({ row, befell }: TimetableRow, roomId: RoomId): Pick<Session, 'status'> & Partial<Session> {
		if (!befell) return { status: 'scheduled' };
		const { cancelled, substitute, movedFrom, reason } = befell;
		const [before] = movedFrom === null ? [] : this.#draft.rooms(movedFrom);
		if (movedFrom !== null && !before)
			this.problems.push({ row, column: 'room', fault: 'no-such-room', value: movedFrom });
		return {
			status: cancelled ? 'cancelled' : 'scheduled',
			...(before && before.id !== roomId && { movedFrom: before.id }),
			...(substitute && { substitute: this.#draft.teacher(substitute) }),
			...(reason && { reason: { zh: reason } }),
		};
	}

	/** Null, and told, where it would go on for too long. */
	#datesOf({ row, meets, starts }: TimetableRow, { id }: Offering): string[] | null {
		if ('date' in meets) return [meets.date];
		const { on, from, until, count } = meets;
		const far = lastDateFrom(from);
		const rule = {
			...{ weekdays: [...on], from, until: until ?? far, everyWeeks: 1, except: [], holidays: true },
			...(count === null ? {} : { count }),
		};
		const stands = ({ date }: { date: string }): boolean =>
			this.#draft.catalogue.sessions.has(sessionIdFor(id, date, starts));
		const { dates, skipped, unanswered } = datesAsCounted(rule, this.#years, stands);
		const ended = dates.length === count;
		if (!ended && (until === null || until > far)) {
			const column = until === null ? 'count' : 'until';
			this.problems.push({ row, column, fault: 'longer-than-three-years', value: until ?? String(count) });
			return null;
		}
		for (const { date } of skipped) this.#skipped.add(date);
		for (const date of unanswered) this.#unanswered.add(date);
		const end = ended ? dates.at(-1)!.date : rule.until;
		for (const year of yearsWithout(from, end, this.#years)) this.#unknownYears.add(year);
		return dates.map(({ date }) => date);
	}

	plan(unknown: readonly string[]): TimetablePlan {
		return this.#draft.plan({
			skipped: [...this.#skipped].sort(),
			unanswered: [...this.#unanswered].sort(),
			unknownYears: [...this.#unknownYears].sort((a, b) => a - b),
			...{ unknown, notes: [] },
		});
	}
}

/** A class that has its number already gets no more of it by a make-up day that was answered since. */
function datesAsCounted(
	rule: Recurrence,
	years: readonly HolidayYear[],
	stands: (date: { readonly date: string }) => boolean,
): Dates {
	const found = datesOf(rule, years);
	const fresh = found.dates.filter((one) => one.makeUp && !stands(one));
	if (rule.count === undefined || fresh.length === 0) return found;
	const without = datesOf({ ...rule, except: fresh.map(({ date }) => date) }, years);
	return without.dates.length === found.dates.length && without.dates.every(stands) ? without : found;
}

/** A cell that is left empty, as merged cells leave them, says nothing of its own. */
const differing = (said: TimetableRow, { teacher, capacity }: TimetableRow): Column | null =>
	said.teacher !== teacher
		? 'teacher'
		: said.capacity !== null && capacity !== null && said.capacity !== capacity
			? 'capacity'
			: null;
