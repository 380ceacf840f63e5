import { toHex, utf8 } from '../base/bytes.ts';
import { sha256 } from '../base/digest.ts';
import { asId, type CourseId, type OfferingId, type ProgrammeId, type RoomId } from '../base/id.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { clashesOf } from '../domain/clashes.ts';
import { TINTS, type Course, type Offering, type Programme, type Session } from '../domain/course.ts';
import type { Honoree } from '../domain/exhibit.ts';
import type { Room } from '../domain/venue.ts';
import type { PlanNote } from './interchange/happening.ts';
import type { OwnRecords } from './interchange/own-records.ts';
import { RoomNames } from './room-names.ts';
import { standingOf, type NamedSession, type Placed } from './timetable-standing.ts';
import { KINDS, type TimetablePlan, type TimetableProblem } from './timetable-plan.ts';

export const OTHER_PROGRAMME = '其他课程';
export const ONLY_CLASS = '一班';

/** An id that the same words always get, so that importing twice finds what was imported. */
export const idFor = (kind: string, ...words: readonly string[]): string =>
	`${kind}-${toHex(sha256(utf8(words.join('\n')))).slice(0, 12)}`;

const roomIdFor = (name: string): RoomId => asId<RoomId>(idFor('r', name.trim()));

/** `code`: of a class that a table tells from others of its name. */
export const offeringIdFor = ({ id }: Course, name: string, ...code: readonly string[]): OfferingId =>
	asId<OfferingId>(idFor('o', id, name, ...code));

export const sameText = (a: string, b: string): boolean => a.trim() === b.trim();

/** What a file says of a class. Teacher and capacity null: as it was, where it was there. */
interface Said {
	readonly teacher: string | null;
	readonly capacity: number | null;
	readonly fallback: number;
}

/** What of a plan the draft does not know. */
type Told = Pick<TimetablePlan, 'unknown' | 'skipped' | 'unanswered' | 'unknownYears' | 'notes'>;

/**
 * What a venue has, and over it what an import puts there. Everything is found by its name, or by its id where the file is
 * ours; then by the id that an import gave it, for staff may have named it anew. What is not there yet is made.
 */
export class CatalogueDraft {
	readonly problems: TimetableProblem[] = [];
	readonly catalogue: Catalogue;
	readonly #honorees: readonly Honoree[];
	readonly #rooms = new Map<string, Room>();
	readonly #programmes = new Map<string, Programme>();
	readonly #courses = new Map<string, Course>();
	readonly #offerings = new Map<string, Offering>();
	readonly #sessions = new Map<string, NamedSession & { readonly row: number }>();
	readonly #ownIds = new Set<string>();
	readonly #roomNames: RoomNames;

	constructor(catalogue: Catalogue, honorees: Iterable<Honoree>) {
		this.catalogue = catalogue;
		this.#honorees = [...honorees];
		this.#roomNames = new RoomNames(catalogue.rooms.values());
	}

	/** Every room that may be meant: none, or several where they share the name. */
	rooms(text: string): readonly Room[] {
		const called = this.#roomNames.called(text);
		const imported = this.catalogue.rooms.get(roomIdFor(text));
		return called.length === 0 && imported ? [imported] : called;
	}

	/** The room of that name; a new one where there is none. */
	roomOrNew(text: string, own?: Room): Room {
		const called = this.rooms(own ? (own.number ?? own.name.zh) : text);
		const known =
			this.#fresh(own, this.catalogue.rooms) ?? called.find(({ floor }) => floor === own?.floor) ?? called[0];
		if (known) return known;
		const room: Room = own ?? { id: roomIdFor(text), name: { zh: text }, floor: 1 };
		this.#rooms.set(room.id, room);
		this.#roomNames.add(room);
		return room;
	}

