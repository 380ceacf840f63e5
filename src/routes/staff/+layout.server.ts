import type { VenueId } from '$lib/base/id.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import type { Venue } from '$lib/domain/venue.ts';
import type { Hub, Staff } from '$lib/server/hub.ts';
import type { RequestEvent } from '@sveltejs/kit';
import { pageLanguage } from '../page-language.server.ts';
import { abilitiesOf } from './access.ts';
import { currentVenue, venuesOf } from './desk.server.ts';
import type { LayoutServerLoad } from './$types';

/** Who is at work and where, for the head of every staff page. Signed out: nobody. */
export const load: LayoutServerLoad = async (event) => {
	const lang = pageLanguage(event);
	const staff = await event.locals.staff();
	return { lang, here: event.url.pathname, ...(await atWork(event, staff, lang)) };
};

async function atWork(event: RequestEvent, staff: Staff | null, lang: Language) {
	if (!staff) return { staff: null, can: null, venueId: null, venues: [], waiting: 0 };
	const { hub } = event.locals;
	const can = abilitiesOf(staff.role);
	const venueId = await currentVenue(event, staff);
	if (venueId) event.locals.pageVenue = venueId;
	const open = can.readRosters && venueId ? await hub.inbox.open(venueId) : { conflicts: 0, apart: 0 };
	return {
		staff: { name: staff.name, role: staff.role },
		...{ can, venueId, waiting: open.conflicts + open.apart },
		venues: await namedVenues(hub, staff, lang),
	};
}

/** The venues' own records alone: a city has thousands, each with hundreds of sessions. */
const namedVenues = async (hub: Hub, staff: Staff, lang: Language) => {
	const ids = await venuesOf(hub, staff);
	return hub.storage.read(async (tx) => {
		const named: { id: VenueId; name: string }[] = [];
		for (const id of ids) {
			const body = await tx.records.body(id, 'venue', id);
			const name = body === null ? null : (JSON.parse(body) as Pick<Venue, 'name'>).name;
			named.push({ id, name: name ? inLanguage(name, lang) : id });
		}
		return named;
	});
};
