import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { openDesk } from '../../../desk.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { device } = await deviceHere(event, event.params.id);
	return { name: device.name, revoked: device.revokedAt !== null };
};

export const actions: Actions = {
	default: async (event) => {
		const { hub, staff, device } = await deviceHere(event, event.params.id);
		await hub.devices.revoke(device.id, staff);
		redirect(303, '/staff/devices?revoked');
	},
};

/** Only devices of the venue whose desk this is can be named. */
async function deviceHere(event: RequestEvent, id: string) {
	const { hub, staff, venueId } = await openDesk(event, 'manageDevices');
	const device = (await hub.devices.list(venueId)).find((one) => one.id === id);
	if (!device) error(404, 'no such device at this venue');
	return { hub, staff, device };
}