	/** The record of the venue that goes by the same id as ours. */
	#fresh<T extends { readonly id: string }>(
		own: T | undefined,
		known: ReadonlyMap<string, T>,
	): T | undefined {
		return own && known.get(own.id);
	}

	/** What an import of other words than ours has put up, whatever staff call it since. */
	#imported<T extends { readonly id: string }>(
		own: unknown,
		id: T['id'],
		known: ReadonlyMap<string, T>,
	): T | undefined {
		return own ? undefined : known.get(id);
	}

	programme(name: string, own?: Programme): Programme {
		const id = asId<ProgrammeId>(idFor('p', name));
		const known =
			this.#fresh(own, this.catalogue.programmes) ??
			this.#programmes.get(name) ??
			[...this.catalogue.programmes.values()].find((programme) => sameText(programme.name.zh, name)) ??
			this.#imported(own, id, this.catalogue.programmes);
		const tint = TINTS[(this.catalogue.programmes.size + this.#programmes.size) % TINTS.length]!;
		const programme = known ?? own ?? { id, name: { zh: name }, tint };
		this.#programmes.set(name, programme);
		return programme;
	}

	/** Without a programme a course of that name is meant, wherever it is. */
	course(inProgramme: string | null, name: string, own?: OwnRecords): Course {
		const all = [...this.#courses.values(), ...this.catalogue.courses.values()];
		const known =
			this.#fresh(own?.course, this.catalogue.courses) ??
			(inProgramme === null ? all.find((course) => sameText(course.name.zh, name)) : undefined);
		if (known) return known;
		const programme = this.programme(inProgramme ?? OTHER_PROGRAMME, own?.programme);
		const id = asId<CourseId>(idFor('c', programme.id, name));
		const course = all.find((c) => c.programmeId === programme.id && sameText(c.name.zh, name)) ??
			this.#imported(own, id, this.catalogue.courses) ?? {
				...(own?.course ?? { id, name: { zh: name } }),
				programmeId: programme.id,
			};
		this.#courses.set(course.id, course);
		return course;
	}

	/** A class that this import has named already. */
	offeringMet = (course: Course, name: string, own?: Offering): Offering | null =>
		this.#offerings.get(own?.id ?? `${course.id} ${name}`) ?? null;

	/** The class as the venue has it. */
	offeringThere(course: Course, name: string, own?: Offering): Offering | undefined {
		return (
			this.#fresh(own, this.catalogue.offerings) ??
			[...this.catalogue.offerings.values()].find(
				(offering) =>
					offering.courseId === course.id &&
					sameText(offering.name.zh, name) &&
					// Of two classes that go by one name, each of ours finds its own.
					!(own && this.#ownIds.has(offering.id)),
			) ??
			this.#imported(own, offeringIdFor(course, name), this.catalogue.offerings)
		);
	}

	offering(course: Course, name: string, said: Said, own?: Offering): Offering {
		const known = this.offeringThere(course, name, own);
		if (own) this.#ownIds.add(own.id);
		const made = own ?? { id: offeringIdFor(course, name), name: { zh: name } };
		return this.#put(own?.id ?? `${course.id} ${name}`, { ...made, courseId: course.id }, said, known, own);
	}

	/** The class of a table: the one that is there, or a new one of that id. */
	tableClass(made: Pick<Offering, 'id' | 'courseId' | 'name'>, said: Said, known?: Offering): Offering {
		return this.#put(made.id, made, said, known);
	}

	/** The class of a table that this import has named already. */
	tableClassMet = (id: OfferingId): Offering | null => this.#offerings.get(id) ?? null;

	#put(
		key: string,
		made: Pick<Offering, 'id' | 'courseId' | 'name'>,
		said: Said,
		known?: Offering,
		own?: Offering,
	): Offering {
		const same = known && (said.teacher === null || sameText(known.teacher.name.zh, said.teacher));
		const offering: Offering = {
			...(known ?? made),
			teacher: same ? known.teacher : (this.#ownTeacher(own) ?? this.teacher(said.teacher ?? UNNAMED)),
			capacity: said.capacity ?? known?.capacity ?? own?.capacity ?? said.fallback,
		};
		this.#offerings.set(key, offering);
		return offering;
	}

	/** The honouree of another venue is not here. */
	#ownTeacher(own: Offering | undefined): Offering['teacher'] | undefined {
		const { name, honoreeId } = own?.teacher ?? {};
		if (!name) return undefined;
		return this.#honorees.some(({ id }) => id === honoreeId) ? own!.teacher : { name };
	}

	/** A teacher of the honour roll's name is that honouree. */
	teacher(name: string): Offering['teacher'] {
		const honoree = this.#honorees.find((one) => sameText(one.name.zh, name));
		return honoree ? { name: honoree.name, honoreeId: honoree.id } : { name: { zh: name } };
	}

	/** The row that has put this session up already; null where it is the first. `said`: as the file has it. */
	put(session: Session, row: number, said: Placed = session): number | null {
		const met = this.#sessions.get(session.id);
		if (met) return met.row;
		this.#sessions.set(session.id, { session, row, said });
		return null;
	}

	/** Told once for each pair of rows: a class that meets sixteen times runs into another sixteen times. */
	#clashes(): Extract<TimetableProblem, { fault: 'clash' }>[] {
		const offerings = new Map(this.catalogue.offerings);
		for (const offering of this.#offerings.values()) offerings.set(offering.id, offering);
		const put = [...this.#sessions.values()].map(({ session }) => session);
		const told = new Map<string, Extract<TimetableProblem, { fault: 'clash' }>>();
		for (const { over, with: other, session: id } of clashesOf(
			put,
			this.catalogue.sessions.values(),
			offerings,
		)) {
			const { row, session } = this.#sessions.get(id)!;
			if (over === 'teacher' && offerings.get(session.offeringId)?.teacher.name.zh === UNNAMED) continue;
			const there = this.#sessions.get(other);
			const value = there ? `row ${there.row}` : other;
			const key = `${row} ${over} ${there ? value : this.catalogue.sessions.get(other)?.offeringId}`;
			if (!told.has(key)) told.set(key, { row, column: over, fault: 'clash', value });
		}
		return [...told.values()];
	}

	/** `clashes`: problems in a table of our own; what others have put on at one time is theirs to know, and noted. */
	plan(told: Told, clashes: 'problems' | 'notes' = 'problems'): TimetablePlan {
		const found = this.#clashes();
		if (clashes === 'problems') this.problems.push(...found);
		const noted = clashes === 'notes' ? found.map(asNote) : [];
		const known = this.catalogue;
		const bodies = {
			room: [[...this.#rooms.values()], known.rooms],
			programme: [[...this.#programmes.values()], known.programmes],
			course: [[...this.#courses.values()], known.courses],
			offering: [[...this.#offerings.values()], known.offerings],
			session: [[...this.#sessions.values()].map(({ session }) => session), known.sessions],
		} as const;
		const fresh = { room: 0, programme: 0, course: 0, offering: 0, session: 0 };
		const changes = KINDS.flatMap((kind) => {
			const [put, there] = bodies[kind];
			const differing = put.filter(
				(body) =>
					JSON.stringify(body) !== JSON.stringify((there as ReadonlyMap<string, unknown>).get(body.id)),
			);
			fresh[kind] = differing.length;
			return differing.map((body) => ({ kind, id: body.id, body }));
		});
		const classes = [...this.#offerings.values()].map(({ id }) => id);
		const kind = clashes === 'problems' ? 'table' : 'calendar';
		this.problems.sort((a, b) => a.row - b.row);
		return {
			changes: this.problems.length > 0 ? [] : changes,
			...{ problems: this.problems, offerings: this.#offerings.size, sessions: this.#sessions.size, fresh },
			standing: standingOf(known, classes, this.#sessions, kind),
			...told,
			notes: [...told.notes, ...noted],
		};
	}
}

const asNote = ({ row, value }: TimetableProblem): PlanNote => ({
	note: 'clash',
	value: `${row} / ${value.replace('row ', '')}`,
});

/** Who teaches where nobody says. */
const UNNAMED = '待定';
