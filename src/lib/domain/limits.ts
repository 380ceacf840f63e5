import type { AdmissionFacts } from './admission-facts.ts';
import type { Meeting } from './catalogue.ts';
import { against, inDoubt, type Gate } from './gate.ts';
import { comingsSince, spanStart, type Coming, type Lineage } from './history.ts';
import type { Limits, LimitScope } from './policy.ts';
import type { MeetingPolicy } from './policy-for.ts';
import { exactly, isLess, type Span } from './span.ts';
import { dayStart, weekStart } from './venue-time.ts';

type Person = Pick<AdmissionFacts, 'now' | 'uncertainty' | 'venue' | 'history' | 'lineage'>;

/** How often somebody may come in a day or a week, this time not counted: it is still to be granted. */
export function limitGates(policy: MeetingPolicy, meeting: Meeting, person: Person): Gate[] {
	const { limits } = policy;
	if (!limits) return [];
	const day = reached(limits.perDay, dayStart, limits, meeting, person);
	const week = reached(limits.perWeek, weekStart, limits, meeting, person);
	const gates: Gate[] = [];
	if (day === 'yes') gates.push(against('day-limit'));
	if (week === 'yes') gates.push(against('week-limit'));
	if (day === 'unknown' || week === 'unknown') gates.push(inDoubt(policy.unknownLimit, 'limit-unknown'));
	return gates;
}

function reached(
	most: number | undefined,
	startOf: typeof dayStart,
	{ of }: Limits,
	meeting: Meeting,
	person: Person,
): 'yes' | 'no' | 'unknown' {
	if (most === undefined) return 'no';
	const below = isLess(countIn(of, startOf, meeting, person), exactly(most));
	return below === 'unknown' ? below : below === 'yes' ? 'no' : 'yes';
}

/** Comings to whatever the scope means for this meeting, since the start of the day or week. */
export function countIn(
	scope: LimitScope,
	startOf: typeof dayStart,
	meeting: Meeting,
	{ now, uncertainty, venue, history, lineage }: Person,
): Span {
	const from = spanStart(startOf, { now, uncertainty, zone: venue.zone });
	return comingsSince(history, from, isWithin(scope, meeting, lineage));
}

function isWithin(
	scope: LimitScope,
	{ offering, course, programme }: Meeting,
	lineage: ReadonlyMap<string, Lineage>,
): (coming: Coming) => boolean {
	if (scope === 'venue') return () => true;
	if (scope === 'offering') return ({ offeringId }) => offeringId === offering.id;
	if (scope === 'course') return ({ offeringId }) => lineage.get(offeringId)?.courseId === course.id;
	return ({ offeringId }) => lineage.get(offeringId)?.programmeId === programme.id;
}
