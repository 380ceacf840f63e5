import type { AdmissionFacts, Shown } from './admission-facts.ts';
import type { Meeting } from './catalogue.ts';
import { windowOf } from './check-in-window.ts';
import { eligibilityGates } from './eligibility.ts';
import type { Flag } from './fact.ts';
import { against, inDoubt, noting, throughGates, type Gate } from './gate.ts';
import { limitGates } from './limits.ts';
import { policyFor, type MeetingPolicy } from './policy-for.ts';
import { ruleGates } from './rules.ts';
import { seatGates, type Claim } from './seat-gates.ts';
import { isBefore } from './tri.ts';
import { askDesk, refused, type RefusalReason, type Verdict } from './verdict.ts';
import { chooseMeeting } from './which-meeting.ts';

export type { AdmissionFacts, Door, SeatsLeft, Shown, Stay } from './admission-facts.ts';
export { REFUSALS, type NotAdmitted, type RefusalReason, type Verdict } from './verdict.ts';

/** Admission (准入): may this pass enter? One pure decision, on kiosk and hub alike. */
export function decideAdmission(facts: AdmissionFacts): Verdict {
	const { pass } = facts;
	if (!pass.ok) return refused(pass.fault);
	const fault = validityFault(facts, pass);
	if (fault) return refused(fault);
	if (facts.barred === 'yes') return askDesk('barred');
	const choice = chooseMeeting(facts);
	return 'outcome' in choice ? choice : admitTo(choice.meeting, choice.claim, facts, pass);
}

/** Why this code is no pass that counts now, whatever it is wanted for; null where it is one. */
export const passFault = (facts: AdmissionFacts): RefusalReason | null =>
	facts.pass.ok ? validityFault(facts, facts.pass) : facts.pass.fault;

type Valid = Extract<Shown, { ok: true }>;

/** Days are local ones, first and last included; a clock that may be off by days does not expire anyone. */
function validityFault({ uncertainty, today }: AdmissionFacts, shown: Valid): RefusalReason | null {
	if (shown.guest) return null;
	if (shown.revoked === 'yes') return 'revoked';
	if (shown.live === 'stale') return 'stale-code';
	const doubt = Math.floor(uncertainty / 86_400_000);
	if (today + doubt < shown.pass.firstDay) return 'not-yet-valid';
	return today - doubt > shown.pass.lastDay ? 'expired' : null;
}

function admitTo(meeting: Meeting, claim: Claim, facts: AdmissionFacts, shown: Valid): Verdict {
	if (meeting.session.status === 'cancelled') return refused('cancelled', meeting);
	const stay = facts.stays.get(meeting.session.id);
	if (stay?.here) return { outcome: 'already-in', meeting, at: stay.since };
	const policy = policyFor(meeting, facts.venue);
	// Who was let in once and left may come back until the end: their seat is theirs, and this is no second coming.
	const window = windowOf(meeting, stay ? { opensBefore: policy.opensBefore } : policy, facts);
	if (window === 'early') return refused('too-early', meeting);
	if (window === 'over') return refused('closed', meeting);
	const party = stay || shown.guest ? 1 : Math.max(1, Math.min(shown.party ?? 1, policy.party));
	const through = throughGates(
		[
			...(window === 'unknown' ? [inDoubt(policy.unknownTime, 'time-unknown')] : []),
			...codeGates(policy, shown),
			...(stay ? [] : newcomerGates(policy, claim, party, meeting, facts)),
			...ruleGates({ facts, meeting, policy, claim, party }),
		],
		meeting,
	);
	if ('outcome' in through) return through;
	const flags: Flag[] = [...new Set(through.flags)];
	if (stay) return { outcome: 'admitted', meeting, flags, back: true };
	if (party > 1) flags.push('companion');
	const lateFrom = meeting.session.startsAt + policy.lateAfter * 60_000;
	if (isBefore(facts.now, lateFrom, facts.uncertainty) === 'no') flags.push('late');
	return { outcome: 'admitted', meeting, flags, ...(party > 1 && { party }) };
}

/** What the code itself leaves open. */
function codeGates(policy: MeetingPolicy, shown: Valid): Gate[] {
	if (shown.guest) return [];
	const { live = 'no', revoked, marks = [] } = shown;
	const gates = marks.map(noting);
	if (policy.passes === 'live-only' && live === 'no') gates.push(against('live-only', 'ask-desk'));
	if (live === 'unknown' || (policy.passes === 'live-preferred' && live === 'no'))
		gates.push(noting('not-live'));
	if (revoked === 'unknown') gates.push(inDoubt(policy.unknownRevocation, 'revocation-unknown'));
	return gates;
}

function newcomerGates(
	policy: MeetingPolicy,
	claim: Claim,
	party: number,
	meeting: Meeting,
	facts: AdmissionFacts,
): Gate[] {
	return [
		...claimGates(policy, claim, facts.pass.ok && facts.pass.guest === true),
		...eligibilityGates(policy, facts),
		...limitGates(policy, meeting, facts),
		...seatGates(policy, claim, party, facts.seats.get(meeting.session.id)),
	];
}

/** Who waits for a seat is a matter of seats. */
function claimGates(
	{ guests, walkIn, unknownEnrollment }: MeetingPolicy,
	claim: Claim,
	guest: boolean,
): Gate[] {
	if (guest) return [{ policy: guests, reason: 'guest', flag: 'guest' }];
	if (claim === 'unknown') return [inDoubt(unknownEnrollment, 'enrollment-unknown')];
	return claim === 'none' ? [{ policy: walkIn, reason: 'not-enrolled', flag: 'walk-in' }] : [];
}
