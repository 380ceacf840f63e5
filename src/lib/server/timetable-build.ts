import { toHex, utf8 } from '../base/bytes.ts';
import { sha256 } from '../base/digest.ts';
import { asId, type CourseId, type OfferingId, type ProgrammeId, type RoomId } from '../base/id.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { clashesOf } from '../domain/clashes.ts';
import {
	sessionIdFor,
	TINTS,
	type Course,
	type Offering,
	type Programme,
	type Session,
} from '../domain/course.ts';
import type { Honoree } from '../domain/exhibit.ts';
import type { HolidayYear } from '../domain/holidays.ts';
import { datesOf } from '../domain/recurrence.ts';
import type { Column, TimetableRow } from '../domain/timetable.ts';
import { instantOf } from '../domain/venue-time.ts';
import { KINDS, type TimetablePlan, type TimetableProblem } from './timetable-plan.ts';

const OTHER_PROGRAMME = '其他课程';
const ONLY_CLASS = '一班';

/** An id that the same words always get, so that importing twice finds what was imported. */
const idFor = (kind: string, ...words: readonly string[]): string =>
	`${kind}-${toHex(sha256(utf8(words.join('\n')))).slice(0, 12)}`;

const sameText = (a: string, b: string): boolean => a.trim() === b.trim();

/** Puts the file's classes over what the venue has; known ones are found by their names. */
export class TimetableBuild {
	readonly problems: TimetableProblem[] = [];
	readonly #catalogue: Catalogue;
	readonly #honorees: readonly Honoree[];
	readonly #years: readonly HolidayYear[];
	readonly #programmes = new Map<string, Programme>();
	readonly #courses = new Map<string, Course>();
	readonly #offerings = new Map<string, { offering: Offering; row: TimetableRow }>();
	readonly #sessions = new Map<string, { session: Session; row: number }>();
	readonly #skipped = new Set<string>();
	readonly #unanswered = new Set<string>();

	constructor(catalogue: Catalogue, years: readonly HolidayYear[], honorees: Iterable<Honoree>) {
		this.#catalogue = catalogue;
		this.#honorees = [...honorees];
		this.#years = years;
	}

	add(row: TimetableRow): void {
		const room = this.#roomOf(row.room);
		if (!room) {
			this.problems.push({ row: row.row, column: 'room', fault: 'no-such-room', value: row.room });
			return;
		}
		const capacity = row.capacity ?? room.seats ?? null;
		if (capacity === null) {
			this.problems.push({ row: row.row, column: 'capacity', fault: 'no-capacity', value: '' });
			return;
		}
		const offering = this.#offeringOf(row, capacity);
		if (offering) this.#meet(row, offering, room.id);
	}

	#roomOf(text: string) {
		const rooms = [...this.#catalogue.rooms.values()];
		const names = (room: (typeof rooms)[number]) =>
			[
				room.number,
				room.name.zh,
				room.name.en,
				room.number && `${room.number} ${room.name.zh}`,
				room.id,
			].filter((name): name is string => !!name);
		return rooms.find((room) => names(room).some((name) => sameText(name, text))) ?? null;
	}

	#programmeOf(name: string): Programme {
		const known =
			this.#programmes.get(name) ??
			[...this.#catalogue.programmes.values()].find((programme) => sameText(programme.name.zh, name));
		const tint = TINTS[(this.#catalogue.programmes.size + this.#programmes.size) % TINTS.length]!;
		const programme = known ?? { id: asId<ProgrammeId>(idFor('p', name)), name: { zh: name }, tint };
		this.#programmes.set(name, programme);
		return programme;
	}

	#courseOf({ programme: named, course: name }: TimetableRow): Course {
		const all = [...this.#courses.values(), ...this.#catalogue.courses.values()];
		// Without a programme a course of that name is meant, wherever it is.
		const known = named === null ? all.find((course) => sameText(course.name.zh, name)) : undefined;
		if (known) return known;
		const programme = this.#programmeOf(named ?? OTHER_PROGRAMME);
		const course = all.find((c) => c.programmeId === programme.id && sameText(c.name.zh, name)) ?? {
			id: asId<CourseId>(idFor('c', programme.id, name)),
			programmeId: programme.id,
			name: { zh: name },
		};
		this.#courses.set(course.id, course);
		return course;
	}

	#offeringOf(row: TimetableRow, capacity: number): Offering | null {
		const course = this.#courseOf(row);
		const name = row.offering ?? ONLY_CLASS;
		const key = `${course.id} ${name}`;
		const met = this.#offerings.get(key);
		if (met) {
			const differs: Column | null =
				met.row.teacher !== row.teacher ? 'teacher' : met.offering.capacity !== capacity ? 'capacity' : null;
			if (!differs) return met.offering;
			const value = String(met.row.row);
			this.problems.push({ row: row.row, column: differs, fault: 'says-otherwise', value });
			return null;
		}
		const known = [...this.#catalogue.offerings.values()].find(
			(offering) => offering.courseId === course.id && sameText(offering.name.zh, name),
		);
		const teacher =
			known && sameText(known.teacher.name.zh, row.teacher) ? known.teacher : this.#teacherOf(row.teacher);
		const offering: Offering = {
			...(known ?? {
				id: asId<OfferingId>(idFor('o', course.id, name)),
				courseId: course.id,
				name: { zh: name },
			}),
			...{ teacher, capacity: row.capacity === null && known ? known.capacity : capacity },
		};
		this.#offerings.set(key, { offering, row });
		return offering;
	}

	/** A teacher of the honour roll's name is that honouree. */
	#teacherOf(name: string): Offering['teacher'] {
		const honoree = this.#honorees.find((one) => sameText(one.name.zh, name));
		return honoree ? { name: honoree.name, honoreeId: honoree.id } : { name: { zh: name } };
	}

