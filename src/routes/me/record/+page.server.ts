import { pageLanguage } from '../../page-language.server.ts';
import { requireMember } from '../member.server.ts';
import { recordOf } from './record-view.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { person } = await requireMember(event);
	const { hub } = event.locals;
	return recordOf(await hub.mine.meetings(person.memberId), {
		language: pageLanguage(event),
		now: hub.clock.now(),
	});
};
