import type { SignUpPolicy } from './sign-up-policy.ts';
import type { Standing } from './seats.ts';
import { isBefore, type Tri } from './tri.ts';

/** Sign-up (报名): may this person have a seat, a place in the queue, or neither? One pure decision, on kiosk and hub alike. */

/** Why someone is not signed up, or not taken off the list. Codes are fixed: they are stored, translated and counted. */
export const SIGN_UP_REASONS = [
	'not-offered',
	'not-yet-open',
	'closed',
	'barred',
	'no-shows',
	'too-many',
	'full',
	'too-late',
	'not-signed-up',
	'cannot-tell',
] as const;
export type SignUpReason = (typeof SIGN_UP_REASONS)[number];

/** What is known of person, offering and moment. Null and “unknown”: whoever asks cannot tell. */
export interface SignUpFacts {
	/** Corrected time, milliseconds, right within ± uncertainty. */
	readonly now: number;
	readonly uncertainty: number;
	/** Null where only staff fill this offering. */
	readonly policy: SignUpPolicy | null;
	/** When the next session starts and the last one ends; null where none is to come. */
	readonly nextStart: number | null;
	readonly lastEnd: number | null;
	readonly standing: Standing | null;
	readonly barred: Tri;
	/** Seats that may be given now: the hub's own free ones, or what is left of this kiosk's lease. Null: nobody can say. */
	readonly free: number | null;
	/** How many wait. */
	readonly waiting: number | null;
	/** Are all seats of the person's union taken? */
	readonly quotaFull: Tri;
	/** Offerings that the person holds or waits for. */
	readonly held: number | null;
	/** Sessions that the person stayed away from, within the policy's days. */
	readonly noShows: number | null;
	/** Staff are bound by seats, not by windows and limits. */
	readonly by: 'visitor' | 'staff';
}

export type SignUpVerdict =
	| { readonly outcome: 'seated' }
	/** `place`: 1 is next. */
	| { readonly outcome: 'waiting'; readonly place: number }
	| { readonly outcome: 'already'; readonly standing: Standing }
	| { readonly outcome: 'ask-desk'; readonly reason: SignUpReason }
	| { readonly outcome: 'refused'; readonly reason: SignUpReason };

const refused = (reason: SignUpReason): SignUpVerdict => ({ outcome: 'refused', reason });
const askDesk = (reason: SignUpReason): SignUpVerdict => ({ outcome: 'ask-desk', reason });

export function decideSignUp(facts: SignUpFacts): SignUpVerdict {
	if (facts.standing && facts.standing.is !== 'none') return { outcome: 'already', standing: facts.standing };
	const hindrance = facts.by === 'visitor' ? (windowFault(facts) ?? personFault(facts)) : null;
	return hindrance ?? seatOrQueue(facts);
}

function windowFault({ policy, now, uncertainty, lastEnd }: SignUpFacts): SignUpVerdict | null {
	if (!policy) return refused('not-offered');
	if (lastEnd === null) return refused('closed');
	const early = isBefore(now, policy.opensAt ?? 0, uncertainty);
	if (early === 'yes') return refused('not-yet-open');
	const running = isBefore(now, Math.min(policy.closesAt ?? lastEnd, lastEnd), uncertainty);
	if (running === 'no') return refused('closed');
	return early === 'unknown' || running === 'unknown' ? askDesk('cannot-tell') : null;
}

/** How often somebody stayed away is the hub's to know: where it cannot be asked, nobody is held up by it. */
function personFault({ policy, barred, held, noShows }: SignUpFacts): SignUpVerdict | null {
	if (barred === 'yes') return askDesk('barred');
	if (policy?.noShows && noShows !== null && noShows >= policy.noShows.most) return askDesk('no-shows');
	if (policy?.mostHeld === undefined) return null;
	if (held === null) return askDesk('cannot-tell');
	return held >= policy.mostHeld ? refused('too-many') : null;
}

function seatOrQueue({ policy, free, waiting, quotaFull, standing }: SignUpFacts): SignUpVerdict {
	// Who may have a seat already must not be given a second one.
	if (standing === null || free === null) return askDesk('cannot-tell');
	if (policy?.quotas && quotaFull === 'unknown') return askDesk('cannot-tell');
	// Nobody passes those who wait; but who waits for a seat of another union's does not hold up this one.
	const canHaveSeat = free > 0 && quotaFull !== 'yes';
	if (canHaveSeat) return { outcome: 'seated' };
	if (waiting === null) return askDesk('full');
	return waiting < (policy?.waitingList ?? 0) ? { outcome: 'waiting', place: waiting + 1 } : refused('full');
}

export type WithdrawalVerdict =
	| { readonly outcome: 'withdrawn' }
	| { readonly outcome: 'ask-desk' | 'refused'; readonly reason: SignUpReason };

/** From when on somebody with a seat may no longer withdraw by themselves; null where no session to come says so. */
export const withdrawUntil = ({
	standing,
	policy,
	nextStart,
}: Pick<SignUpFacts, 'policy' | 'nextStart' | 'standing'>): number | null =>
	standing?.is === 'seated' && policy && nextStart !== null
		? nextStart - policy.cancelUntil * 3_600_000
		: null;

/** A place in the queue can be given up at any time, a seat until the deadline. */
export function decideWithdrawal(
	facts: Pick<SignUpFacts, 'now' | 'uncertainty' | 'policy' | 'nextStart' | 'standing' | 'by'>,
): WithdrawalVerdict {
	const { standing, policy } = facts;
	if (standing === null) return { outcome: 'ask-desk', reason: 'cannot-tell' };
	if (standing.is === 'none') return { outcome: 'refused', reason: 'not-signed-up' };
	if (facts.by === 'staff' || standing.is === 'waiting') return { outcome: 'withdrawn' };
	if (!policy) return { outcome: 'ask-desk', reason: 'not-offered' };
	const until = withdrawUntil(facts);
	if (until === null) return { outcome: 'withdrawn' };
	const inTime = isBefore(facts.now, until, facts.uncertainty);
	if (inTime === 'yes') return { outcome: 'withdrawn' };
	return { outcome: 'ask-desk', reason: inTime === 'no' ? 'too-late' : 'cannot-tell' };
}
