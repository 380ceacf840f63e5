import { error, fail, type RequestEvent } from '@sveltejs/kit';
import type { VenueId } from '$lib/base/id.ts';
import { unreachable } from '$lib/base/assert.ts';
import type { RefusalReason, Verdict } from '$lib/domain/admission.ts';
import { meetingOf, type Catalogue, type Meeting } from '$lib/domain/catalogue.ts';
import type { Flag } from '$lib/domain/fact.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import { localTime } from '$lib/domain/venue-time.ts';
import { verdictWords, type VerdictWords } from '$lib/i18n/verdict.ts';
import { overLimit } from '$lib/server/http/guard.ts';
import { pageLanguage } from '../page-language.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Why a visitor goes to the desk rather than away. */
const DESK: readonly RefusalReason[] = ['barred', 'not-enrolled', 'cannot-tell'];
const LONGEST_PASS = 400;

export const load: PageServerLoad = async (event) => {
	const lang = pageLanguage(event);
	// The address may be a scanned code or, in its fragment, a pass: neither belongs in a cache.
	event.setHeaders({ 'cache-control': 'no-store' });
	const { s, d, t, c } = Object.fromEntries(event.url.searchParams);
	if (s === undefined || d === undefined || t === undefined || c === undefined) return { lang, entry: null };
	tooMany(event);
	const opened = await event.locals.hub.sessionCodes.open({ s, d, t, c });
	if (!opened.ok) return { lang, entry: { state: opened.error } };
	const { ticket, venueId, sessionId } = opened.value;
	const catalogue = await event.locals.hub.records.catalogue(venueId);
	const meeting = catalogue && meetingOf(catalogue, sessionId);
	const session = meeting && named(meeting, catalogue, lang);
	return { lang, entry: { state: 'open' as const, ticket, venueId, sessionId, session } };
};

export const actions: Actions = {
	/** The pass kept on the phone and the ticket: same rules as at the kiosk. */
	checkIn: async (event) => {
		tooMany(event);
		const lang = pageLanguage(event);
		const form = await event.request.formData();
		const text = (field: string, longest: number): string => {
			const value = form.get(field);
			return typeof value === 'string' ? value.slice(0, longest) : '';
		};
		const { hub } = event.locals;
		const answer = await hub.sessionCodes.checkIn(text('ticket', 2000), text('pass', LONGEST_PASS));
		if (!answer.ok && answer.error === 'stale-ticket') return fail(400, { stale: true });
		const catalogue = await hub.records.catalogue(text('venue', 64) as VenueId);
		const sessionId = answer.ok ? answer.value.sessionId : text('session', 64);
		const meeting = catalogue && meetingOf(catalogue, sessionId as Meeting['session']['id']);
		const verdict = answer.ok
			? admission(answer.value, meeting)
			: refusal(answer.error as RefusalReason, meeting);
		return { verdict: verdict && inWords(verdict, catalogue, lang), admitted: answer.ok };
	},
};

function tooMany(event: RequestEvent): void {
	const wait = overLimit(event, 'session-code');
	if (wait === null) return;
	event.setHeaders({ 'retry-after': String(wait) });
	error(429, 'too many codes from this network');
}

const named = ({ course, offering, room, session }: Meeting, { venue }: Catalogue, lang: Language) => ({
	course: inLanguage(course.name, lang),
	offering: inLanguage(offering.name, lang),
	room: `${room.number ?? ''} ${inLanguage(room.name, lang)}`.trim(),
	time: `${localTime(session.startsAt, venue.zone)}–${localTime(session.endsAt, venue.zone)}`,
});

interface Answer {
	outcome: 'admitted' | 'already-in';
	at: number;
	flags: string[];
}

function admission(answer: Answer, meeting: Meeting | null): Verdict | null {
	if (!meeting) return null;
	switch (answer.outcome) {
		case 'admitted':
			return { outcome: 'admitted', meeting, flags: answer.flags as Flag[] };
		case 'already-in':
			return { outcome: 'already-in', meeting, at: answer.at };
		default:
			return unreachable(answer.outcome);
	}
}

/** The session is named except where another one is meant, which only a kiosk's verdict knows. */
const refusal = (reason: RefusalReason, meeting: Meeting | null): Verdict => ({
	outcome: DESK.includes(reason) ? 'ask-desk' : 'refused',
	reason,
	meeting: reason === 'other-class' || reason === 'no-class-today' ? null : meeting,
});

function inWords(
	verdict: Verdict,
	catalogue: Catalogue | null,
	language: Language,
): Omit<VerdictWords, 'room' | 'leads'> {
	const zone = catalogue?.venue.zone ?? 'Asia/Shanghai';
	const opensBefore = catalogue?.venue.policy.opensBefore ?? 30;
	const { kicker, title, next, notes, tone } = verdictWords(verdict, { language, zone, opensBefore });
	return { kicker, title, next, notes, tone };
}
