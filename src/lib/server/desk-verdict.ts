import { decideAdmission, type RefusalReason, type Verdict } from '../domain/admission.ts';
import { meetingOf, type Catalogue } from '../domain/catalogue.ts';
import type { Flag } from '../domain/fact.ts';
import { refused } from '../domain/verdict.ts';
import { gatherFacts } from './admission-facts.ts';
import { knownPerson } from './known-person.ts';
import type { PersonAtSession } from './storage/ledger-port.ts';
import type { MemberRow } from './storage/people-port.ts';
import type { Tx } from './storage/port.ts';

/** The door's decision about somebody whom staff know. */
export async function verdictAtDesk(
	tx: Tx,
	catalogue: Catalogue,
	person: MemberRow,
	sessionId: PersonAtSession['sessionId'],
	now: number,
): Promise<Verdict> {
	const { memberId } = person;
	const shown = knownPerson(person, now, catalogue.venue.zone);
	const door = { session: sessionId };
	const verdict = decideAdmission(await gatherFacts(tx, { catalogue, shown, memberId, door, now }));
	const meeting = meetingOf(catalogue, sessionId);
	// The door knows today’s classes alone: one of another day is not over for that.
	if (meeting && meeting.session.startsAt > now && 'reason' in verdict && verdict.reason === 'closed')
		return refused('too-early', meeting);
	return verdict;
}

/** What doors leave to the desk: a tap is enough. All else is a refusal, and takes a reason. */
const LEFT_TO_DESK: readonly RefusalReason[] = [
	'not-enrolled',
	'guest',
	'waiting',
	'cannot-tell',
	'live-only',
];

export const needsReason = (verdict: Verdict): boolean =>
	verdict.outcome === 'refused' || (verdict.outcome === 'ask-desk' && !LEFT_TO_DESK.includes(verdict.reason));

/** What staff should know of a check-in under this verdict, where the hub would not see it by itself. */
export function flagsUnder(verdict: Verdict): Flag[] {
	if (verdict.outcome === 'admitted') return verdict.flags;
	if (!('reason' in verdict)) return [];
	const flags: Flag[] = verdict.reason === 'full' ? ['over-capacity'] : [];
	return needsReason(verdict) ? [...flags, 'override'] : flags;
}
