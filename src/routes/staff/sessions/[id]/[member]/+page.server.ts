import { error, fail, redirect } from '@sveltejs/kit';
import { asId, type MemberId, type SessionId } from '$lib/base/id.ts';
import type { HistoryLine } from '$lib/server/hub.ts';
import { may, type Ability } from '../../../access.ts';
import { openDesk } from '../../../desk.server.ts';
import { formText } from '../../../form-text.server.ts';
import { rosterRow, sessionHead } from '../../../roster-view.server.ts';
import { seenFacts } from '../../../seen-facts.server.ts';
import { toldTime } from '../../../told-time.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { hub, venueId, catalogue, staff } = await openDesk(event, 'readRosters');
	const can = (ability: Ability): boolean => may(staff.role, ability);
	const { lang } = await event.parent();
	const session = sessionHead(catalogue, event.params.id, lang);
	if (!session) error(404, 'no such session at this venue');
	const memberId = event.params.member as MemberId;
	const line = (await hub.attendance.roster(venueId, session.id)).find((one) => one.memberId === memberId);
	if (!line) error(404, 'no such member at this session');
	const { zone } = catalogue.venue;
	const history = await hub.attendance.history(venueId, session.id, memberId);
	const move = can('checkIn')
		? (await hub.desk.person(venueId, { sessionId: session.id, memberId }))?.lastMove
		: null;
	return {
		session,
		undo: move ?? null,
		person: rosterRow(line, zone, lang),
		conflict: line.attendance?.conflict?.kind ?? null,
		history: history.map((fact: HistoryLine) => ({ ...fact, at: toldTime(fact.at, zone, lang) })),
		passRevoked: event.url.searchParams.has('revoked'),
		askRevoke: event.url.searchParams.has('revoke'),
	};
};

export const actions: Actions = {
	correct: async (event) => {
		const { hub, venueId, staff } = await openDesk(event, 'checkIn');
		const typed = await formText(event, 'present', 'reason', 'saw');
		const reason = typed.reason.trim();
		if (!['yes', 'no'].includes(typed.present)) return fail(400, { fault: 'not-offered' as const, reason });
		if (!reason || reason.length > 200) return fail(400, { fault: 'reason-missing' as const, reason });
		const answer = await hub.attendance.correct(staff, venueId, {
			sessionId: asId<SessionId>(event.params.id),
			memberId: asId<MemberId>(event.params.member),
			present: typed.present === 'yes',
			saw: seenFacts(typed.saw),
			reason,
		});
		if (!answer.ok) return fail(400, { fault: answer.error, reason });
		return { corrected: true };
	},
	undo: async (event) => {
		const { hub, venueId, staff } = await openDesk(event, 'checkIn');
		const { undoes } = await formText(event, 'undoes');
		const person = {
			sessionId: asId<SessionId>(event.params.id),
			memberId: asId<MemberId>(event.params.member),
		};
		const answer = await hub.desk.undo(staff, venueId, { ...person, undoes });
		if (!answer.ok)
			return fail(400, {
				fault: answer.error === 'no-such-fact' ? ('changed-meanwhile' as const) : answer.error,
			});
		return { corrected: true };
	},
	revoke: async (event) => {
		const { hub, staff, venueId } = await openDesk(event, 'handlePasses');
		const memberId = asId<MemberId>(event.params.member);
		const roster = await hub.attendance.roster(venueId, asId<SessionId>(event.params.id));
		if (!roster.some((line) => line.memberId === memberId))
			return fail(400, { fault: 'no-such-member' as const });
		await hub.passes.revoke(memberId, staff);
		redirect(303, `${event.url.pathname}?revoked`);
	},
};
