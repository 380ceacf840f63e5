import type { OfferingId } from '../base/id.ts';
import type { AdmissionFacts } from './admission-facts.ts';
import { against, inDoubt, type Gate } from './gate.ts';
import { comingsEver } from './history.ts';
import type { Prerequisite } from './policy.ts';
import type { MeetingPolicy } from './policy-for.ts';
import { exactly, isLess } from './span.ts';
import type { Tri } from './tri.ts';

type Person = Pick<AdmissionFacts, 'pass' | 'unions' | 'enrolled' | 'history' | 'lineage'>;

/** Whom a class is for: members of certain unions, people who have been somewhere before. Holds for the enrolled as well. */
export function eligibilityGates(policy: MeetingPolicy, person: Person): Gate[] {
	const gates: Gate[] = [];
	// A class that names none is for everybody, whatever its programme says.
	const union = policy.unions?.length ? isOfUnion(policy.unions, person) : 'yes';
	if (union === 'no') gates.push(against('other-union'));
	const met = (policy.prerequisites ?? []).map((prerequisite) => hasMet(prerequisite, person));
	if (met.includes('no')) gates.push(against('prerequisite'));
	if (union === 'unknown' || met.includes('unknown'))
		gates.push(inDoubt(policy.unknownEligibility, 'eligibility-unknown'));
	return gates;
}

/** A district that is named stands for every union below it. */
function isOfUnion(named: readonly string[], { unions }: Person): Tri {
	if (unions === undefined) return 'unknown';
	return unions.some((union) => named.includes(union)) ? 'yes' : 'no';
}

function hasMet(prerequisite: Prerequisite, { enrolled, history, lineage }: Person): Tri {
	const offerings = offeringsOf(prerequisite, lineage);
	if (prerequisite.attended > 0) {
		const short = isLess(comingsEver(history, offerings), exactly(prerequisite.attended));
		return short === 'unknown' ? short : short === 'yes' ? 'no' : 'yes';
	}
	if (!enrolled) return 'unknown';
	return [...offerings].some((id) => enrolled.has(id)) ? 'yes' : 'no';
}

export function offeringsOf(
	{ offering, course }: Pick<Prerequisite, 'offering' | 'course'>,
	lineage: AdmissionFacts['lineage'],
): ReadonlySet<OfferingId> {
	if (offering !== undefined) return new Set([offering]);
	return new Set([...lineage].filter(([, { courseId }]) => courseId === course).map(([id]) => id));
}
