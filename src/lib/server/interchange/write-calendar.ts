import { writeCalendar } from '../../domain/calendar.ts';
import { inLanguage, type Language } from '../../domain/text.ts';
import { calendarEvent } from './calendar-event.ts';
import { ownRecords } from './own-records.ts';
import type { VenueSchedule } from './venue-schedule.ts';

/** How often a subscriber may ask again. */
const EVERY_HOURS = 2;

/** `whole`: with all that we know of each meeting, for another hub to take over; for phones it would only be long. */
export function scheduleCalendar(
	{ catalogue, meetings, editionOf }: VenueSchedule,
	{ language, now, whole }: { readonly language: Language; readonly now: number; readonly whole: boolean },
): string {
	const { venue, offerings } = catalogue;
	const events = meetings.map((meeting) => ({
		...calendarEvent({ venue, meeting, edition: editionOf(meeting) }, language),
		category: inLanguage(meeting.programme.name, language),
		organiser: inLanguage(meeting.offering.teacher.name, language),
		...(whole
			? { own: JSON.stringify(ownRecords(meeting, offerings.get(meeting.session.offeringId)!)) }
			: {}),
	}));
	return writeCalendar({ name: inLanguage(venue.name, language), everyHours: EVERY_HOURS, events }, now);
}
