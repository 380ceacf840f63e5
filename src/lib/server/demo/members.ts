import type { OfferingId } from '../../base/id.ts';
import type { ImportedMember } from '../known-people.ts';
import type { ImportedPeople } from '../people.ts';
import { DEMO, type NameLists } from './content.ts';
import { seeded, type Seeded } from './seeded.ts';

export const MEMBERS = 2000;

/** 2,000 invented members and who of them takes which class: the same people on every machine. */
export function demoPeople(): ImportedPeople {
	const chance = seeded('示范市工人文化宫');
	const members = Array.from({ length: MEMBERS }, (_, i) => memberAt(i, chance));
	return { members, enrollments: enrollmentsOf(members.map((m) => m.number)) };
}

function memberAt(index: number, chance: Seeded): ImportedMember {
	const serial = String(index + 1).padStart(6, '0');
	return {
		name: inventName(DEMO.names, chance),
		number: `SF${serial}`,
		// No mobile number begins with 100: these ring nowhere.
		phone: `10000${serial}`,
		union: chance.pick(DEMO.names.unions),
	};
}

/** Two or three characters mostly; in a hundred, two with a compound surname and three from a minority. */
function inventName(names: NameLists, chance: Seeded): string {
	const kind = chance.below(100);
	if (kind < 3) return chance.pick(names.minority);
	const surname = chance.pick(kind < 5 ? names.compoundSurnames : names.surnames);
	if (chance.below(100) < 22) return surname + chance.pick(names.givenOne);
	return surname + chance.pick(names.givenFirst) + chance.pick(names.givenSecond);
}

/**
 * Each offering takes the next members in line, and every seventh seat someone who already takes another class:
 * most people come for one thing, some for two.
 */
function enrollmentsOf(numbers: readonly string[]): { memberNumber: string; offeringId: OfferingId }[] {
	const chance = seeded('enrollments');
	let next = 0;
	return DEMO.offerings.flatMap((offering) => {
		const chosen = new Set<string>();
		while (chosen.size < offering.enrolled) {
			const again = next > 50 && chosen.size % 7 === 6;
			chosen.add(again ? numbers[chance.below(next - 50)]! : numbers[next++]!);
		}
		return [...chosen].map((memberNumber) => ({ memberNumber, offeringId: offering.id }));
	});
}
