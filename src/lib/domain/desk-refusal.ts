import type { RefusalReason, Verdict } from './admission.ts';

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
