import { error } from '@sveltejs/kit';
import { memberWords } from '$lib/i18n/me-pages.ts';
import { chooseLanguage } from '$lib/i18n/choose-language.ts';
import { calendarOf } from '../../calendar.server.ts';
import { notTooOften } from '../../member.server.ts';
import type { RequestHandler } from './$types';

const LONGEST_TOKEN = 100;
const EVERY_HOURS = 2;

/** A person's classes, for their calendar to fetch by itself: whoever has the address may. */
export const GET: RequestHandler = async (event) => {
	notTooOften(event, 'phone');
	const { hub } = event.locals;
	const { token } = event.params;
	const memberId = token.length > LONGEST_TOKEN ? null : await hub.phones.byCalendar(token);
	const person = memberId && (await hub.mine.person(memberId));
	if (!person) error(404, 'no such calendar');
	const language = chooseLanguage(event.url.searchParams.get('lang'), undefined, null);
	const name = memberWords(language).calendarName(person.name);
	const own = await hub.mine.meetings(person.memberId);
	return calendarOf(own, { name, language, now: hub.clock.now(), everyHours: EVERY_HOURS });
};
