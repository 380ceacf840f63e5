import * as v from 'valibot';
import type { CourseId, OfferingId } from '../base/id.ts';
import { logicProblem } from './logic-check.ts';
import type { Logic } from './logic.ts';
import { integer, line, slug } from './shapes.ts';
import { TextSchema } from './text.ts';

/** What an unknown fact does at the door: let in and flag (default), send to the desk, or refuse. */
export const UNKNOWN_POLICIES = ['admit', 'ask-desk', 'refuse'] as const;
export type UnknownPolicy = (typeof UNKNOWN_POLICIES)[number];
const unknownPolicy = v.picklist(UNKNOWN_POLICIES);

/** Which kinds of pass a door takes: any; any, but noting those that are not live; or live ones only, the rest to the desk. */
export const PASS_POLICIES = ['any', 'live-preferred', 'live-only'] as const;

/** What a limit counts: comings to this class, its course, its programme, or anything at this venue. */
export const LIMIT_SCOPES = ['offering', 'course', 'programme', 'venue'] as const;
export type LimitScope = (typeof LIMIT_SCOPES)[number];

const minutes = integer(0, 24 * 60);

export const LimitsSchema = v.object({
	perDay: v.optional(integer(1, 100)),
	/** Monday to Sunday. */
	perWeek: v.optional(integer(1, 100)),
	of: v.optional(v.picklist(LIMIT_SCOPES), 'programme'),
});
export type Limits = v.InferOutput<typeof LimitsSchema>;

/** What must have been attended before, so many times; 0: to be enrolled in it is enough. */
export const PrerequisiteSchema = v.pipe(
	v.object({
		course: v.optional(slug<CourseId>()),
		offering: v.optional(slug<OfferingId>()),
		attended: v.optional(integer(0, 1000), 1),
	}),
	v.check(
		({ course, offering }) => (course === undefined) !== (offering === undefined),
		'must name a course or an offering, not both',
	),
);
export type Prerequisite = v.InferOutput<typeof PrerequisiteSchema>;

/** JSON Logic over the facts of rules.ts. */
const LogicSchema = v.pipe(
	v.record(v.string(), v.unknown()),
	v.rawCheck(({ dataset, addIssue }) => {
		const problem = dataset.typed ? logicProblem(dataset.value as Logic) : null;
		if (problem) addIssue({ message: problem });
	}),
	v.transform((value) => value as { readonly [operator: string]: Logic }),
);

/** A rule of the venue's own, beside all others. */
export const RulesSchema = v.object({
	admitIf: LogicSchema,
	/** What happens to those whom it does not admit. */
	otherwise: v.optional(v.picklist(['ask-desk', 'refuse']), 'refuse'),
	/** The facts do not tell. */
	unknown: v.optional(unknownPolicy, 'admit'),
	/** Why, as visitors read it. */
	say: v.optional(TextSchema),
});
export type Rules = v.InferOutput<typeof RulesSchema>;

const ENTRIES = {
	/** Check-in opens so many minutes before the start. */
	opensBefore: minutes,
	/** From so many minutes after the start on, a check-in counts as late. */
	lateAfter: minutes,
	/** Check-in closes so many minutes after the start; at the end where nothing is said. */
	closesAfter: minutes,
	/** People without enrollment: admit, or send to the desk, or refuse. */
	walkIn: unknownPolicy,
	/** People without a seat where none is free. */
	full: unknownPolicy,
	/** People without a pass, by a name that they type on their phone. To the desk where nothing is said. */
	guests: unknownPolicy,
	/** Most people who come in with one pass, its holder included. */
	party: integer(1, 200),
	/** Printed codes beside live ones. */
	passes: v.picklist(PASS_POLICIES),
	/** Ask who scans again, a minute after coming, whether they are leaving. Off where nothing is said. */
	checkOut: v.picklist(['off', 'ask']),
	/** Unions whose members, and those of all below them, may come; every union's, and people of none, where nothing is said or none is named: that lifts what is said above. */
	unions: v.array(line(120)),
	limits: LimitsSchema,
	prerequisites: v.array(PrerequisiteSchema),
	rules: RulesSchema,
	/** The roster cannot say (kiosk long without the hub). */
	unknownEnrollment: unknownPolicy,
	/** The clock cannot say whether check-in is open. */
	unknownTime: unknownPolicy,
	/** How many seats are free cannot be said. */
	unknownSeats: unknownPolicy,
	/** Union or prerequisites cannot be said. */
	unknownEligibility: unknownPolicy,
	/** How often somebody came cannot be said. */
	unknownLimit: unknownPolicy,
	/** Whether the pass was withdrawn cannot be said. */
	unknownRevocation: unknownPolicy,
};

/** When and whom a venue's classes admit. Minutes are relative to the session's start. */
export const CheckInPolicySchema = v.object({
	...v.partial(v.object(ENTRIES)).entries,
	opensBefore: v.optional(ENTRIES.opensBefore, 30),
	lateAfter: v.optional(ENTRIES.lateAfter, 10),
	walkIn: v.optional(unknownPolicy, 'ask-desk'),
	passes: v.optional(ENTRIES.passes, 'any'),
	unknownEnrollment: v.optional(unknownPolicy, 'admit'),
	unknownTime: v.optional(unknownPolicy, 'admit'),
});
export type CheckInPolicy = v.InferOutput<typeof CheckInPolicySchema>;

/** What a programme, course, offering or session has otherwise than its venue. */
export const PolicyPartSchema = v.partial(v.object(ENTRIES));
export type PolicyPart = v.InferOutput<typeof PolicyPartSchema>;
