import { may } from '../access.ts';
import { openDesk } from '../desk.server.ts';
import { askedOf, filterOf, lineOf, tally } from './list-view.server.ts';
import type { PageServerLoad } from './$types';

const LINES = 50;

export const load: PageServerLoad = async (event) => {
	const { hub, venueId, catalogue, staff } = await openDesk(event, 'seeExhibits');
	const asked = askedOf(event.url);
	const from = (asked.page - 1) * LINES;
	const found = await hub.exhibition.list(venueId, filterOf(asked), from, LINES);
	const { zone } = catalogue.venue;
	return {
		asked,
		writes: may(staff.role, 'writeExhibits'),
		/** Recordings that wait, for whoever may hear them. */
		hears: may(staff.role, 'hearRecordings') ? (await hub.recordings.queue(venueId)).count : null,
		total: found.total,
		pages: Math.max(1, Math.ceil(found.total / LINES)),
		lines: found.rows.map((row) => lineOf(row, zone)),
		...tally(await hub.exhibition.counts(venueId)),
	};
};
