import { decideAdmission, type Verdict } from '../domain/admission.ts';
import { meetingOf, type Catalogue } from '../domain/catalogue.ts';
import { needsReason } from '../domain/desk-refusal.ts';
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

/** What staff should know of a check-in under this verdict, where the hub would not see it by itself. */
export function flagsUnder(verdict: Verdict): Flag[] {
	if (verdict.outcome === 'admitted') return verdict.flags;
	if (!('reason' in verdict)) return [];
	const flags: Flag[] = verdict.reason === 'full' ? ['over-capacity'] : [];
	return needsReason(verdict) ? [...flags, 'override'] : flags;
}
