import { sumOf, type Sums } from './turnout.ts';
import { unionLines, type UnionUnit } from './union.ts';

/** What comes to each union and to all below it. Pure. */

export interface UnionTurnoutLine {
	readonly key: string;
	/** Empty: what hangs in no tree together, or whoever names none. */
	readonly name: string;
	/** Of one that has others above it: how many. */
	readonly depth: number;
	readonly sums: Sums;
}

/** What is told of people alone: a class belongs to no union. */
export const OF_PEOPLE = ['district', 'union'] as const;
export const isOfPeople = (dimension: string): boolean => OF_PEOPLE.some((one) => one === dimension);

/** Keys of lines that have no name. */
export const NO_UNION = 'none';
export const IN_NO_TREE = 'loose';

type Named = readonly { readonly name: string; readonly sums: Sums }[];

/**
 * The tree as far as it has branches, each line with all below it; then the unions that hang in no tree, together, and those who
 * name none. What is right below the city adds up to everybody. Who has nothing to tell is left out.
 */
export function unionTree(units: readonly UnionUnit[], turnout: Named): UnionTurnoutLine[] {
	const own = new Map(turnout.map(({ name, sums }) => [name, sums]));
	const branches = new Set(units.map(({ parentId }) => parentId));
	const lines = unionLines(withAbove(units, own), new Map());
	const totals = lines.map(({ depth }, at) => {
		const end = lines.findIndex((line, n) => n > at && line.depth <= depth);
		const all = lines.slice(at, end === -1 ? undefined : end);
		return sumOf(all.flatMap(({ name }) => own.get(name) ?? []));
	});
	const drawn = lines.flatMap(({ id, name, depth }, at): UnionTurnoutLine[] =>
		(depth > 0 && !branches.has(id)) || isEmpty(totals[at]!)
			? []
			: [{ key: `unit ${id}`, name, depth, sums: totals[at]! }],
	);
	const known = new Set(units.map(({ name }) => name));
	const rest = (key: string, is: (name: string) => boolean): UnionTurnoutLine => {
		const theirs = turnout.filter(({ name }) => !known.has(name) && is(name));
		return { key, name: '', depth: 0, sums: sumOf(theirs.map(({ sums }) => sums)) };
	};
	const others = [rest(IN_NO_TREE, (name) => name !== ''), rest(NO_UNION, (name) => name === '')];
	return [...drawn, ...others.filter(({ sums }) => !isEmpty(sums))];
}

/** Unions of which there is something to tell, and all above them: a city has thousands that never come to one venue. */
function withAbove(units: readonly UnionUnit[], own: ReadonlyMap<string, Sums>): UnionUnit[] {
	const byId = new Map(units.map((unit) => [unit.id, unit]));
	const kept = new Set<UnionUnit>();
	for (const unit of units) {
		if (!own.has(unit.name)) continue;
		for (let at: UnionUnit | undefined = unit; at && !kept.has(at); at = byId.get(at.parentId ?? ''))
			kept.add(at);
	}
	return [...kept];
}

/** Each union by itself, the most people first. */
export const unionsByMost = (turnout: Named): UnionTurnoutLine[] =>
	[...turnout]
		.sort(
			(a, b) => b.sums.came - a.sums.came || b.sums.enrolled - a.sums.enrolled || (a.name < b.name ? -1 : 1),
		)
		.map(({ name, sums }) => ({ key: name === '' ? NO_UNION : `union ${name}`, name, depth: 0, sums }));

const isEmpty = ({ enrolled, came, minutes }: Sums): boolean => enrolled + came + minutes === 0;
