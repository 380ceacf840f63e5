import { LIMIT_SCOPES, PASS_POLICIES, UNKNOWN_POLICIES } from './policy.ts';

/**
 * What staff set of whom classes admit and who signs up for them, field by field. A name is a path into the record: `policy.…`
 * of whatever may have a policy, `signUp.…` of a class alone. Pure.
 */

export const POLICY_KINDS = ['venue', 'programme', 'course', 'offering', 'session'] as const;
export type PolicyKind = (typeof POLICY_KINDS)[number];

export const isPolicyKind = (kind: string): kind is PolicyKind =>
	(POLICY_KINDS as readonly string[]).includes(kind);

export type PolicyField = { readonly name: string } & (
	| { readonly is: 'number'; readonly least: number; readonly most: number }
	| { readonly is: 'choice'; readonly of: readonly string[] }
	/** A name a line, and behind it a number where it says `numbers`. */
	| { readonly is: 'unions' | 'quotas' | 'prerequisites' }
	/** In venue time. */
	| { readonly is: 'time' }
	| { readonly is: 'check' }
);

const number = (name: string, least: number, most: number): PolicyField => ({
	name,
	is: 'number',
	least,
	most,
});
const choice = (name: string, of: readonly string[] = UNKNOWN_POLICIES): PolicyField => ({
	...{ name, is: 'choice', of },
});

const DAY = 24 * 60;

/** In the order of the page. */
export const POLICY_GROUPS = {
	times: [
		number('policy.opensBefore', 0, DAY),
		number('policy.lateAfter', 0, DAY),
		number('policy.closesAfter', 0, DAY),
	],
	people: [
		choice('policy.walkIn'),
		choice('policy.full'),
		choice('policy.guests'),
		{ name: 'policy.unions', is: 'unions' },
		{ name: 'policy.prerequisites', is: 'prerequisites' },
	],
	ways: [
		choice('policy.passes', PASS_POLICIES),
		choice('policy.checkOut', ['off', 'ask']),
		number('policy.party', 1, 200),
	],
	limits: [
		number('policy.limits.perDay', 1, 100),
		number('policy.limits.perWeek', 1, 100),
		choice('policy.limits.of', LIMIT_SCOPES),
	],
	doubts: [
		choice('policy.unknownEnrollment'),
		choice('policy.unknownTime'),
		choice('policy.unknownSeats'),
		choice('policy.unknownEligibility'),
		choice('policy.unknownLimit'),
		choice('policy.unknownRevocation'),
	],
	signUp: [
		{ name: 'signUp', is: 'check' },
		{ name: 'signUp.opensAt', is: 'time' },
		{ name: 'signUp.closesAt', is: 'time' },
		number('signUp.cancelUntil', 0, 24 * 90),
		number('signUp.waitingList', 0, 10_000),
		number('signUp.mostHeld', 1, 100),
		{ name: 'signUp.quotas', is: 'quotas' },
		number('signUp.noShows.most', 1, 100),
		number('signUp.noShows.days', 1, 730),
	],
} as const satisfies Record<string, readonly PolicyField[]>;
export type PolicyGroup = keyof typeof POLICY_GROUPS;

const GROUPS: readonly PolicyGroup[] = ['signUp', 'times', 'people', 'ways', 'limits', 'doubts'];

/** Only classes are signed up for. */
export const groupsOf = (kind: PolicyKind): readonly PolicyGroup[] =>
	kind === 'offering' ? GROUPS : GROUPS.slice(1);

export const fieldsOf = (kind: PolicyKind): readonly PolicyField[] =>
	groupsOf(kind).flatMap((group): readonly PolicyField[] => POLICY_GROUPS[group]);
