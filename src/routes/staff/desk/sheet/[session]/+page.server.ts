import { error } from '@sveltejs/kit';
import { inLanguage } from '$lib/domain/text.ts';
import { sheetCode } from '$lib/server/desk-sheet-code.ts';
import { drawPass } from '../../../../pass-qr.ts';
import { openDesk } from '../../../desk.server.ts';
import { sessionHead } from '../../../roster-view.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { hub, venueId, catalogue } = await openDesk(event, 'checkIn');
	const { lang } = await event.parent();
	const session = sessionHead(catalogue, event.params.session, lang);
	if (!session) error(404, 'no such session at this venue');
	const lines = await hub.attendance.roster(venueId, session.id);
	const code = sheetCode(venueId, session.id);
	// Names and numbers: nothing of it stays on a shared computer.
	event.setHeaders({ 'cache-control': 'no-store' });
	return {
		session,
		venue: inLanguage(catalogue.venue.name, lang),
		code: `${code.slice(0, 3)}-${code.slice(3)}`,
		qr: drawPass(`${event.url.origin}/staff/desk/sheet/${session.id}/enter`),
		people: lines
			.filter((line) => line.enrolled)
			.map(({ memberId, name, number }) => ({ memberId, name, number })),
	};
};
