import { error, fail } from '@sveltejs/kit';
import type { OfferingId } from '$lib/base/id.ts';
import { inLanguage } from '$lib/domain/text.ts';
import { localTime } from '$lib/domain/venue-time.ts';
import { dateWords } from '../../../day-view.server.ts';
import { openDesk } from '../../../desk.server.ts';
import { formText } from '../../../form-text.server.ts';
import { sessionHead } from '../../../roster-view.server.ts';
import { actOn, asMember, lost, openAtDesk, showPhone } from '../../desk-acts.server.ts';
import { personView } from '../../desk-view.server.ts';
import { offersOf, seatsOf } from '../../seats-view.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	await openDesk(event, 'checkIn');
	const at = await openAtDesk(event);
	const memberId = asMember(event.params.member);
	if (!at) error(404, 'no session today');
	const { hub, staff, venueId, meeting, setting, catalogue } = at;
	const person = memberId && (await hub.desk.person(venueId, { sessionId: meeting.session.id, memberId }));
	if (!person) error(404, 'no such member');
	const view = personView(person, meeting, setting);
	const { why, name } = view;
	return {
		/** Sent here to say why somebody is let in. */
		asks:
			event.url.searchParams.has('ask') && view.door === 'refused'
				? { memberId: person.memberId, name, why: why ?? '', missing: false }
				: null,
		session: sessionHead(catalogue, meeting.session.id, setting.lang)!,
		person: view,
		mayHandle: await hub.desk.mayHandle(staff, venueId, person.memberId),
		seats: person.guest ? [] : await seatsOf(at, person.memberId),
		offers: person.guest ? [] : offersOf(at),
	};
};

/** Signs up or withdraws in the person's name. */
async function seat(event: RequestEvent, what: 'signUp' | 'withdraw') {
	const at = await openAtDesk(event);
	const memberId = asMember(event.params.member);
	if (!at || !memberId) return lost('no-such-member');
	const { offeringId } = await formText(event, 'offeringId');
	const offering = at.catalogue.offerings.get(offeringId as OfferingId);
	if (!offering) return lost('not-offered');
	const { hub, staff, venueId, setting } = at;
	// Of a guest nothing stays but a name, for a while.
	if ((await hub.mine.person(memberId))?.guest) return lost('no-such-member');
	const order = {
		venueId,
		offeringId: offering.id,
		memberId,
		channel: 'desk' as const,
		serial: null,
		by: staff,
	};
	const answer = await hub.signUps[what](order);
	if (!answer.ok) return lost(answer.error === 'no-such-member' ? 'no-such-member' : 'not-offered');
	const verdict = answer.value;
	const name = inLanguage(offering.name, setting.lang);
	if ('reason' in verdict) return fail(409, { seatFault: verdict.reason });
	if (verdict.outcome === 'waiting') return { seat: { act: 'waiting' as const, name, place: verdict.place } };
	return {
		seat: { act: verdict.outcome === 'withdrawn' ? ('withdrawn' as const) : ('signedUp' as const), name },
	};
}

export const actions: Actions = {
	checkIn: (event) => actOn(event, 'in'),
	checkOut: (event) => actOn(event, 'out'),
	undo: (event) => actOn(event, 'undone'),
	phone: showPhone,
	signUp: (event) => seat(event, 'signUp'),
	withdraw: (event) => seat(event, 'withdraw'),
	claim: async (event) => {
		const at = await openAtDesk(event);
		const memberId = asMember(event.params.member);
		if (!at) return lost('no-such-session');
		const { hub, staff, venueId, meeting, setting } = at;
		const { zone } = at.catalogue.venue;
		const person = memberId && (await hub.desk.person(venueId, { sessionId: meeting.session.id, memberId }));
		if (!person || person.guest) return lost('no-such-member');
		const given = await hub.desk.claimCode(staff, venueId, person.memberId);
		if (!given.ok) return lost(given.error);
		const { code, expiresAt } = given.value;
		return {
			claim: { code, until: `${dateWords(expiresAt, zone, setting.lang)} ${localTime(expiresAt, zone)}` },
		};
	},
};
