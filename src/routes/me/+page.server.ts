import { fail, type RequestEvent } from '@sveltejs/kit';
import type { VenueId } from '$lib/base/id.ts';
import { meetingOf } from '$lib/domain/catalogue.ts';
import { drawPass } from '../pass-qr.ts';
import { pageLanguage } from '../page-language.server.ts';
import { formText } from '../staff/form-text.server.ts';
import { admission, entryOf, inWords } from './entry.server.ts';
import { memberOf, notTooOften, type Member } from './member.server.ts';
import type { Actions, PageServerLoad } from './$types';

const LONGEST_PASS = 400;
const LONGEST_TICKET = 2000;
/** Longer ones are refused; this is only where reading ends. */
const LONGEST_NAME = 200;

export const load: PageServerLoad = async (event) => {
	const { s, d, t, c } = Object.fromEntries(event.url.searchParams);
	const member = await memberOf(event);
	const left = event.url.searchParams.has('left') && member === null;
	const common = { left, union: event.locals.hub.signIn !== null, name: member?.person.name ?? null };
	if (s === undefined || d === undefined || t === undefined || c === undefined)
		return { ...common, entry: null, card: member && (await cardOf(event, member)) };
	notTooOften(event, 'session-code');
	return { ...common, entry: await entryOf(event, { s, d, t, c }), card: null };
};

/** The pass as this phone shows it, the printed kind: the live one is made in the browser. */
async function cardOf({ locals }: Parameters<PageServerLoad>[0], { person, phone }: Member) {
	const text = await locals.hub.passes.textFor(person.memberId);
	return { phoneId: phone.id, name: person.name, number: person.number, text, code: drawPass(text) };
}

/** Of a session code's page: which ticket and where. */
const opened = async (event: Parameters<Actions[string]>[0]) => {
	notTooOften(event, 'session-code');
	const typed = await formText(event, 'ticket', 'venue', 'session', 'pass', 'name');
	return { ...typed, ticket: typed.ticket.slice(0, LONGEST_TICKET), venue: typed.venue.slice(0, 64) };
};

export const actions: Actions = {
	/** The member whose phone this is, or else the pass kept on it, and the ticket: same rules as at the kiosk. */
	checkIn: async (event) => {
		const { ticket, venue, pass } = await opened(event);
		const { hub } = event.locals;
		const member = await memberOf(event);
		const who = member ? { memberId: member.person.memberId } : pass.slice(0, LONGEST_PASS);
		return told(event, await hub.sessionCodes.checkIn(ticket, who), venue);
	},
	/** Somebody without a pass, by a name. */
	guest: async (event) => {
		notTooOften(event, 'guest');
		const { ticket, venue, session, name } = await opened(event);
		const answer = await event.locals.hub.sessionCodes.checkIn(ticket, { name: name.slice(0, LONGEST_NAME) });
		if (!answer.ok && answer.error === 'name-missing') {
			const opened = { state: 'open' as const, ticket, venueId: venue, sessionId: session, session: null };
			return fail(400, { wrongName: name, again: { ...opened, guests: 'admit' as const } });
		}
		return told(event, answer, venue);
	},
};

type Answer = Awaited<ReturnType<RequestEvent['locals']['hub']['sessionCodes']['checkIn']>>;

/** The answer in words. */
async function told(event: RequestEvent, answer: Answer, venue: string) {
	const refused = answer.ok ? null : answer.error;
	if (typeof refused === 'string') return fail(400, { stale: true });
	const catalogue = await event.locals.hub.records.catalogue(venue as VenueId);
	const verdict = answer.ok
		? admission(answer.value, catalogue && meetingOf(catalogue, answer.value.sessionId))
		: refused;
	return { verdict: verdict && inWords(verdict, catalogue, pageLanguage(event)), admitted: answer.ok };
}
