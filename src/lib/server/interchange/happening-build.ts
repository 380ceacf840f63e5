import { asId, type SessionId } from '../../base/id.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import type { Offering, Session } from '../../domain/course.ts';
import type { Honoree } from '../../domain/exhibit.ts';
import type { Room } from '../../domain/venue.ts';
import { CatalogueDraft, idFor, ONLY_CLASS } from '../catalogue-draft.ts';
import { apart } from '../room-names.ts';
import type { TimetablePlan } from '../timetable-plan.ts';
import type { Happening, Happenings, PlanNote } from './happening.ts';

/** What staff say of a file that other programs wrote. */
export interface Wishes {
	/** Rooms that are not there are put up; else they are problems. */
	readonly newRooms: boolean;
	/** Where nothing says where. */
	readonly room: string | null;
	/** Seats where neither file nor room says how many. */
	readonly capacity: number;
}

export const WISHES: Wishes = { newRooms: true, room: null, capacity: 50 };

/** Puts the meetings of a calendar over what the venue has. Known ones are found by their UID. */
export function planHappenings(
	read: Happenings,
	catalogue: Catalogue,
	honorees: Iterable<Honoree>,
	wishes: Wishes,
): TimetablePlan {
	const build = new HappeningBuild(new CatalogueDraft(catalogue, honorees), wishes, read);
	for (const one of read.happenings) build.add(one);
	return build.plan();
}

class HappeningBuild {
	readonly #draft: CatalogueDraft;
	readonly #wishes: Wishes;
	readonly #notes: Map<string, PlanNote>;
	/** Teachers by course: a class has one. */
	readonly #teachers: ReadonlyMap<string, ReadonlySet<string | null>>;

	constructor(draft: CatalogueDraft, wishes: Wishes, { happenings, problems, notes }: Happenings) {
		[this.#draft, this.#wishes] = [draft, wishes];
		this.#draft.problems.push(...problems);
		this.#notes = new Map(notes.map((note) => [`${note.note} ${note.value}`, note]));
		const byTitle = Map.groupBy(happenings, ({ title }) => title);
		this.#teachers = new Map(
			[...byTitle].map(([title, same]) => [title, new Set(same.map(({ teacher }) => teacher))]),
		);
	}