	#meet(row: TimetableRow, offering: Offering, roomId: RoomId): void {
		const dates = this.#datesOf(row);
		if (dates.length === 0) {
			const column = 'date' in row.meets ? 'from' : 'weekdays';
			this.problems.push({ row: row.row, column, fault: 'never-meets', value: '' });
		}
		const { zone } = this.#catalogue.venue;
		for (const date of dates) {
			const id = sessionIdFor(offering.id, date, row.starts);
			const startsAt = instantOf(date, row.starts, zone);
			const endsAt = instantOf(date, row.ends, zone);
			const met = this.#sessions.get(id);
			if (met) {
				const value = String(met.row);
				this.problems.push({ row: row.row, column: 'course', fault: 'twice', value });
				return;
			}
			// What staff have moved or cancelled since stays as they left it.
			const session = this.#catalogue.sessions.get(id) ?? {
				...{ id, offeringId: offering.id, roomId, startsAt, endsAt, status: 'scheduled' as const },
			};
			this.#sessions.set(id, { session, row: row.row });
		}
	}

	#datesOf({ meets }: TimetableRow): string[] {
		if ('date' in meets) return [meets.date];
		const { on, from, until, count } = meets;
		const far = `${Number(from.slice(0, 4)) + 2}${from.slice(4)}`.replace('02-29', '02-28');
		const rule = {
			...{ weekdays: [...on], from, until: until ?? far, everyWeeks: 1, except: [], holidays: true },
			...(count === null ? {} : { count }),
		};
		const { dates, skipped, unanswered } = datesOf(rule, this.#years);
		for (const { date } of skipped) this.#skipped.add(date);
		const last = dates.at(-1)?.date ?? until ?? far;
		for (const date of unanswered) if (until !== null || date < last) this.#unanswered.add(date);
		return dates.map(({ date }) => date);
	}

	#addClashes(): void {
		const offerings = new Map(this.#catalogue.offerings);
		for (const { offering } of this.#offerings.values()) offerings.set(offering.id, offering);
		const wanted = [...this.#sessions.values()];
		const put = wanted.map(({ session }) => session);
		const clashes = clashesOf(put, this.#catalogue.sessions.values(), offerings);
		const told = new Set<string>();
		for (const { over, with: other, session } of clashes) {
			const row = this.#sessions.get(session)!.row;
			const there = this.#sessions.get(other);
			const value = there ? `row ${there.row}` : other;
			// A class that meets sixteen times runs into another sixteen times: told once.
			const key = `${row} ${over} ${there ? value : this.#catalogue.sessions.get(other)?.offeringId}`;
			if (told.has(key)) continue;
			told.add(key);
			this.problems.push({ row, column: over, fault: 'clash', value });
		}
	}

	plan(unknown: readonly string[]): TimetablePlan {
		this.#addClashes();
		const known = this.#catalogue;
		const bodies = {
			programme: [[...this.#programmes.values()], known.programmes],
			course: [[...this.#courses.values()], known.courses],
			offering: [[...this.#offerings.values()].map(({ offering }) => offering), known.offerings],
			session: [[...this.#sessions.values()].map(({ session }) => session), known.sessions],
		} as const;
		const fresh = { programme: 0, course: 0, offering: 0, session: 0 };
		const changes = KINDS.flatMap((kind) => {
			const [put, there] = bodies[kind];
			const differing = put.filter(
				(body) =>
					JSON.stringify(body) !== JSON.stringify((there as ReadonlyMap<string, unknown>).get(body.id)),
			);
			fresh[kind] = differing.length;
			return differing.map((body) => ({ kind, id: body.id, body }));
		});
		this.problems.sort((a, b) => a.row - b.row);
		return {
			changes: this.problems.length > 0 ? [] : changes,
			...{ problems: this.problems, offerings: this.#offerings.size, sessions: this.#sessions.size, fresh },
			skipped: [...this.#skipped].sort(),
			unanswered: [...this.#unanswered].sort(),
			unknown,
		};
	}
}
