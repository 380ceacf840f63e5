import { fail } from '@sveltejs/kit';
import { randomBytes } from 'node:crypto';
import { formText } from '../../staff/form-text.server.ts';
import { openPhone } from '../open-phone.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Tells a phone that asks again, because the answer was lost, from another that has come by the code. */
const HOLDER_COOKIE = 'gz_claim';
const HOLDER_S = 86_400;
const LONGEST_CODE = 40;
const FAULTS = ['unionFailed', 'unionUnknown'] as const;

export const load: PageServerLoad = async (event) => {
	const { cookies, url } = event;
	if (!cookies.get(HOLDER_COOKIE))
		cookies.set(HOLDER_COOKIE, randomBytes(16).toString('base64url'), {
			...{ path: '/me', httpOnly: true, sameSite: 'lax', maxAge: HOLDER_S },
			secure: url.protocol === 'https:',
		});
	return {
		code: (url.searchParams.get('c') ?? '').slice(0, LONGEST_CODE),
		fault: FAULTS.find((name) => name === url.searchParams.get('fault')) ?? null,
		union: event.locals.hub.signIn !== null,
	};
};

export const actions: Actions = {
	/** Never by merely opening a link: chats look at links before people do, and a code is good once. */
	default: async (event) => {
		const { code } = await formText(event, 'code');
		const holder = event.cookies.get(HOLDER_COOKIE) ?? randomBytes(16).toString('base64url');
		const { hub } = event.locals;
		const claimed = await hub.claims.redeem(
			...([code.slice(0, LONGEST_CODE), holder, event.getClientAddress()] as const),
		);
		if (!claimed.ok) return fail(claimed.error === 'too-many' ? 429 : 400, { code, fault: claimed.error });
		return openPhone(event, claimed.value);
	},
};
