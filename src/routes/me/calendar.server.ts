import { writeCalendar, type CalendarEvent } from '$lib/domain/calendar.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import { placeName } from '$lib/i18n/floors.ts';
import { memberWords } from '$lib/i18n/me-pages.ts';
import type { OwnMeeting } from '$lib/server/mine.ts';

/** What is longer ago has no place in a calendar that is fetched every few hours. */
const PAST_MS = 60 * 86_400_000;
const REMIND_MINUTES = 60;

/** A subscription is fetched again; a file that was put in by hand is not. */
export function calendarOf(
	own: readonly OwnMeeting[],
	{ name, language, now, everyHours }: { name: string; language: Language; now: number; everyHours?: number },
): Response {
	const events = own
		.filter(({ enrolled, meeting }) => enrolled && meeting.session.endsAt > now - PAST_MS)
		.map((one) => eventOf(one, language));
	const text = writeCalendar({ name, events, ...(everyHours === undefined ? {} : { everyHours }) }, now);
	return new Response(text, {
		headers: {
			'content-type': 'text/calendar; charset=utf-8',
			'content-disposition': 'inline; filename="gongzhan.ics"',
			'cache-control': 'no-store',
		},
	});
}

function eventOf({ venue, meeting, edition }: OwnMeeting, language: Language): CalendarEvent {
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
		remindBefore: REMIND_MINUTES,
	};
}
