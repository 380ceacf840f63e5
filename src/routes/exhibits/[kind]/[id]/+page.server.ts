import { error } from '@sveltejs/kit';
import { asId, type VenueId } from '$lib/base/id.ts';
import { inLanguage } from '$lib/domain/text.ts';
import { PAGE_KINDS, type PageKind } from '$lib/exhibits/findables.ts';
import type { Hub } from '$lib/server/hub.ts';
import { pageLanguage } from '../../../page-language.server.ts';
import { picturesOf } from './pictures.server.ts';
import { sheetOf, type Sheet } from './sheet.server.ts';
import type { PageServerLoad } from './$types';

/** A page of the exhibition, as a visitor takes it home on a phone. Public, as the kiosk is: published records only. */
export const load: PageServerLoad = async (event) => {
	const lang = pageLanguage(event);
	const { hub } = event.locals;
	const kind = PAGE_KINDS.find((one) => one === event.params.kind);
	const found = kind ? await find(hub, event.url.searchParams.get('at'), kind, event.params.id) : null;
	if (!found) error(404, 'nothing is exhibited here');
	const venue = (await hub.records.catalogue(found.venueId))?.venue;
	const pictures = await picturesOf(hub, found.venueId, found.sheet.shown);
	const { venueId: at, sheet } = found;
	return { lang, at, venue: venue ? inLanguage(venue.name, lang) : null, sheet, pictures };
};

/** At the venue that the code names, else at whichever exhibits it. */
async function find(hub: Hub, at: string | null, kind: PageKind, id: string): Promise<Found | null> {
	const all = await hub.records.venues();
	const named = all.filter((venueId) => venueId === asId<VenueId>(at ?? ''));
	for (const venueId of named.length > 0 ? named : all) {
		const sheet = await sheetOf(hub, venueId, kind, id);
		if (sheet) return { venueId, sheet };
	}
	return null;
}

interface Found {
	readonly venueId: VenueId;
	readonly sheet: Sheet;
}
