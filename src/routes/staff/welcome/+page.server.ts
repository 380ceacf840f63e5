import { fail, redirect } from '@sveltejs/kit';
import { setSession, STAFF_COOKIE } from '$lib/server/http/cookies.ts';
import { overLimit } from '$lib/server/http/guard.ts';
import { formText } from '../form-text.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, locals }) => {
	const token = url.searchParams.get('token') ?? '';
	const link = token ? await locals.hub.accounts.link(token) : null;
	/** Whose password the link sets; null where it makes an account. */
	return { token, resets: link?.login ?? null };
};

export const actions: Actions = {
	default: async (event) => {
		const typed = await formText(event, 'token', 'login', 'name', 'password', 'again');
		const [login, name] = [typed.login.trim().toLowerCase(), typed.name.trim()];
		const kept = { token: typed.token, login, name };
		if (overLimit(event, 'sign-in') !== null) return fail(429, { ...kept, fault: 'too-many' as const });
		const { accounts } = event.locals.hub;
		const resets = (await accounts.link(typed.token))?.login ?? null;
		if ((resets === null && (!login || !name)) || !typed.password)
			return fail(400, { ...kept, fault: 'empty' as const });
		if (typed.password !== typed.again) return fail(400, { ...kept, fault: 'passwords-differ' as const });
		if (resets !== null) {
			const reset = await accounts.resetPassword(typed.token, typed.password);
			if (!reset.ok) return fail(400, { ...kept, fault: reset.error });
			redirect(303, '/staff?reset');
		}
		const account = { login, name, password: typed.password };
		const answer = await event.locals.hub.staff.acceptInvite(typed.token, account);
		if (!answer.ok) return fail(400, { ...kept, fault: answer.error });
		setSession(event, STAFF_COOKIE, answer.value.token);
		redirect(303, '/staff');
	},
};
