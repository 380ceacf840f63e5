import { inLanguage, type Language } from '$lib/domain/text.ts';
import { sharingWords } from '$lib/i18n/staff/sharing.ts';
import type { Hub } from '$lib/server/hub.ts';
import type { ShownAt } from '$lib/server/pass-shapes.ts';
import { openDesk } from '../desk.server.ts';
import { toldTime } from '../told-time.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { hub, venueId } = await openDesk(event, 'handlePasses');
	const { lang } = await event.parent();
	const found = await hub.sharing.atTwoPlaces(venueId);
	const lines = await Promise.all(
		found.map(async ({ memberId, name, places: [first, then] }) => ({
			key: `${memberId} ${then.at}`,
			name: name ?? sharingWords(lang).unknown,
			first: await told(hub, first, lang),
			then: await told(hub, then, lang),
			minutes: Math.floor((then.at - first.at) / 60_000),
		})),
	);
	return { lines };
};

async function told(hub: Hub, { venueId, sessionId, at }: ShownAt, lang: Language): Promise<string> {
	const catalogue = await hub.records.catalogue(venueId);
	if (!catalogue) return venueId;
	const offering = catalogue.offerings.get(catalogue.sessions.get(sessionId)?.offeringId ?? ('' as never));
	const course = offering && catalogue.courses.get(offering.courseId);
	const time = toldTime(at, catalogue.venue.zone, lang);
	const where = inLanguage(catalogue.venue.name, lang);
	return sharingWords(lang).at(time, where, course ? inLanguage(course.name, lang) : '—');
}
