import { fail, redirect } from '@sveltejs/kit';
import { formatDate, formatMoment } from '$lib/i18n/time.ts';
import { clearSession, PHONE_COOKIE } from '$lib/server/http/cookies.ts';
import { formText } from '../../staff/form-text.server.ts';
import { pageLanguage } from '../../page-language.server.ts';
import { notTooOften, requireMember } from '../member.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Of no one venue: where the people of these venues live. */
const ZONE = 'Asia/Shanghai';

export const load: PageServerLoad = async (event) => {
	const { person, phone } = await requireMember(event);
	const { hub } = event.locals;
	const language = pageLanguage(event);
	const now = hub.clock.now();
	const phones = await hub.phones.list(person.memberId);
	return {
		person: { name: person.name, number: person.number, phone: person.phone, union: person.union },
		phones: phones.map(({ id, name, openedAt, seenAt }) => ({
			...{ id, name, here: id === phone.id },
			opened: formatDate(openedAt, ZONE, language),
			seen: formatMoment(seenAt, now, ZONE, language),
		})),
		lost: event.url.searchParams.get('lost'),
		leaving: event.url.searchParams.has('leaving'),
		done: event.url.searchParams.has('done'),
	};
};

export const actions: Actions = {
	signOut: async (event) => {
		const { person, phone } = await requireMember(event);
		const by = `member:${person.memberId}`;
		await event.locals.hub.phones.end(person.memberId, phone.id, by);
		clearSession(event, PHONE_COOKIE);
		redirect(303, '/me?left');
	},
	/** Another phone of theirs is gone: nothing on it may be shown any more. */
	lost: async (event) => {
		const { person } = await requireMember(event);
		notTooOften(event, 'phone');
		const { phone } = await formText(event, 'phone');
		const { hub } = event.locals;
		const mine = await hub.phones.list(person.memberId);
		if (!mine.some(({ id }) => id === phone)) return fail(400, {});
		await hub.phones.lose(person.memberId, phone, `member:${person.memberId}`);
		redirect(303, '/me/account?done');
	},
};
