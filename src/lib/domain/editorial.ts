import * as v from 'valibot';
import { err, ok, type Result } from '../base/result.ts';
import { Instant, integer, line } from './shapes.ts';

/** How an exhibit comes to be shown: written, looked at by somebody else, shown from and until, and taken back. */

export const EXHIBIT_KINDS = [
	'honoree',
	'method',
	'heritage',
	'story',
	'milestone',
	'scroll',
	'scene',
	'work',
] as const;
export type ExhibitKind = (typeof EXHIBIT_KINDS)[number];

export const isExhibitKind = (kind: string): kind is ExhibitKind =>
	(EXHIBIT_KINDS as readonly string[]).includes(kind);

/** Where the newest version stands. */
export const STAGES = ['draft', 'review', 'approved'] as const;
export type Stage = (typeof STAGES)[number];

/** Why an exhibit was taken back: somebody did, a consent ended, or a consent was withdrawn. */
export const CAUSES = ['staff', 'consent-over', 'consent-withdrawn'] as const;
export type Cause = (typeof CAUSES)[number];

const person = line(40);
export const StandingSchema = v.object({
	/** Number of the newest version, from 1. */
	latest: integer(1, 1_000_000),
	stage: v.picklist(STAGES),
	/** Who has written since a version was approved last, or wants back what was withdrawn: none of them may approve. */
	authors: v.array(person),
	/** What kiosks may show, and between which instants. */
	approved: v.nullable(
		v.object({
			version: integer(1, 1_000_000),
			by: person,
			from: v.nullable(Instant),
			until: v.nullable(Instant),
			/** Whose work it is; of what was approved long ago nobody knows. */
			authors: v.optional(v.array(person)),
		}),
	),
	withdrawn: v.nullable(v.object({ at: Instant, by: person, cause: v.picklist(CAUSES), reason: line(300) })),
	/** The month or week of which it is the person or story. */
	chosen: v.nullable(line(8)),
});
export type Standing = v.InferOutput<typeof StandingSchema>;

export const VISIBILITIES = ['never', 'scheduled', 'shown', 'over', 'withdrawn'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** What visitors see of it at `now`, a consent that has ended aside. */
export function visibilityOf({ approved, withdrawn }: Standing, now: number): Visibility {
	if (withdrawn) return 'withdrawn';
	if (!approved) return 'never';
	if (approved.from !== null && now < approved.from) return 'scheduled';
	return approved.until !== null && now >= approved.until ? 'over' : 'shown';
}

/** When `visibilityOf` will say something else; null where it never will by itself. */
export function nextTurn({ approved, withdrawn }: Standing, now: number): number | null {
	if (withdrawn || !approved) return null;
	const turns = [approved.from, approved.until].filter((at) => at !== null && at > now) as number[];
	return turns.length > 0 ? Math.min(...turns) : null;
}

const NEW: Standing = {
	latest: 1,
	stage: 'draft',
	authors: [],
	approved: null,
	withdrawn: null,
	chosen: null,
};

/** Whoever has written something does not approve it. */
export const isOwnWork = (authors: readonly string[], by: string): boolean => authors.includes(by);

export const withAuthor = (authors: readonly string[], by: string): string[] => [
	...new Set([...authors, by]),
];

/** A version has been written. One that says what is approved already is no draft: nobody has to look at it again. */
export function written(before: Standing | null, by: string, asApproved: boolean): Standing {
	if (!before) return { ...NEW, authors: [by] };
	const latest = before.latest + 1;
	if (asApproved && before.approved && !before.withdrawn)
		return {
			...before,
			latest,
			stage: 'approved',
			authors: [],
			approved: { ...before.approved, version: latest },
		};
	return { ...before, latest, stage: 'draft', authors: withAuthor(before.authors, by) };
}

export type ReviewFault =
	/** It was written again, or decided about, since whoever asks has seen it. */
	| 'changed-since'
	| 'not-a-draft'
	| 'not-in-review'
	/** Whoever wrote it does not approve it. */
	| 'own-work'
	| 'bad-times'
	| 'not-approved'
	| 'withdrawn-already';

type Turned = Result<Standing, ReviewFault>;

/** Who asks for what was taken back to be shown again is one of its authors: somebody else approves it. */
export function submitted(standing: Standing, version: number, by: string): Turned {
	if (standing.latest !== version) return err('changed-since');
	if (standing.stage !== 'draft') return err('not-a-draft');
	const authors = standing.withdrawn ? withAuthor(standing.authors, by) : standing.authors;
	return ok({ ...standing, stage: 'review', authors });
}

/** Back to whoever wrote it; they may take it back themselves. */
export function sentBack(standing: Standing, version: number): Turned {
	if (standing.latest !== version) return err('changed-since');
	return standing.stage === 'review' ? ok({ ...standing, stage: 'draft' }) : err('not-in-review');
}

/** From and until: instants, null for at once and for ever. */
export interface Times {
	readonly from: number | null;
	readonly until: number | null;
}

const inOrder = ({ from, until }: Times): boolean => from === null || until === null || from < until;

/** By a second person, of exactly the version that they have seen. What was taken back comes out again with it. */
export function approved(standing: Standing, version: number, by: string, times: Times): Turned {
	if (standing.latest !== version) return err('changed-since');
	if (standing.stage !== 'review') return err('not-in-review');
	if (isOwnWork(standing.authors, by)) return err('own-work');
	if (!inOrder(times)) return err('bad-times');
	const { from, until } = times;
	return ok({
		...{ ...standing, stage: 'approved', authors: [], withdrawn: null },
		approved: { version, by, from, until, authors: standing.authors },
	});
}

/** Its author may have it shown for less time; for more, or earlier, it takes somebody else as well. */
export function rescheduled(standing: Standing, times: Times, by: string): Turned {
	const { withdrawn, approved } = standing;
	if (withdrawn) return err('withdrawn-already');
	if (!approved) return err('not-approved');
	if (!inOrder(times)) return err('bad-times');
	const { from, until } = times;
	const isMore =
		(from ?? -Infinity) < (approved.from ?? -Infinity) || (until ?? Infinity) > (approved.until ?? Infinity);
	if (isMore && isOwnWork(approved.authors ?? [], by)) return err('own-work');
	return ok({ ...standing, approved: { ...approved, from, until } });
}

/** What was taken back needs a new version and a second person before it is shown again. */
export function withdrawn(standing: Standing, at: number, by: string, cause: Cause, reason: string): Turned {
	if (standing.withdrawn) return err('withdrawn-already');
	return ok({ ...standing, stage: 'draft', withdrawn: { at, by, cause, reason } });
}