	#note(note: PlanNote['note'], value: string): void {
		this.#notes.set(`${note} ${value}`, { note, value });
	}

	add(happening: Happening): void {
		const { row } = happening;
		const id = this.#ownId(happening);
		if (id !== null) return this.#isOurs(happening, id);
		const room = this.#roomOf(happening);
		if (!room) return;
		const session = this.#sessionOf(happening, this.#offeringOf(happening, room), room);
		const met = this.#draft.put(session, row, { ...happening, roomId: room.id });
		if (met !== null)
			this.#draft.problems.push({ row, column: 'course', fault: 'twice', value: String(met) });
	}

	/** Of a meeting that this venue has published without its records, for phones: the session that it is. */
	#ownId({ own, uid }: Happening): SessionId | null {
		const begins = `${this.#draft.catalogue.venue.id}/`;
		const isOurs = own === null && uid.startsWith(begins) && uid.endsWith('@gongzhan');
		return isOurs ? asId<SessionId>(uid.slice(begins.length, -'@gongzhan'.length)) : null;
	}

	/** What phones are told is less than what we know: ours stays as it is, and what we have taken down stays down. */
	#isOurs({ row, title }: Happening, id: SessionId): void {
		const known = this.#draft.catalogue.sessions.get(id);
		if (known) this.#draft.put(known, row);
		this.#note(known ? 'own-here' : 'own-gone', title);
	}

	#roomOf({ row, room: said, own }: Happening): Room | null {
		const text = said ?? this.#wishes.room;
		if (own) return this.#roomOrNew(own.room.name.zh, own.room);
		if (text === null) {
			this.#draft.problems.push({ row, column: 'room', fault: 'missing', value: '' });
			return null;
		}
		const [known, ...others] = this.#draft.rooms(text);
		if (known && others.length > 0) {
			this.#draft.problems.push({
				row,
				column: 'room',
				fault: 'which-of-these',
				value: apart([known, ...others]),
			});
			return null;
		}
		if (known || this.#wishes.newRooms) return known ?? this.#roomOrNew(text);
		this.#draft.problems.push({ row, column: 'room', fault: 'no-such-room', value: text });
		return null;
	}

	#roomOrNew(name: string, own?: Room): Room {
		const room = this.#draft.roomOrNew(name, own);
		if (!this.#draft.catalogue.rooms.has(room.id)) this.#note('new-room', name);
		return room;
	}

	#offeringOf({ title, programme, offering, teacher, own }: Happening, room: Room): Offering {
		const course = own
			? this.#draft.course(own.programme.name.zh, own.course.name.zh, own)
			: this.#draft.course(programme, title);
		const shared = (this.#teachers.get(title)?.size ?? 0) > 1 && teacher !== null;
		const name = own?.offering.name.zh ?? offering ?? (shared ? `${ONLY_CLASS}（${teacher}）` : ONLY_CLASS);
		const met = this.#draft.offeringMet(course, name, own?.offering);
		if (met) return met;
		const fallback = room.seats ?? this.#wishes.capacity;
		const said = {
			teacher: own?.offering.teacher.name.zh ?? teacher,
			capacity: own?.offering.capacity ?? null,
		};
		const made = this.#draft.offering(course, name, { ...said, fallback }, own?.offering);
		if (!own && room.seats === undefined && !this.#draft.catalogue.offerings.has(made.id))
			this.#note('assumed-capacity', String(fallback));
		return made;
	}

	#sessionOf(happening: Happening, { id: offeringId }: Offering, { id: roomId }: Room): Session {
		const { own, uid, startsAt, endsAt, cancelled } = happening;
		const { catalogue } = this.#draft;
		const id = own?.session.id ?? asId<SessionId>(idFor('i', uid));
		const known = catalogue.sessions.get(id);
		const status = cancelled ? ('cancelled' as const) : ('scheduled' as const);
		const changedElsewhere =
			own !== null &&
			(own.session.startsAt !== startsAt || own.session.endsAt !== endsAt || own.session.status !== status);
		if (known && (own ? !changedElsewhere : isTouched(known, cancelled))) return known;
		const { movedFrom: _, ...rest } = known ?? own?.session ?? { id };
		const before = own?.movedFrom && this.#draft.roomOrNew(own.movedFrom.name.zh, own.movedFrom);
		const placed = { ...rest, ...{ id, offeringId, roomId, startsAt, endsAt, status } };
		const session = before ? { ...placed, movedFrom: before.id } : placed;
		return ordered(session);
	}

	plan(): TimetablePlan {
		const notes = [...this.#notes.values()];
		return this.#draft.plan({ unknown: [], skipped: [], unanswered: [], unknownYears: [], notes }, 'notes');
	}
}

/** Staff have said something of it since it was imported: that stays. */
const isTouched = (session: Session, cancelled: boolean): boolean =>
	session.movedFrom !== undefined ||
	session.announcedAt !== undefined ||
	session.substitute !== undefined ||
	session.reason !== undefined ||
	(session.status === 'cancelled' && !cancelled);

/** Members in the order in which the store writes them, so that what is equal looks equal. */
function ordered({ id, offeringId, roomId, startsAt, endsAt, status, movedFrom, ...rest }: Session): Session {
	const { announcedAt, substitute, reason, policy } = rest;
	return {
		...{ id, offeringId, roomId, startsAt, endsAt, status },
		...(movedFrom && { movedFrom }),
		...(announcedAt !== undefined && { announcedAt }),
		...(substitute && { substitute }),
		...(reason && { reason }),
		...(policy && { policy }),
	};
}
