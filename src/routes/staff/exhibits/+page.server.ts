import { redirect } from '@sveltejs/kit';
import { isOwnWork } from '$lib/domain/editorial.ts';
import { may } from '../access.ts';
import { openDesk } from '../desk.server.ts';
import { askedOf, filterOf, lineOf, pageOf, tally, waitingView } from './list-view.server.ts';
import { proposalView } from './media/proposal-view.server.ts';
import type { PageServerLoad } from './$types';

const LINES = 50;
/** Of media, above the list of what waits for review; what one may decide about comes first. */
const PROPOSALS = 20;
const LOOKED_THROUGH = 500;

export const load: PageServerLoad = async (event) => {
	const desk = await openDesk(event, 'seeExhibits');
	const { hub, venueId, catalogue, staff } = desk;
	const { lang } = await event.parent();
	const asked = askedOf(event.url);
	const from = (asked.page - 1) * LINES;
	const found = await hub.exhibition.list(venueId, filterOf(asked), from, LINES);
	const pages = Math.max(1, Math.ceil(found.total / LINES));
	if (asked.page > pages) redirect(303, pageOf(event.url, pages));
	const heldBack = await hub.exhibition.heldBack(venueId, found.rows);
	const { zone } = catalogue.venue;
	const listed = asked.show === 'review' && !asked.kind && !asked.query && asked.page === 1;
	const { total, waiting } = await hub.media.waiting(venueId, 0, listed ? LOOKED_THROUGH : 0);
	const papers = await hub.exhibition.waitingConsents(venueId);
	const isOwn = ({ proposal }: (typeof waiting)[number]): boolean =>
		isOwnWork(proposal.authors, `staff:${staff.id}`);
	const first = [...waiting.filter((each) => !isOwn(each)), ...waiting.filter(isOwn)].slice(0, PROPOSALS);
	return {
		...{ asked, waitingInAll: total, done: event.url.searchParams.get('done') },
		consents: listed ? papers.map((each) => waitingView(each, lang)) : [],
		proposals: await Promise.all(first.map(({ row, proposal }) => proposalView(desk, row, proposal, lang))),
		writes: may(staff.role, 'writeExhibits'),
		/** Recordings that wait, for whoever may hear them. */
		hears: may(staff.role, 'hearRecordings') ? (await hub.recordings.queue(venueId)).count : null,
		total: found.total + (listed ? total + papers.length : 0),
		pages,
		lines: found.rows.map((row) => lineOf(row, zone, heldBack)),
		...tally(await hub.exhibition.counts(venueId), total + papers.length),
	};
};
