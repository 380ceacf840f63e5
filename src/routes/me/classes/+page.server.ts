import { fail } from '@sveltejs/kit';
import { asId, type OfferingId, type VenueId } from '$lib/base/id.ts';
import { inLanguage } from '$lib/domain/text.ts';
import type { Hub } from '$lib/server/hub.ts';
import type { OwnSignUp } from '$lib/server/sign-ups.ts';
import { formText } from '../../staff/form-text.server.ts';
import { pageLanguage } from '../../page-language.server.ts';
import { notTooOften, requireMember } from '../member.server.ts';
import { openClasses, ownClass } from './class-view.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { person } = await requireMember(event);
	const { memberId } = person;
	const { hub } = event.locals;
	const reader = { language: pageLanguage(event), now: hub.clock.now() };
	const mine = await hub.signUps.own(memberId);
	const venues = await venuesAround(hub, mine, event.url.searchParams.get('venue'));
	const own = [];
	for (const one of mine) {
		const catalogue = await hub.records.catalogue(one.venueId);
		const shown = catalogue && ownClass(catalogue, one, reader);
		if (shown) own.push(shown);
	}
	const here = venues.here && (await hub.records.catalogue(venues.here));
	const { origin } = event.url;
	return {
		own,
		open: here ? await openClasses(hub, here, { memberId, mine }, reader) : [],
		venue: venues.here as string | null,
		venues: venues.all.map(({ id, name }) => ({ id, name: inLanguage(name, reader.language) })),
		leave: event.url.searchParams.get('leave'),
		feed: `${origin}/me/calendar/${await hub.phones.calendar(memberId)}.ics?lang=${reader.language}`,
	};
};

/** The venue asked for, else one of theirs, else the first. */
async function venuesAround(hub: Hub, mine: readonly OwnSignUp[], asked: string | null) {
	const all = await hub.records.names();
	const here = all.find(({ id }) => id === asked)?.id ?? mine[0]?.venueId ?? all[0]?.id ?? null;
	return { all, here };
}

const order = async (event: Parameters<Actions[string]>[0]) => {
	const { person } = await requireMember(event);
	notTooOften(event, 'phone');
	const typed = await formText(event, 'venue', 'offering');
	return {
		venueId: asId<VenueId>(typed.venue.slice(0, 64)),
		offeringId: asId<OfferingId>(typed.offering.slice(0, 64)),
		...{ memberId: person.memberId, channel: 'phone' as const, serial: null, by: null },
	};
};

export const actions = {
	signUp: async (event) => {
		const wanted = await order(event);
		const done = await event.locals.hub.signUps.signUp(wanted);
		if (!done.ok) return fail(400, { why: 'no-such-offering' as const });
		const verdict = done.value;
		if ('reason' in verdict) return fail(400, { why: verdict.reason });
		return { done: verdict.outcome, place: verdict.outcome === 'waiting' ? verdict.place : 0 };
	},
	withdraw: async (event) => {
		const wanted = await order(event);
		const done = await event.locals.hub.signUps.withdraw(wanted);
		if (!done.ok) return fail(400, { why: 'no-such-offering' as const });
		if ('reason' in done.value) return fail(400, { why: done.value.reason });
		return { done: done.value.outcome, place: 0 };
	},
	renewFeed: async (event) => {
		const { person } = await requireMember(event);
		notTooOften(event, 'phone');
		await event.locals.hub.phones.renewCalendar(person.memberId);
		return { renewed: true };
	},
} satisfies Actions;
