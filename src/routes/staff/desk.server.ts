import { error, type RequestEvent } from '@sveltejs/kit';
import type { VenueId } from '$lib/base/id.ts';
import type { Catalogue } from '$lib/domain/catalogue.ts';
import { PAGE_VENUE } from '$lib/domain/page-venue.ts';
import { requireStaff, worksAt } from '$lib/server/http/guard.ts';
import type { Hub, Staff } from '$lib/server/hub.ts';
import { MAY, type Ability } from './access.ts';

/** Someone at work: who they are, and the venue their pages are about. */
export interface Desk {
	readonly hub: Hub;
	readonly staff: Staff;
	readonly venueId: VenueId;
	readonly catalogue: Catalogue;
}

export const VENUE_COOKIE = 'gz_venue';

/** Venues this person may look at, in the hub's order. */
export async function venuesOf(hub: Hub, staff: Staff): Promise<VenueId[]> {
	return (await hub.records.venues()).filter((venue) => worksAt(staff, venue));
}

/** The venue last chosen, where it is one of theirs; else the first. Null where the hub has none. */
export async function currentVenue(event: RequestEvent, staff: Staff): Promise<VenueId | null> {
	const venues = await venuesOf(event.locals.hub, staff);
	const chosen = event.cookies.get(VENUE_COOKIE);
	return venues.find((venue) => venue === chosen) ?? venues[0] ?? null;
}

/** Asks for someone who may do this, signed in, at a venue that has data. Every load and action begins here. */
export async function openDesk(event: RequestEvent, ability: Ability): Promise<Desk> {
	const staff = await requireStaff(event, ...MAY[ability]);
	const { hub } = event.locals;
	const venueId = await currentVenue(event, staff);
	refuseOtherVenue(event, venueId);
	const catalogue = venueId && (await hub.records.catalogue(venueId));
	if (!catalogue) error(404, 'no venue has been imported yet');
	return { hub, staff, venueId, catalogue };
}

/** What was sent from a page of one venue is not done at another that was chosen in the meantime, in another tab. */
function refuseOtherVenue({ request, url }: RequestEvent, now: VenueId | null): void {
	const shown = request.method === 'POST' ? url.searchParams.get(PAGE_VENUE) : null;
	if (shown === null || now === null || shown === now) return;
	error(409, { message: `the console is at ${now} now; this page was of ${shown}`, venues: { shown, now } });
}
