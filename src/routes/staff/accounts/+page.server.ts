import { fail } from '@sveltejs/kit';
import { accountWords } from '$lib/i18n/staff/account-words.ts';
import { dateWords } from '../day-view.server.ts';
import { openDesk } from '../desk.server.ts';
import { formText } from '../form-text.server.ts';
import { asked, linkTo, offered, toldAccount, venueName, venueNames } from './account-view.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { hub, staff, catalogue } = await openDesk(event, 'seeAccounts');
	const { lang } = await event.parent();
	const names = await venueNames(hub, staff, lang);
	const { accounts, invites } = await hub.accounts.list(staff);
	const { zone } = catalogue.venue;
	const everywhere = accountWords(lang).everywhere;
	const told = accounts.map((account) => ({
		...toldAccount(account, staff, zone, lang),
		venue: venueName(names, account.venueId, everywhere),
	}));
	return {
		accounts: [...told.filter(({ off }) => !off), ...told.filter(({ off }) => off)],
		invites: invites.map(({ id, role, venueId, meantFor, resets, expiresAt }) => ({
			...{ id, role, meantFor, resets: resets !== null },
			venue: venueName(names, venueId, everywhere),
			until: dateWords(expiresAt, zone, lang),
		})),
		...offered(staff, names),
	};
};

export const actions: Actions = {
	invite: async (event) => {
		const { hub, staff } = await openDesk(event, 'manageAccounts');
		const typed = await formText(event, 'name', 'role', 'venue');
		const done = await hub.accounts.invite(staff, asked(typed));
		if (!done.ok) return fail(400, { typed, fault: done.error });
		return { invited: { name: typed.name.trim(), ...linkTo(event, done.value) } };
	},
	withdraw: async (event) => {
		const { hub, staff } = await openDesk(event, 'manageAccounts');
		const { id } = await formText(event, 'id');
		const done = await hub.accounts.dropInvite(staff, id);
		return done.ok ? { withdrawn: true as const } : fail(400, { gone: done.error });
	},
};
