import type { OfferingId, SessionId } from '$lib/base/id.ts';
import type { Catalogue } from '$lib/domain/catalogue.ts';
import { freeRooms, type Clash } from '$lib/domain/clashes.ts';
import type { Session } from '$lib/domain/course.ts';
import { markOf, type Planned } from '$lib/domain/schedule-change.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import { localTime } from '$lib/domain/venue-time.ts';
import { staffWords } from '$lib/i18n/staff/staff-words.ts';
import { formatDate } from '$lib/i18n/time.ts';
import { roomWords } from '../../day-view.server.ts';
import { seenText } from '../clash-view.server.ts';

/** So many clashes are told one by one; the rest are counted. */
const TOLD = 40;
const ROOMS = 3;

export interface ClashLine {
	readonly session: string;
	readonly told: string;
	/** Rooms that are free then; null where the clash is over a teacher. */
	readonly free: string | null;
}

/** A plan as staff look at it before they say yes. */
export function planView(catalogue: Catalogue, { changes, clashes }: Planned, lang: Language) {
	const { zone } = catalogue.venue;
	const courseOf = (offeringId: OfferingId) => {
		const offering = catalogue.offerings.get(offeringId);
		const course = offering && catalogue.courses.get(offering.courseId);
		return course ? `${inLanguage(course.name, lang)} · ${inLanguage(offering.name, lang)}` : offeringId;
	};
	const stateOf = (session: Session | null) => {
		if (!session) return null;
		const room = catalogue.rooms.get(session.roomId);
		const when = `${formatDate(session.startsAt, zone, lang)} ${localTime(session.startsAt, zone)}`;
		const teacher = session.substitute ? inLanguage(session.substitute.name, lang) : null;
		const off = session.status === 'cancelled' ? staffWords(lang).schedule.cancelled : null;
		return [when, room ? roomWords(room, lang) : session.roomId, teacher, off].filter(Boolean).join(' · ');
	};
	const after = new Map(changes.flatMap(({ id, after: then }) => (then ? [[id, then] as const] : [])));
	return {
		count: changes.length,
		rows: changes.slice(0, 200).map(({ id, before, after: then }) => ({
			...{
				id,
				course: courseOf((then ?? before)!.offeringId),
				before: stateOf(before),
				after: stateOf(then),
			},
		})),
		clashCount: clashes.length,
		clashes: clashes.slice(0, TOLD).map((clash) => clashLine(catalogue, clash, after, courseOf, lang)),
		...{ seen: seenText(clashes), shown: markOf(changes) },
	};
}

/** What it runs into, and where there is room instead. */
function clashLine(
	catalogue: Catalogue,
	{ over, with: otherId, session: id }: Clash,
	after: ReadonlyMap<SessionId, Session>,
	courseOf: (offeringId: OfferingId) => string,
	lang: Language,
): ClashLine {
	const { zone } = catalogue.venue;
	const own = after.get(id) ?? catalogue.sessions.get(id)!;
	const other = after.get(otherId) ?? catalogue.sessions.get(otherId)!;
	const [from, to] = [localTime(other.startsAt, zone), localTime(other.endsAt, zone)];
	const room = catalogue.rooms.get(other.roomId);
	const teacher = (other.substitute ?? catalogue.offerings.get(other.offeringId)?.teacher)?.name;
	const who = over === 'room' ? room && roomWords(room, lang) : teacher && inLanguage(teacher, lang);
	const told = staffWords(lang).schedule.clash[over](courseOf(other.offeringId), from, to, who ?? '');
	const standing = [...catalogue.sessions.values()].map((one) => after.get(one.id) ?? one);
	const open = [...catalogue.rooms.values()].filter(({ archived }) => !archived);
	const seats = catalogue.offerings.get(own.offeringId)?.capacity ?? 0;
	const free = over === 'room' ? freeRooms(own, open, standing, seats).slice(0, ROOMS) : null;
	return {
		session: `${courseOf(own.offeringId)} ${formatDate(own.startsAt, zone, lang)}`,
		told,
		free: free && free.map((one) => roomWords(catalogue.rooms.get(one)!, lang)).join('、'),
	};
}
