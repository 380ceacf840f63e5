import { error, fail, redirect } from '@sveltejs/kit';
import { asId, type MemberId, type SessionId } from '$lib/base/id.ts';
import { formText } from '../../form-text.server.ts';
import { openDesk } from '../../desk.server.ts';
import { rosterRow, sessionHead } from '../../roster-view.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** As many as `findMembers` gives at most. */
const MOST_FOUND = 20;

export const load: PageServerLoad = async (event) => {
	const { hub, venueId, catalogue } = await openDesk(event, 'readRosters');
	const { lang } = await event.parent();
	const session = sessionHead(catalogue, event.params.id, lang);
	if (!session) error(404, 'no such session at this venue');
	const lines = await hub.attendance.roster(venueId, session.id);
	return { session, rows: lines.map((line) => rosterRow(line, catalogue.venue.zone, lang)) };
};

export const actions: Actions = {
	/** Posted, not asked for by address: what staff type here is a person's name. */
	find: async (event) => {
		const { hub, venueId } = await openDesk(event, 'checkIn');
		const query = (await formText(event, 'query')).query.trim();
		if (!query) return fail(400, { fault: 'too-short' as const, query });
		const found = await hub.attendance.findMembers(venueId, query.slice(0, 60));
		return { found, more: found.length >= MOST_FOUND, query };
	},
	checkIn: async (event) => {
		const { hub, venueId, staff } = await openDesk(event, 'checkIn');
		const { memberId, name } = await formText(event, 'memberId', 'name');
		if (!/^[0-9a-f]{16}$/.test(memberId)) return fail(400, { fault: 'no-such-member' as const });
		const session = asId<SessionId>(event.params.id);
		const person = { sessionId: session, memberId: asId<MemberId>(memberId) };
		const done = await hub.desk.checkIn(staff, venueId, person, null);
		if (done.ok) return { done: name };
		const fault = done.error;
		// Against the rules it takes a reason, which the desk asks for.
		if (typeof fault !== 'string') redirect(303, `/staff/desk/person/${memberId}?session=${session}&ask`);
		return fail(400, { fault });
	},
};
