import type { AdmissionFacts } from './admission-facts.ts';
import type { Meeting } from './catalogue.ts';
import { windowOf, type Window } from './check-in-window.ts';
import { policyFor } from './policy-for.ts';
import type { Claim } from './seat-gates.ts';
import { askDesk, refused, type NotAdmitted } from './verdict.ts';
import { visitDate } from './visits.ts';

/** The session that somebody means, and how they stand with it; or why there is none. */
export type Choice = { readonly meeting: Meeting; readonly claim: Claim } | NotAdmitted;

export function chooseMeeting(facts: AdmissionFacts): Choice {
	const { door } = facts;
	if (door && 'session' in door) return atSession(facts, door.session);
	if (door) return atRoom(facts, door.room);
	if (isGuest(facts)) return askDesk('guest');
	const best = bestOf(ownOf(facts), facts);
	const visits = visitsFor(best, facts);
	if (visits) return { meeting: visits, claim: 'enrolled' };
	if (!facts.enrolled) return askDesk('cannot-tell');
	const queued = best && isOpen(best, facts) ? null : bestOf(queuedOf(facts), facts);
	if (queued && (!best || isOpen(queued, facts))) return { meeting: queued, claim: 'waiting' };
	return best ? { meeting: best, claim: 'enrolled' } : nothingToday(facts);
}

/** Where the venue counts visits, whoever has no class any more today is one: nobody has to be enrolled for that. */
function visitsFor(best: Meeting | null, facts: AdmissionFacts): Meeting | null {
	if (best && windowAt(best, facts) !== 'over') return null;
	return facts.meetings.find(({ session }) => visitDate(session.id) !== null) ?? null;
}

/** Their own class elsewhere, where it is open and this one is not theirs. */
function atSession(facts: AdmissionFacts, id: string): Choice {
	const meeting = facts.meetings.find(({ session }) => session.id === id);
	if (!meeting) return refused('closed');
	const claim = claimTo(meeting, facts);
	if (claim !== 'none') return { meeting, claim };
	const elsewhere = bestOf(ownOf(facts), facts);
	return elsewhere && isOpen(elsewhere, facts) ? refused('other-class', elsewhere) : { meeting, claim };
}

/** Their own class in this room, else the way to the room in which it is, else what is open in this one. */
function atRoom(facts: AdmissionFacts, room: string): Choice {
	const best = bestOf(ownOf(facts), facts);
	if (best?.room.id === room) return { meeting: best, claim: 'enrolled' };
	if (best && isOpen(best, facts)) return refused('wrong-room', best);
	const here = facts.meetings.filter((meeting) => meeting.room.id === room && isOpen(meeting, facts));
	const meeting = bestOf(here, facts);
	if (meeting) return { meeting, claim: claimTo(meeting, facts) };
	if (best) return { meeting: best, claim: 'enrolled' };
	if (isGuest(facts)) return askDesk('guest');
	return facts.enrolled ? nothingToday(facts) : askDesk('cannot-tell');
}

function nothingToday({ enrolled, waiting, elsewhere }: AdmissionFacts): NotAdmitted {
	if ((enrolled?.size ?? 0) > 0 || (waiting?.size ?? 0) > 0) return refused('no-class-today');
	const [venue] = elsewhere ?? [];
	return venue ? refused('other-venue', null, venue) : askDesk('not-enrolled');
}

const isGuest = ({ pass }: AdmissionFacts): boolean => pass.ok && pass.guest === true;

const ownOf = ({ meetings, enrolled }: AdmissionFacts): Meeting[] =>
	meetings.filter(({ offering }) => enrolled?.has(offering.id));
const queuedOf = ({ meetings, waiting }: AdmissionFacts): Meeting[] =>
	meetings.filter(({ offering }) => waiting?.has(offering.id));

function claimTo({ offering }: Meeting, facts: AdmissionFacts): Claim {
	if (facts.enrolled?.has(offering.id)) return 'enrolled';
	if (facts.waiting?.has(offering.id)) return 'waiting';
	return facts.enrolled || isGuest(facts) ? 'none' : 'unknown';
}

const windowAt = (meeting: Meeting, facts: AdmissionFacts): Window =>
	windowOf(meeting, policyFor(meeting, facts.venue), facts);
const isOpen = (meeting: Meeting, facts: AdmissionFacts): boolean =>
	meeting.session.status === 'scheduled' && windowAt(meeting, facts) === 'open';

const ORDER: Readonly<Record<Window, number>> = { open: 0, unknown: 1, early: 2, over: 3 };

/** Cancelled ones last; open before upcoming before over; among open ones the first that they are not in or back from. */
function bestOf(meetings: readonly Meeting[], facts: AdmissionFacts): Meeting | null {
	const rank = (meeting: Meeting): number => {
		if (meeting.session.status === 'cancelled') return 4;
		const stay = facts.stays.get(meeting.session.id);
		return ORDER[windowAt(meeting, facts)] + (stay ? (stay.here ? 0.5 : 0.25) : 0);
	};
	let best: Meeting | null = null;
	for (const meeting of meetings) {
		if (!best || rank(meeting) < rank(best) || (rank(meeting) === 3 && rank(best) === 3)) best = meeting;
	}
	return best;
}
