import { error, fail, type RequestEvent } from '@sveltejs/kit';
import { asId, type StaffId } from '$lib/base/id.ts';
import { openDesk } from '../../desk.server.ts';
import { formText } from '../../form-text.server.ts';
import { asked, linkTo, offered, toldAccount, venueNames } from '../account-view.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { hub, staff, catalogue } = await openDesk(event, 'seeAccounts');
	const { lang } = await event.parent();
	const account = (await hub.accounts.list(staff)).accounts.find(({ id }) => id === event.params.id);
	if (!account) error(404, 'no such account among those that you look after');
	const names = await venueNames(hub, staff, lang);
	return {
		account: toldAccount(account, staff, catalogue.venue.zone, lang),
		...offered(staff, names),
	};
};

const open = async (event: RequestEvent<{ id: string }>) => {
	const { hub, staff } = await openDesk(event, 'manageAccounts');
	return { hub, staff, id: asId<StaffId>(event.params.id) };
};

export const actions: Actions = {
	change: async (event) => {
		const { hub, staff, id } = await open(event);
		const done = await hub.accounts.change(staff, id, asked(await formText(event, 'name', 'role', 'venue')));
		return done.ok ? { done: 'saved' as const } : fail(400, { fault: done.error });
	},
	signOut: async (event) => {
		const { hub, staff, id } = await open(event);
		const done = await hub.accounts.signOut(staff, id);
		return done.ok ? { done: 'signedOut' as const } : fail(400, { fault: done.error });
	},
	reset: async (event) => {
		const { hub, staff, id } = await open(event);
		const done = await hub.accounts.resetLink(staff, id);
		return done.ok ? { reset: linkTo(event, done.value) } : fail(400, { fault: done.error });
	},
	switchOff: async (event) => {
		const { hub, staff, id } = await open(event);
		const done = await hub.accounts.switchOff(staff, id);
		return done.ok ? { done: 'switchedOff' as const } : fail(400, { fault: done.error });
	},
	switchOn: async (event) => {
		const { hub, staff, id } = await open(event);
		const done = await hub.accounts.switchOn(staff, id);
		return done.ok ? { done: 'switchedOn' as const } : fail(400, { fault: done.error });
	},
};
