import type { CalendarEvent } from '../../domain/calendar.ts';
import type { Meeting } from '../../domain/catalogue.ts';
import { inLanguage, type Language } from '../../domain/text.ts';
import type { Venue } from '../../domain/venue.ts';
import { placeName } from '../../i18n/floors.ts';
import { memberWords } from '../../i18n/me-pages.ts';

/** A meeting as a calendar shows it. `edition`: grows with each change of it. */
export function calendarEvent(
	{ venue, meeting, edition }: { readonly venue: Venue; readonly meeting: Meeting; readonly edition: number },
	language: Language,
): CalendarEvent {
	const words = memberWords(language);
	const { session, course, offering, room } = meeting;
	// What meets elsewhere says where; the venue's own name is of no help then.
	const place = room.address
		? [inLanguage(room.name, language), inLanguage(room.address, language)]
		: [
				inLanguage(venue.name, language),
				placeName(room, language),
				venue.address && inLanguage(venue.address, language),
			];
	const cancelled = session.status === 'cancelled';
	const notes = [
		inLanguage(offering.name, language),
		session.reason && words.reason(inLanguage(session.reason, language)),
		course.bring && words.bring(inLanguage(course.bring, language)),
	];
	return {
		uid: `${venue.id}/${session.id}@gongzhan`,
		...{ startsAt: session.startsAt, endsAt: session.endsAt, cancelled, sequence: edition },
		summary: (cancelled ? `[${words.classes.cancelled}] ` : '') + inLanguage(course.name, language),
		location: place.filter(Boolean).join(' · '),
		description: notes.filter(Boolean).join('\n'),
	};
}
