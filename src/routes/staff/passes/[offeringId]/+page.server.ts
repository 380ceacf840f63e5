import { error } from '@sveltejs/kit';
import type { OfferingId } from '$lib/base/id.ts';
import { inLanguage } from '$lib/domain/text.ts';
import { drawPass } from '../../../pass-qr.ts';
import { openDesk } from '../../desk.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { hub, venueId, catalogue } = await openDesk(event, 'handlePasses');
	const { lang } = await event.parent();
	const offering = catalogue.offerings.get(event.params.offeringId as OfferingId);
	const course = offering && catalogue.courses.get(offering.courseId);
	if (!course) error(404, 'no such class at this venue');
	const sheet = await hub.passes.sheet(venueId, offering.id);
	// Working passes: no cache, no history page, nothing left on a shared computer.
	event.setHeaders({ 'cache-control': 'no-store' });
	return {
		course: inLanguage(course.name, lang),
		offering: inLanguage(offering.name, lang),
		venue: inLanguage(catalogue.venue.name, lang),
		passes: sheet.map(({ memberId, name, number, text }) => ({
			memberId,
			name,
			number,
			code: drawPass(text),
		})),
	};
};
