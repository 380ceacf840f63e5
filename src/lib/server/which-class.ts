import { asId, type OfferingId, type RoomId } from '../base/id.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Course, Offering, Session } from '../domain/course.ts';
import type { TimetableRow } from '../domain/timetable.ts';
import { localDate, localTime, localWeekday } from '../domain/venue-time.ts';
import { offeringIdFor, ONLY_CLASS, sameText } from './catalogue-draft.ts';
import type { TimetableProblem } from './timetable-plan.ts';

/** The class as the venue has it, or the id that a new one gets. */
export type FoundClass = { readonly id: OfferingId; readonly there?: Offering };

/**
 * Which class a row of a table means. By its name, where that is one class here and in the file; where several go by it, by the
 * code that the row says, else by teacher, room and time. Nothing is put into a class that may be another.
 */
export class WhichClass {
	readonly #catalogue: Catalogue;
	/** What rows of one name call their classes. */
	readonly #codes = new Map<string, Set<string>>();

	constructor(catalogue: Catalogue, rows: Iterable<TimetableRow>) {
		this.#catalogue = catalogue;
		for (const row of rows) {
			if (row.classCode === undefined) continue;
			const codes = this.#codes.get(fullName(row)) ?? new Set<string>();
			this.#codes.set(fullName(row), codes.add(row.classCode));
		}
	}

	of(row: TimetableRow, course: Course, roomId: RoomId): FoundClass | TimetableProblem {
		const { offerings, sessions } = this.#catalogue;
		const name = className(row);
		const known = (id: OfferingId | undefined): FoundClass[] => {
			const there = id && offerings.get(id);
			if (there?.courseId !== course.id || !sameText(there.name.zh, name)) return [];
			return [{ id: there.id, there }];
		};
		// A row that we wrote ourselves names its session, and so its class.
		const [own] = known(row.session && sessions.get(row.session)?.offeringId);
		if (own) return own;
		const codes = [...(this.#codes.get(fullName(row)) ?? [])];
		// A cell that is left empty, as merged cells leave them, means the only one.
		const code = row.classCode ?? (codes.length === 1 ? codes[0] : undefined);
		if (code === undefined && codes.length > 1)
			return { row: row.row, column: 'classCode', fault: 'no-code', value: codes.join('、') };
		const plain = offeringIdFor(course, name);
		const id = code === undefined ? plain : offeringIdFor(course, name, code);
		const [ours] = known(code === undefined ? undefined : asId<OfferingId>(code));
		if (ours) return ours;
		const before = code === undefined ? undefined : offerings.get(id);
		if (before) return { id, there: before };
		return codes.length > 1 ? { id } : this.#named(row, course, roomId, [id, plain]);
	}

	/** By name; then what an import has put up, whatever staff call it since. */
	#named(
		row: TimetableRow,
		course: Course,
		roomId: RoomId,
		[id, plain]: readonly [OfferingId, OfferingId],
	): FoundClass | TimetableProblem {
		const { offerings } = this.#catalogue;
		const all = [...offerings.values()].filter(
			(one) => one.courseId === course.id && sameText(one.name.zh, className(row)),
		);
		const [one, ...others] = this.#narrowed(all, row, roomId);
		const imported = offerings.get(plain);
		if (!one) return imported ? { id: plain, there: imported } : { id };
		if (others.length === 0) return { id: one.id, there: one };
		const value = all.map((each) => each.id).join('、');
		return { row: row.row, column: 'offering', fault: 'which-class', value };
	}

	/** Each step only as far as it leaves somebody. */
	#narrowed(named: readonly Offering[], row: TimetableRow, roomId: RoomId): readonly Offering[] {
		const meets = this.#meetsThen(row, roomId);
		const steps: readonly ((one: Offering) => boolean)[] = [
			({ archived }) => !archived,
			({ teacher }) => sameText(teacher.name.zh, row.teacher),
			({ id }) => [...this.#catalogue.sessions.values()].some((one) => one.offeringId === id && meets(one)),
		];
		let left = named;
		for (const step of steps) {
			if (left.length < 2) return left;
			const fit = left.filter(step);
			if (fit.length > 0) left = fit;
		}
		return left;
	}

	/** In its room, at its time, on its day. */
	#meetsThen({ meets, starts }: TimetableRow, roomId: RoomId): (session: Session) => boolean {
		const { zone } = this.#catalogue.venue;
		return (session) =>
			session.roomId === roomId &&
			localTime(session.startsAt, zone) === starts &&
			('date' in meets
				? localDate(session.startsAt, zone) === meets.date
				: meets.on.includes(localWeekday(session.startsAt, zone)));
	}
}

const className = ({ offering }: TimetableRow): string => offering ?? ONLY_CLASS;

const fullName = (row: TimetableRow): string =>
	[row.programme ?? '', row.course, className(row)].map((part) => part.trim()).join('\n');
