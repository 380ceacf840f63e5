import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { SignUpPolicySchema } from './sign-up-policy.ts';
import {
	decideSignUp,
	decideWithdrawal,
	type SignUpFacts,
	type SignUpVerdict,
	type WithdrawalVerdict,
} from './sign-up.ts';

const HOUR = 3_600_000;
const policy = (differs: object = {}) => v.parse(SignUpPolicySchema, differs);
const usual: SignUpFacts = {
	...{ now: 100 * HOUR, uncertainty: 0, policy: policy(), nextStart: 110 * HOUR, lastEnd: 200 * HOUR },
	...{ standing: { is: 'none' }, barred: 'no', free: 3, waiting: 0, quotaFull: 'no', held: 0, noShows: 0 },
	by: 'visitor',
};
const say = (verdict: SignUpVerdict | WithdrawalVerdict): string => {
	if ('reason' in verdict) return `${verdict.outcome} ${verdict.reason}`;
	return 'place' in verdict ? `${verdict.outcome} ${verdict.place}` : verdict.outcome;
};
const windowed = policy({ opensAt: 90 * HOUR, closesAt: 120 * HOUR });
const few = policy({ noShows: { most: 2 } });

describe('signing up', () => {
	it.each<[string, Partial<SignUpFacts>, string]>([
		['a seat is free', {}, 'seated'],
		['staff fill it', { policy: null }, 'refused not-offered'],
		['staff fill it, and do', { policy: null, by: 'staff' }, 'seated'],
		['before the window', { policy: windowed, now: 90 * HOUR - 1 }, 'refused not-yet-open'],
		['the window opens', { policy: windowed, now: 90 * HOUR }, 'seated'],
		['the last moment', { policy: windowed, now: 120 * HOUR - 1 }, 'seated'],
		['the window closes', { policy: windowed, now: 120 * HOUR }, 'refused closed'],
		['staff are not bound by it', { policy: windowed, now: 120 * HOUR, by: 'staff' }, 'seated'],
		['a clock in doubt', { policy: windowed, now: 90 * HOUR, uncertainty: HOUR }, 'ask-desk cannot-tell'],
		['a clock in little doubt', { policy: windowed, uncertainty: HOUR }, 'seated'],
		['all sessions are over', { now: 200 * HOUR }, 'refused closed'],
		['no session at all', { lastEnd: null }, 'refused closed'],
		['barred', { barred: 'yes' }, 'ask-desk barred'],
		['nobody knows whether barred', { barred: 'unknown' }, 'seated'],
		['too many no-shows', { policy: few, noShows: 2 }, 'ask-desk no-shows'],
		['one fewer', { policy: few, noShows: 1 }, 'seated'],
		['no-shows unknown', { policy: few, noShows: null }, 'seated'],
		['holds too many', { policy: policy({ mostHeld: 2 }), held: 2 }, 'refused too-many'],
		['holds one fewer', { policy: policy({ mostHeld: 2 }), held: 1 }, 'seated'],
		['holds nobody knows how many', { policy: policy({ mostHeld: 2 }), held: null }, 'ask-desk cannot-tell'],
		['has a seat', { standing: { is: 'seated', since: 1 } }, 'already'],
		['may have a seat', { standing: null }, 'ask-desk cannot-tell'],
		['nobody knows of seats', { free: null }, 'ask-desk cannot-tell'],
		['full, nobody waits', { free: 0 }, 'waiting 1'],
		['too many seats given', { free: -2, waiting: 4 }, 'waiting 5'],
		['the queue is full', { free: 0, waiting: 20 }, 'refused full'],
		['no queue', { free: 0, policy: policy({ waitingList: 0 }) }, 'refused full'],
		['staff: no seat, no queue', { free: 0, policy: null, by: 'staff' }, 'refused full'],
		['full, the queue unknown', { free: 0, waiting: null }, 'ask-desk full'],
		['the union’s seats are taken', { policy: policy({ quotas: { A: 1 } }), quotaFull: 'yes' }, 'waiting 1'],
		['the union unknown', { policy: policy({ quotas: {} }), quotaFull: 'unknown' }, 'ask-desk cannot-tell'],
		['the union unknown, no quotas', { quotaFull: 'unknown' }, 'seated'],
	])('%s', (_, differs, expected) => {
		expect(say(decideSignUp({ ...usual, ...differs }))).toBe(expected);
	});
});

describe('withdrawing', () => {
	const seated = { ...usual, standing: { is: 'seated', since: 1 } } as const;
	const until = policy({ cancelUntil: 10 });
	it.each<[string, Partial<SignUpFacts>, string]>([
		['in time', {}, 'withdrawn'],
		['at the deadline', { policy: until }, 'ask-desk too-late'],
		['just before', { policy: until, now: 100 * HOUR - 1 }, 'withdrawn'],
		['staff, after it', { policy: until, by: 'staff' }, 'withdrawn'],
		['a clock in doubt', { policy: until, uncertainty: 1 }, 'ask-desk cannot-tell'],
		['no session to come', { nextStart: null }, 'withdrawn'],
		['staff fill it', { policy: null }, 'ask-desk not-offered'],
		['not signed up', { standing: { is: 'none' } }, 'refused not-signed-up'],
		['nobody knows', { standing: null }, 'ask-desk cannot-tell'],
		['from the queue, late', { policy: until, standing: { is: 'waiting', since: 1, place: 1 } }, 'withdrawn'],
	])('%s', (_, differs, expected) => {
		expect(say(decideWithdrawal({ ...seated, ...differs }))).toBe(expected);
	});
});
