import type { MemberId, VenueId } from '$lib/base/id.ts';
import { meetingOf, type Catalogue, type Meeting } from '$lib/domain/catalogue.ts';
import type { Offering } from '$lib/domain/course.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import { placeName } from '$lib/i18n/floors.ts';
import { formatMoment } from '$lib/i18n/time.ts';
import type { Hub } from '$lib/server/hub.ts';
import type { OwnSignUp } from '$lib/server/sign-ups.ts';
import { span } from '../when.server.ts';

/** Sessions told of one class at once. */
const MOST_SESSIONS = 8;

export interface Reader {
	readonly language: Language;
	readonly now: number;
}

/** What any class says on the phone. */
function face(catalogue: Catalogue, offering: Offering, { language, now }: Reader) {
	const { venue } = catalogue;
	const at = { zone: venue.zone, language, now };
	const meetings = meetingsOf(catalogue, offering, now);
	const course = catalogue.courses.get(offering.courseId);
	const next = meetings.find(({ session }) => session.status === 'scheduled') ?? null;
	return {
		venueId: venue.id as string,
		offeringId: offering.id as string,
		course: course ? inLanguage(course.name, language) : '',
		offering: inLanguage(offering.name, language),
		summary: course?.summary ? inLanguage(course.summary, language) : '',
		teacher: inLanguage(offering.teacher.name, language),
		venue: inLanguage(venue.name, language),
		next: next && span(next.session.startsAt, next.session.endsAt, at),
		room: next && placeName(next.room, language),
		sessions: meetings.slice(0, MOST_SESSIONS).map(({ session, room, movedFrom }) => ({
			id: session.id,
			when: span(session.startsAt, session.endsAt, at),
			room: placeName(room, language),
			cancelled: session.status === 'cancelled',
			moved: movedFrom !== null,
			reason: session.reason ? inLanguage(session.reason, language) : '',
		})),
	};
}

const meetingsOf = (catalogue: Catalogue, { id }: Offering, now: number): Meeting[] =>
	[...catalogue.sessions.values()]
		.filter((session) => session.offeringId === id && session.endsAt > now)
		.sort((a, b) => a.startsAt - b.startsAt)
		.flatMap((session) => meetingOf(catalogue, session.id) ?? []);

/** One of somebody's own. Null where it was taken off the timetable. */
export function ownClass(catalogue: Catalogue, own: OwnSignUp, reader: Reader) {
	const offering = catalogue.offerings.get(own.offeringId);
	if (!offering) return null;
	const mayLeave = own.withdrawal.outcome === 'withdrawn';
	return {
		...face(catalogue, offering, reader),
		place: own.standing.is === 'waiting' ? own.standing.place : null,
		mayLeave,
		whyNot: 'reason' in own.withdrawal ? own.withdrawal.reason : null,
		until:
			mayLeave && own.until !== null
				? formatMoment(own.until, reader.now, catalogue.venue.zone, reader.language)
				: null,
	};
}
export type OwnClass = NonNullable<ReturnType<typeof ownClass>>;

/** Classes of a venue that take sign-ups from this person now, and those that do not yet; theirs are left out. */
export async function openClasses(
	hub: Hub,
	catalogue: Catalogue,
	{ memberId, mine }: { memberId: MemberId; mine: readonly OwnSignUp[] },
	reader: Reader,
) {
	const venueId: VenueId = catalogue.venue.id;
	const held = new Set(mine.filter((own) => own.venueId === venueId).map((own) => own.offeringId));
	const open = [];
	for (const offering of catalogue.offerings.values()) {
		const next = meetingsOf(catalogue, offering, reader.now)[0];
		if (!offering.signUp || held.has(offering.id) || !next) continue;
		const verdict = await hub.signUps.mayJoin({ venueId, offeringId: offering.id, memberId, by: null });
		if (verdict.outcome === 'already') continue;
		if (verdict.outcome === 'refused' && verdict.reason === 'closed') continue;
		open.push({
			...face(catalogue, offering, reader),
			startsAt: next.session.startsAt,
			free: verdict.outcome === 'seated' ? Math.max(1, offering.capacity - next.tally.enrolled) : 0,
			may: verdict.outcome === 'seated' || verdict.outcome === 'waiting' ? verdict.outcome : null,
			why: 'reason' in verdict ? verdict.reason : null,
		});
	}
	return open.sort((a, b) => a.startsAt - b.startsAt);
}
export type OpenClass = Awaited<ReturnType<typeof openClasses>>[number];
