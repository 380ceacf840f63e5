import type { CourseId, OfferingId, ProgrammeId, SessionId } from '../base/id.ts';
import type { Catalogue } from './catalogue.ts';
import { exactly, type Span } from './span.ts';

/** How often somebody came to what: for limits, prerequisites and a venue's own rules. */

/** Somebody came to a session. */
export interface Coming {
	readonly sessionId: SessionId;
	readonly offeringId: OfferingId;
	/** Corrected time of the check-in. */
	readonly at: number;
}

export interface History {
	readonly comings: readonly Coming[];
	/** Every coming from this instant on that the hub knows of is among them; null: there may be others. */
	readonly since: number | null;
	/** How many sessions of these offerings before that; null: nobody can say here. */
	readonly earlier: ReadonlyMap<OfferingId, number> | null;
}

/** What an offering is part of. */
export interface Lineage {
	readonly courseId: CourseId;
	readonly programmeId: ProgrammeId;
}

export function lineageOf({ offerings, courses }: Catalogue): ReadonlyMap<OfferingId, Lineage> {
	const lineage = new Map<OfferingId, Lineage>();
	for (const { id, courseId } of offerings.values()) {
		const course = courses.get(courseId);
		if (course) lineage.set(id, { courseId, programmeId: course.programmeId });
	}
	return lineage;
}

/**
 * How many comings that `counts` since an instant that is itself only known within bounds. At least those that are listed;
 * how many more is not known where the list may be short.
 */
export function comingsSince(
	{ comings, since }: Pick<History, 'comings' | 'since'>,
	from: Span,
	counts: (coming: Coming) => boolean = () => true,
): Span {
	const ours = comings.filter(counts);
	const after = (instant: number): number => ours.filter(({ at }) => at >= instant).length;
	const whole = since !== null && since <= from.lo;
	return { lo: after(from.hi), hi: whole ? after(from.lo) : Infinity };
}

/** How often somebody ever came to one of these offerings. */
export function comingsEver(history: History, offerings: ReadonlySet<OfferingId>): Span {
	const { since, earlier } = history;
	const listed = comingsSince(history, exactly(since ?? 0), ({ offeringId }) => offerings.has(offeringId));
	if (!earlier) return { lo: listed.lo, hi: Infinity };
	let before = 0;
	for (const id of offerings) before += earlier.get(id) ?? 0;
	return { lo: listed.lo + before, hi: listed.hi + before };
}

/** The start of the local day, or week, as far as the clock can tell which it is. */
export const spanStart = (
	startOf: (at: number, zone: string) => number,
	{ now, uncertainty, zone }: { readonly now: number; readonly uncertainty: number; readonly zone: string },
): Span => ({
	lo: startOf(Math.max(0, now - uncertainty), zone),
	hi: startOf(now + uncertainty, zone),
});
