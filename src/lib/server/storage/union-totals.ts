import type { UnionSums } from './report-port.ts';

/** Sums by the name of the union. */
export type UnionTotals = Map<string, UnionSums>;

/** In place. */
export function addUnion(totals: UnionTotals, sums: UnionSums): UnionTotals {
	const known = totals.get(sums.union);
	return totals.set(sums.union, known ? plus(known, sums) : sums);
}

const plus = (a: UnionSums, b: UnionSums): UnionSums => ({
	...{ union: a.union, enrolled: a.enrolled + b.enrolled, came: a.came + b.came },
	...{ seated: a.seated + b.seated, late: a.late + b.late },
	...{ visits: a.visits + b.visits, minutes: a.minutes + b.minutes },
});

export const sumOfUnions = (all: readonly UnionSums[]): UnionSums =>
	all.reduce(plus, { union: '', enrolled: 0, came: 0, seated: 0, late: 0, visits: 0, minutes: 0 });

/** What takes them away again. */
export const turnedRound = (sums: UnionSums): UnionSums => ({
	...{ union: sums.union, enrolled: -sums.enrolled, came: -sums.came, seated: -sums.seated },
	...{ late: -sums.late, visits: -sums.visits, minutes: -sums.minutes },
});

export const isNothing = ({ enrolled, came, seated, late, visits, minutes }: UnionSums): boolean =>
	[enrolled, came, seated, late, visits, minutes].every((sum) => sum === 0);
