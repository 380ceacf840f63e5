import { fail } from '@sveltejs/kit';
import { asId, type StaffId } from '$lib/base/id.ts';
import { dateWords } from '../day-view.server.ts';
import { openDesk } from '../desk.server.ts';
import { formText } from '../form-text.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { hub, staff, venueId, catalogue } = await openDesk(event, 'checkIn');
	const { lang } = await event.parent();
	const pins = (await hub.deskTablets.pins(venueId)).map(({ staffId, name, role, setAt }) => ({
		...{ staffId, name, role, mine: staffId === staff.id },
		setAt: dateWords(setAt, catalogue.venue.zone, lang),
	}));
	return { pins, setAt: pins.find(({ mine }) => mine)?.setAt ?? null };
};

export const actions: Actions = {
	set: async (event) => {
		const { hub, staff } = await openDesk(event, 'checkIn');
		const { pin, again } = await formText(event, 'pin', 'again');
		if (!pin) return fail(400, { fault: 'empty' as const });
		if (pin !== again) return fail(400, { fault: 'pins-differ' as const });
		const done = await hub.deskTablets.setPin(staff, pin);
		return done.ok ? { saved: true as const } : fail(400, { fault: done.error });
	},
	drop: async (event) => {
		const { hub, staff, venueId } = await openDesk(event, 'manageDevices');
		const typed = await formText(event, 'staff');
		await hub.deskTablets.dropPin(asId<StaffId>(typed.staff), venueId, staff);
		return { dropped: true as const };
	},
};
