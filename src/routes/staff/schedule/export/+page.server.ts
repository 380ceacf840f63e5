import { inLanguage } from '$lib/domain/text.ts';
import { localDate } from '$lib/domain/venue-time.ts';
import { SCHEDULE_FILES } from '$lib/server/interchange/formats.ts';
import { may } from '../../access.ts';
import { openDesk } from '../../desk.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** A month back: what an attendance table is mostly asked for. */
const BACK_MS = 30 * 86_400_000;

export const load: PageServerLoad = async (event) => {
	const { hub, venueId, catalogue, staff } = await openDesk(event, 'seeSchedule');
	const { lang } = await event.parent();
	const { zone } = catalogue.venue;
	const now = hub.clock.now();
	const used = new Set([...catalogue.sessions.values()].map(({ roomId }) => roomId));
	const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'zh');
	return {
		origin: event.url.origin,
		venueId,
		key: await hub.scheduleKeys.of(venueId),
		files: [...SCHEDULE_FILES],
		sessions: catalogue.sessions.size,
		programmes: [...catalogue.programmes.values()]
			.map(({ id, name }) => ({ id, name: inLanguage(name, lang) }))
			.sort(byName),
		rooms: [...catalogue.rooms.values()]
			.filter(({ id }) => used.has(id))
			.map(({ id, number, name }) => ({
				id,
				name: [number, inLanguage(name, lang)].filter(Boolean).join(' '),
			}))
			.sort(byName),
		people: may(staff.role, 'seeMembers'),
		from: localDate(now - BACK_MS, zone),
		until: localDate(now, zone),
	};
};

export const actions: Actions = {
	renew: async (event) => {
		const { hub, venueId, staff } = await openDesk(event, 'editSchedule');
		await hub.scheduleKeys.renew(staff, venueId);
	},
	open: async (event) => {
		const { hub, venueId, staff } = await openDesk(event, 'editSchedule');
		await hub.scheduleKeys.open(staff, venueId);
	},
};
