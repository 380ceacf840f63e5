import type { RequestEvent } from '@sveltejs/kit';
import { unreachable } from '$lib/base/assert.ts';
import type { Verdict } from '$lib/domain/admission.ts';
import { meetingOf, type Catalogue, type Meeting } from '$lib/domain/catalogue.ts';
import type { Flag } from '$lib/domain/fact.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import { localTime } from '$lib/domain/venue-time.ts';
import { verdictWords, type VerdictWords } from '$lib/i18n/verdict.ts';
import { pageLanguage } from '../page-language.server.ts';

/** A scanned session code, judged: the class that it opens, or why it opens none. */
export async function entryOf(event: RequestEvent, code: { s: string; d: string; t: string; c: string }) {
	const { hub } = event.locals;
	const opened = await hub.sessionCodes.open(code);
	if (!opened.ok) return { state: opened.error };
	const { ticket, venueId, sessionId } = opened.value;
	const ids = { venueId: venueId as string, sessionId: sessionId as string };
	const catalogue = await hub.records.catalogue(venueId);
	const meeting = catalogue && meetingOf(catalogue, sessionId);
	const session = meeting && named(meeting, catalogue, pageLanguage(event));
	const guests = catalogue?.venue.policy.guests ?? 'ask-desk';
	return { state: 'open' as const, ticket, ...ids, session, guests };
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

export function admission(answer: Answer, meeting: Meeting | null): Verdict | null {
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

export function inWords(
	verdict: Verdict,
	catalogue: Catalogue | null,
	language: Language,
): Pick<VerdictWords, 'kicker' | 'title' | 'next' | 'notes' | 'tone'> {
	const zone = catalogue?.venue.zone ?? 'Asia/Shanghai';
	const opensBefore = catalogue?.venue.policy.opensBefore ?? 30;
	const { kicker, title, next, notes, tone } = verdictWords(verdict, { language, zone, opensBefore });
	return { kicker, title, next, notes, tone };
}
