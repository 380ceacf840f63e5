import type { Meeting } from './catalogue.ts';
import type { CheckInPolicy, PolicyPart } from './policy.ts';

/** What holds where nobody has said anything. */
export const DEFAULTS = {
	opensBefore: 30,
	lateAfter: 10,
	walkIn: 'ask-desk',
	full: 'ask-desk',
	guests: 'ask-desk',
	party: 20,
	passes: 'any',
	checkOut: 'off',
	unknownEnrollment: 'admit',
	unknownTime: 'admit',
	unknownSeats: 'admit',
	unknownEligibility: 'admit',
	unknownLimit: 'admit',
	unknownRevocation: 'admit',
} as const satisfies PolicyPart;

/** A session's policy with nothing left open, but for rules that it does not have. */
export type MeetingPolicy = PolicyPart & {
	readonly [K in keyof typeof DEFAULTS]-?: NonNullable<PolicyPart[K]>;
};

/** What a meeting has otherwise than its venue. The most specific word counts, each member by itself. */
export const partFor = ({ programme, course, offering, session }: Meeting): PolicyPart => ({
	...programme.policy,
	...course.policy,
	...offering.policy,
	...session.policy,
});

/** Whom a meeting admits, and when. */
export const policyFor = (meeting: Meeting, venue: { readonly policy: CheckInPolicy }): MeetingPolicy =>
	// No record says “undefined”: what is not said is not there.
	({ ...DEFAULTS, ...venue.policy, ...partFor(meeting) }) as MeetingPolicy;
