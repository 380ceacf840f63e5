import { fail, redirect } from '@sveltejs/kit';
import { asId, type OfferingId } from '$lib/base/id.ts';
import { openDesk, type Desk } from '../desk.server.ts';
import { formText } from '../form-text.server.ts';
import { offeringChoices } from '../schedule/session-form.server.ts';
import { memberLine, typedFields, unionNames } from './member-view.server.ts';
import type { Actions, PageServerLoad } from './$types';

const MOST = 50;

export const load: PageServerLoad = async (event) => {
	const desk = await openDesk(event, 'seeMembers');
	const { lang } = await event.parent();
	const union = event.url.searchParams.get('union');
	const below = union ? await desk.hub.unions.below(union) : [];
	const found = below.length > 0 ? await desk.hub.members.ofUnions(desk.staff, below, MOST) : null;
	return {
		union: below[0] ?? null,
		found: found?.map(memberLine) ?? null,
		more: found?.length === MOST,
		city: desk.staff.venueId === null,
		unions: await unionNames(desk.hub),
		offerings: offeringChoices(desk.catalogue, lang),
		erased: event.url.searchParams.has('erased'),
	};
};

async function found({ hub, staff }: Desk, query: string) {
	const rows = await hub.members.search(staff, query, MOST);
	return { query, found: rows.map(memberLine), more: rows.length === MOST };
}

export const actions: Actions = {
	/** Posted, not asked for by address: what staff type here is a person's name. */
	find: async (event) => {
		const desk = await openDesk(event, 'seeMembers');
		const query = (await formText(event, 'query')).query.trim().slice(0, 60);
		return query ? found(desk, query) : { query, found: null, more: false };
	},
	add: async (event) => {
		const { hub, staff, venueId } = await openDesk(event, 'editMembers');
		const typed = await formText(event, 'name', 'number', 'phone', 'union', 'barred', 'into');
		const into = typed.into ? { venueId, offeringId: asId<OfferingId>(typed.into) } : null;
		const done = await hub.members.add(staff, typedFields(typed), into);
		if (!done.ok) return fail(400, { typed, fault: done.error });
		redirect(303, `/staff/members/${done.value}?added`);
	},
};
