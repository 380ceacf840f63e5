import type { OfferingId, SessionId } from '../base/id.ts';
import type { Meeting } from './catalogue.ts';
import type { Flag } from './fact.ts';
import type { Live, Pass, PassFault } from './pass.ts';
import { isBefore, type Tri } from './tri.ts';
import type { CheckInPolicy, UnknownPolicy } from './venue.ts';

/** Admission (准入): may this pass enter? One pure decision, on kiosk and hub alike. */

/** Every reason for which someone is not let in. Codes are fixed: they are stored, translated and counted. */
export const REFUSALS = [
	'unreadable',
	'unsupported-version',
	'unknown-issuer',
	'forged',
	'not-yet-valid',
	'expired',
	'revoked',
	'stale-code',
	'live-only',
	'barred',
	'not-enrolled',
	'other-class',
	'no-class-today',
	'too-early',
	'closed',
	'cancelled',
	'cannot-tell',
] as const;
export type RefusalReason = (typeof REFUSALS)[number];

/** What is known of the visitor and the moment. Gathered by the edges, each from its own storage. */
export interface AdmissionFacts {
	/** Corrected time, milliseconds, right within ± uncertainty. */
	readonly now: number;
	readonly uncertainty: number;
	/** The venue's local date, as days since 1970-01-01. */
	readonly today: number;
	readonly pass: { ok: true; pass: Pass; live?: Live; revoked: Tri } | { ok: false; fault: PassFault };
	/** The session whose door this is; null at a door for every class. */
	readonly door: SessionId | null;
	/** Sessions of the day, in order of their start. */
	readonly meetings: readonly Meeting[];
	/** Offerings the person is enrolled in; null where the roster cannot say. */
	readonly enrolled: ReadonlySet<OfferingId> | null;
	readonly barred: Tri;
	/** Corrected time of a check-in already known, by session. */
	readonly alreadyIn: ReadonlyMap<SessionId, number>;
	readonly policy: CheckInPolicy;
}

/** Verdict (判定). `meeting` is the one that is meant, where there is one: it says where to go instead. */
export type Verdict =
	| { outcome: 'admitted'; meeting: Meeting; flags: Flag[] }
	| { outcome: 'already-in'; meeting: Meeting; at: number }
	| { outcome: 'ask-desk'; reason: RefusalReason; meeting: Meeting | null }
	| { outcome: 'refused'; reason: RefusalReason; meeting: Meeting | null };

const refused = (reason: RefusalReason, meeting: Meeting | null = null): Verdict => ({
	outcome: 'refused',
	reason,
	meeting,
});
const askDesk = (reason: RefusalReason, meeting: Meeting | null = null): Verdict => ({
	outcome: 'ask-desk',
	reason,
	meeting,
});

export function decideAdmission(facts: AdmissionFacts): Verdict {
	if (!facts.pass.ok) return refused(facts.pass.fault);
	const fault = validityFault(facts, facts.pass.pass, facts.pass.revoked);
	if (fault) return refused(fault);
	if (facts.barred === 'yes') return askDesk('barred');
	const target = chooseMeeting(facts);
	if (facts.policy.passes === 'live-only' && (facts.pass.live ?? 'no') === 'no')
		return askDesk('live-only', 'meeting' in target ? target.meeting : null);
	return 'outcome' in target ? target : admitTo(target.meeting, target.enrolled, facts);
}

/** Days are local ones, first and last included; a clock that may be off by days does not expire anyone. */
function validityFault(facts: AdmissionFacts, pass: Pass, revoked: Tri): RefusalReason | null {
	if (revoked === 'yes') return 'revoked';
	if (facts.pass.ok && facts.pass.live === 'stale') return 'stale-code';
	const doubt = Math.floor(facts.uncertainty / 86_400_000);
	if (facts.today + doubt < pass.firstDay) return 'not-yet-valid';
	if (facts.today - doubt > pass.lastDay) return 'expired';
	return null;
}

type Choice = { meeting: Meeting; enrolled: Tri } | Verdict;

