import { openDesk } from '../desk.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { hub, venueId } = await openDesk(event, 'setScreens');
	const screens = await hub.screens.list(venueId);
	return {
		saved: event.url.searchParams.has('saved'),
		displays: (await hub.devices.list(venueId))
			.filter(({ kind, revokedAt }) => kind === 'lobby' && revokedAt === null)
			.map(({ id, name }) => ({ id, name, isSet: screens.has(id) })),
	};
};
