import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Language } from '$lib/domain/text.ts';
import { visitsToday } from '$lib/domain/catalogue.ts';
import { boardOf } from '$lib/domain/schedule.ts';
import { clearSession, setSession, STAFF_COOKIE } from '$lib/server/http/cookies.ts';
import { nextPath, overLimit, requireStaff } from '$lib/server/http/guard.ts';
import type { Staff } from '$lib/server/hub.ts';
import { askedDay, dayView, withVisits } from './day-view.server.ts';
import { currentVenue, VENUE_COOKIE, venuesOf } from './desk.server.ts';
import { formText } from './form-text.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const staff = await event.locals.staff();
	if (!staff)
		return {
			needsOwner: await event.locals.hub.staff.needsOwner(),
			day: null,
			/** They come from setting a new password. */
			reset: event.url.searchParams.has('reset'),
		};
	const { lang } = await event.parent();
	return { needsOwner: false, day: await dayOf(event, staff, lang), reset: false };
};

async function dayOf(event: RequestEvent, staff: Staff, lang: Language) {
	const { hub } = event.locals;
	const venueId = await currentVenue(event, staff);
	const catalogue = venueId && (await hub.records.catalogue(venueId));
	if (!catalogue) return null;
	const now = hub.clock.now();
	const at = askedDay(event.url.searchParams.get('day'), now, catalogue.venue.zone);
	const ids = boardOf(catalogue, at).map((row) => row.meeting.session.id);
	const visits = visitsToday(catalogue, at)?.session.id;
	const told =
		visits === undefined || catalogue.tallies.has(visits)
			? catalogue
			: withVisits(catalogue, visits, await hub.attendance.came(venueId, visits));
	return dayView(told, at, now, await hub.attendance.conflicts(venueId, ids), lang);
}

export const actions: Actions = {
	signIn: async (event) => {
		const typed = await formText(event, 'login', 'password');
		const login = typed.login.trim();
		if (!login || !typed.password) return fail(400, { login, fault: 'empty' as const });
		if (overLimit(event, 'sign-in') !== null) return fail(429, { login, fault: 'too-many' as const });
		const { hub } = event.locals;
		const answer = await hub.staff.signIn(login, typed.password, event.getClientAddress());
		if (!answer.ok) return fail(answer.error === 'too-many' ? 429 : 400, { login, fault: answer.error });
		setSession(event, STAFF_COOKIE, answer.value.token);
		redirect(303, nextPath(event.url));
	},
	signOut: async (event) => {
		const token = event.cookies.get(STAFF_COOKIE);
		if (token) await event.locals.hub.staff.signOut(token);
		clearSession(event, STAFF_COOKIE);
		redirect(303, '/staff');
	},
	venue: async (event) => {
		const staff = await requireStaff(event);
		const { venue } = await formText(event, 'venue');
		if (!(await venuesOf(event.locals.hub, staff)).some((id) => id === venue))
			return fail(400, { login: '', fault: 'empty' as const });
		event.cookies.set(VENUE_COOKIE, venue, {
			path: '/staff',
			httpOnly: true,
			sameSite: 'strict',
			secure: event.url.protocol === 'https:',
		});
		redirect(303, '/staff');
	},
};
