import { fail, redirect } from '@sveltejs/kit';
import { localTime } from '$lib/domain/venue-time.ts';
import { deskWords } from '$lib/i18n/staff/desk-words.ts';
import { sheetByCode } from '$lib/server/desk-sheet-code.ts';
import type { DeskAct } from '$lib/server/desk-service.ts';
import { openDesk } from '../desk.server.ts';
import { formText } from '../form-text.server.ts';
import { sessionHead } from '../roster-view.server.ts';
import { actOn, lost, openAtDesk, showPhone, type Done } from './desk-acts.server.ts';
import {
	askedFilter,
	chosenMeeting,
	FILTERS,
	isShown,
	listRow,
	personView,
	type Setting,
} from './desk-view.server.ts';
import { stripOf } from './strip.server.ts';
import type { Actions, PageServerLoad } from './$types';

const ACTS_SHOWN = 6;

export const load: PageServerLoad = async (event) => {
	const { hub, venueId, catalogue } = await openDesk(event, 'checkIn');
	const { lang } = await event.parent();
	const setting: Setting = { catalogue, lang, now: hub.clock.now() };
	const strip = stripOf(setting);
	const filter = askedFilter(event.url.searchParams.get('show'));
	const meeting = chosenMeeting(event.url.searchParams.get('session'), strip, catalogue);
	const lines = meeting ? await hub.attendance.roster(venueId, meeting.session.id) : [];
	const rows = meeting ? lines.map((line) => listRow(line, meeting, setting)) : [];
	return {
		...{ strip, filter },
		session: meeting && sessionHead(catalogue, meeting.session.id, lang),
		rows: rows.filter(isShown[filter]),
		counts: FILTERS.map((name) => ({ name, count: rows.filter(isShown[name]).length })),
		/** People, not lines: a group comes with one pass. */
		here: rows.filter(isShown.here).reduce((sum, { heads }) => sum + heads, 0),
		enrolled: rows.filter((row) => row.enrolled).length,
		acts: (await hub.desk.acts(venueId, ACTS_SHOWN)).map((act) => sentence(act, setting)),
	};
};

function sentence({ at, action, staff, name, reason, count }: DeskAct, { catalogue, lang }: Setting) {
	const { acts } = deskWords(lang);
	const say = acts.sentence[action];
	const told = say?.(staff ?? acts.somebody, name ?? acts.somebody, reason ?? '', count ?? 0) ?? action;
	return { at: localTime(at, catalogue.venue.zone), told };
}

export const actions: Actions = {
	/** Posted, not asked for by address: what staff type here is a person's name. */
	find: async (event) => {
		const at = await openAtDesk(event);
		if (!at) return lost('no-such-session');
		const query = (await formText(event, 'query')).query.trim().slice(0, 60);
		const { hub, venueId, meeting, setting } = at;
		const { found, more } = await hub.desk.find(venueId, meeting.session.id, query);
		return { query, more, found: found.map((person) => personView(person, meeting, setting)) };
	},
	checkIn: (event) => actOn(event, 'in'),
	checkOut: (event) => actOn(event, 'out'),
	undo: (event) => actOn(event, 'undone'),
	phone: showPhone,
	guest: async (event) => {
		const at = await openAtDesk(event);
		if (!at) return lost('no-such-session');
		const { guest } = await formText(event, 'guest');
		const { hub, staff, venueId, meeting } = at;
		const { id: sessionId } = meeting.session;
		const taken = await hub.desk.guest(staff, venueId, sessionId, guest);
		if (!taken.ok) return fail(400, { guestFault: true, guest: guest.slice(0, 60) });
		const { memberId, name } = taken.value;
		const move = (await hub.desk.person(venueId, { sessionId, memberId }))?.lastMove;
		const done: Done = { act: 'guest', name, undo: move ? { memberId, entryId: move.entryId } : null };
		return { done };
	},
	sheet: async (event) => {
		const { catalogue } = await openDesk(event, 'checkIn');
		const { code } = await formText(event, 'code');
		const id = sheetByCode(catalogue.venue.id, catalogue.sessions.keys(), code);
		if (!id) return fail(404, { sheetFault: true, code: code.slice(0, 20) });
		redirect(303, `/staff/desk/sheet/${id}/enter`);
	},
};
