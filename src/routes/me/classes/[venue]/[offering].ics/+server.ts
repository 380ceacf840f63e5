import { error } from '@sveltejs/kit';
import { inLanguage } from '$lib/domain/text.ts';
import { pageLanguage } from '../../../../page-language.server.ts';
import { calendarOf } from '../../../calendar.server.ts';
import { requireMember } from '../../../member.server.ts';
import type { RequestHandler } from './$types';

/** One class's sessions as a file, to be put into a calendar once. */
export const GET: RequestHandler = async (event) => {
	const { person } = await requireMember(event);
	const { hub } = event.locals;
	const { venue, offering } = event.params;
	const own = (await hub.mine.meetings(person.memberId)).filter(
		(one) => one.enrolled && one.venue.id === venue && one.meeting.offering.id === offering,
	);
	const [first] = own;
	if (!first) error(404, 'not one of your classes');
	const language = pageLanguage(event);
	const name = inLanguage(first.meeting.course.name, language);
	return calendarOf(own, { name, language, now: hub.clock.now() });
};
