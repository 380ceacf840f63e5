import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { lobbyDay } from '$lib/domain/lobby.ts';
import { USUAL_SCREEN } from '$lib/domain/screen.ts';
import { dayBounds, instantOf, localDate, localTime } from '$lib/domain/venue-time.ts';
import { galleryOrder, personOfMonth } from '$lib/exhibits/gallery.ts';
import { bodies } from '$lib/server/catalogue.ts';
import { openDesk } from '../../desk.server.ts';
import { readScreen } from '../screen-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { hub, venueId, catalogue, display } = await displayHere(event, event.params.id);
	const { venue } = catalogue;
	const now = hub.clock.now();
	const asked = event.url.searchParams.get('at') ?? '';
	const at = /^([01]\d|2[0-3]):[0-5]\d$/.test(asked)
		? instantOf(localDate(now, venue.zone), asked, venue.zone)
		: now;
	const rows = await hub.storage.read((tx) => tx.records.ofKinds(venueId, ['honoree']));
	const people = venue.modules.exhibits ? galleryOrder(bodies(rows, 'honoree').map(([, one]) => one)) : [];
	return {
		name: display.name,
		screen: (await hub.screens.list(venueId)).get(display.id) ?? USUAL_SCREEN,
		rooms: [...catalogue.rooms.values()],
		at,
		time: localTime(at, venue.zone),
		/** What the preview is drawn from: all classes of the day, whatever the display is set to. */
		shows: {
			...{ venue, day: lobbyDay(catalogue, USUAL_SCREEN, dayBounds(at, venue.zone).from) },
			...{ notices: await hub.notices.list(venueId) },
			person: personOfMonth(people, localDate(at, venue.zone).slice(0, 7)),
		},
	};
};

export const actions: Actions = {
	set: async (event) => {
		const { hub, staff, venueId, display } = await displayHere(event, event.params.id);
		const screen = readScreen(await event.request.formData());
		if (!screen) return fail(400, { fault: true });
		await hub.screens.put(staff, venueId, display.id, screen);
		return { saved: true };
	},
	reset: async (event) => {
		const { hub, staff, venueId, display } = await displayHere(event, event.params.id);
		await hub.screens.put(staff, venueId, display.id, null);
		redirect(303, '/staff/screens?saved');
	},
};

async function displayHere(event: RequestEvent, id: string) {
	const desk = await openDesk(event, 'setScreens');
	const display = (await desk.hub.devices.list(desk.venueId)).find(
		(one) => one.id === id && one.kind === 'lobby' && one.revokedAt === null,
	);
	if (!display) error(404, 'no such display at this venue');
	return { ...desk, display };
}
