import { writeCalendar } from '$lib/domain/calendar.ts';
import type { Language } from '$lib/domain/text.ts';
import { calendarEvent } from '$lib/server/interchange/calendar-event.ts';
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
		.map((one) => ({ ...calendarEvent(one, language), remindBefore: REMIND_MINUTES }));
	const text = writeCalendar({ name, events, ...(everyHours === undefined ? {} : { everyHours }) }, now);
	return new Response(text, {
		headers: {
			'content-type': 'text/calendar; charset=utf-8',
			'content-disposition': 'inline; filename="gongzhan.ics"',
			'cache-control': 'no-store',
		},
	});
}
