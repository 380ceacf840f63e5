import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { asId, type MemberId, type OfferingId } from '$lib/base/id.ts';
import type { Ability } from '$lib/domain/roles.ts';
import { inLanguage } from '$lib/domain/text.ts';
import { openDesk } from '../../desk.server.ts';
import { formText } from '../../form-text.server.ts';
import { offeringChoices } from '../../schedule/session-form.server.ts';
import { typedFields, unionNames } from '../member-view.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Only people whom this one may see can be named. */
async function openMember(event: RequestEvent<{ id: string }>, ability: Ability) {
	const desk = await openDesk(event, ability);
	const view = await desk.hub.members.get(desk.staff, asId<MemberId>(event.params.id));
	if (!view) error(404, 'no such member among those that you look after');
	return { ...desk, ...view };
}

export const load: PageServerLoad = async (event) => {
	const { hub, venueId, catalogue, member, classes } = await openMember(event, 'seeMembers');
	const { lang } = await event.parent();
	const choices = offeringChoices(catalogue, lang);
	const here = new Set(classes.filter((one) => one.venueId === venueId).map((one) => one.offeringId));
	const named = await Promise.all(
		classes.map(async ({ venueId: at, offeringId }) => {
			const other = at === venueId ? catalogue : await hub.records.catalogue(at);
			const offering = other?.offerings.get(offeringId);
			const course = offering && other?.courses.get(offering.courseId);
			const name = course
				? `${inLanguage(course.name, lang)} · ${inLanguage(offering.name, lang)}`
				: offeringId;
			return {
				id: offeringId,
				name,
				here: at === venueId,
				venue: other ? inLanguage(other.venue.name, lang) : at,
			};
		}),
	);
	return {
		member: { ...member, phone: member.phone ?? '', union: member.union ?? '' },
		classes: named,
		offerings: choices.filter(({ id }) => !here.has(id)),
		unions: await unionNames(hub),
		added: event.url.searchParams.has('added'),
		erases: event.url.searchParams.has('erase'),
	};
};

/** Signs up or withdraws in the person's name: bound by seats, not by windows. */
async function seat(event: RequestEvent<{ id: string }>, what: 'signUp' | 'withdraw') {
	const { hub, staff, venueId, member } = await openMember(event, 'editMembers');
	const { offering } = await formText(event, 'offering');
	const order = { venueId, offeringId: asId<OfferingId>(offering), memberId: member.memberId };
	const done = await hub.signUps[what]({ ...order, channel: 'desk', serial: null, by: staff });
	if (!done.ok) return fail(400, { fault: 'no-such-class' as const });
	if (done.value.outcome === 'waiting') return { seat: 'waiting' as const, place: done.value.place };
	if ('reason' in done.value) return fail(409, { seat: 'refused' as const, place: 0 });
	return { seat: what === 'signUp' ? ('enrolled' as const) : ('withdrawn' as const), place: 0 };
}

export const actions: Actions = {
	change: async (event) => {
		const { hub, staff, member } = await openMember(event, 'editMembers');
		const typed = await formText(event, 'name', 'number', 'phone', 'union', 'barred');
		const done = await hub.members.change(staff, member.memberId, typedFields(typed));
		return done.ok ? { saved: true as const } : fail(400, { typed, fault: done.error });
	},
	enroll: (event) => seat(event, 'signUp'),
	withdraw: (event) => seat(event, 'withdraw'),
	erase: async (event) => {
		const { hub, staff, member } = await openMember(event, 'eraseMembers');
		const { reason } = await formText(event, 'reason');
		const done = await hub.members.erase(staff, member.memberId, reason);
		if (!done.ok) return fail(400, { eraseFault: done.error });
		redirect(303, '/staff/members?erased');
	},
};