/** Which session is meant: the door's own, else the visitor's own that is open, next or just over. */
function chooseMeeting(facts: AdmissionFacts): Choice {
	const own = facts.enrolled ? facts.meetings.filter((m) => facts.enrolled!.has(m.offering.id)) : [];
	const door = facts.meetings.find((m) => m.session.id === facts.door) ?? null;
	if (door) {
		if (!facts.enrolled) return { meeting: door, enrolled: 'unknown' };
		if (facts.enrolled.has(door.offering.id)) return { meeting: door, enrolled: 'yes' };
		const elsewhere = bestOf(own, facts);
		if (elsewhere && windowOf(elsewhere, facts) === 'open') return refused('other-class', elsewhere);
		return { meeting: door, enrolled: 'no' };
	}
	if (facts.door) return refused('closed');
	if (!facts.enrolled) return askDesk('cannot-tell');
	const best = bestOf(own, facts);
	if (best) return { meeting: best, enrolled: 'yes' };
	return facts.enrolled.size > 0 ? refused('no-class-today') : askDesk('not-enrolled');
}

type Window = 'early' | 'open' | 'over' | 'unknown';

/** Where check-in for this meeting stands, as far as the clock can tell. */
function windowOf(meeting: Meeting, facts: AdmissionFacts): Window {
	const opens = meeting.session.startsAt - facts.policy.opensBefore * 60_000;
	const early = isBefore(facts.now, opens, facts.uncertainty);
	if (early === 'yes') return 'early';
	const running = isBefore(facts.now, meeting.session.endsAt, facts.uncertainty);
	if (running === 'no') return 'over';
	return early === 'unknown' || running === 'unknown' ? 'unknown' : 'open';
}

/** Cancelled ones last; open before upcoming before over; among open ones the first not yet checked in to. */
function bestOf(meetings: readonly Meeting[], facts: AdmissionFacts): Meeting | null {
	const rank = (m: Meeting): number => {
		if (m.session.status === 'cancelled') return 4;
		const order: Record<Window, number> = { open: 0, unknown: 1, early: 2, over: 3 };
		return order[windowOf(m, facts)] + (facts.alreadyIn.has(m.session.id) ? 0.5 : 0);
	};
	let best: Meeting | null = null;
	for (const meeting of meetings) {
		if (!best || rank(meeting) < rank(best) || (rank(meeting) === 3 && rank(best) === 3)) best = meeting;
	}
	return best;
}

function admitTo(meeting: Meeting, enrolled: Tri, facts: AdmissionFacts): Verdict {
	if (meeting.session.status === 'cancelled') return refused('cancelled', meeting);
	const at = facts.alreadyIn.get(meeting.session.id);
	if (at !== undefined) return { outcome: 'already-in', meeting, at };
	const window = windowOf(meeting, facts);
	if (window === 'early') return refused('too-early', meeting);
	if (window === 'over') return refused('closed', meeting);
	const flags: Flag[] = [];
	const gates: [boolean, UnknownPolicy, Flag, RefusalReason][] = [
		[window === 'unknown', facts.policy.unknownTime, 'time-unknown', 'cannot-tell'],
		[enrolled === 'unknown', facts.policy.unknownEnrollment, 'enrollment-unknown', 'cannot-tell'],
		[enrolled === 'no', facts.policy.walkIn, 'walk-in', 'not-enrolled'],
	];
	for (const [applies, policy, flag, reason] of gates) {
		if (!applies) continue;
		if (policy === 'refuse') return refused(reason, meeting);
		if (policy === 'ask-desk') return askDesk(reason, meeting);
		flags.push(flag);
	}
	const live = facts.pass.ok && facts.pass.live;
	if (live === 'unknown' || (facts.policy.passes === 'live-preferred' && live !== 'yes'))
		flags.push('not-live');
	const lateFrom = meeting.session.startsAt + facts.policy.lateAfter * 60_000;
	if (isBefore(facts.now, lateFrom, facts.uncertainty) === 'no') flags.push('late');
	return { outcome: 'admitted', meeting, flags };
}
