/**
 * The tree of unions (工会): the city has districts, a district its 基层工会 (of an employer or a trade), and whatever lies between.
 * Members belong to a union by its name, so that a list can be imported before the tree is drawn. Pure.
 */
export interface UnionUnit {
	readonly id: string;
	/** Unlike every other's. */
	readonly name: string;
	/** Null: right below the city. */
	readonly parentId: string | null;
}

export const LONGEST_UNION_NAME = 60;
/** Deeper than any union's tree, so that a loop is noticed. */
const DEEPEST = 12;

/** A union and all above it, by name, itself first. One that is in no tree stands alone. */
export function unionsOf(units: readonly UnionUnit[], name: string | null): string[] {
	if (name === null) return [];
	const byId = new Map(units.map((unit) => [unit.id, unit]));
	const names = [name];
	let unit = units.find((one) => one.name === name);
	while (unit && unit.parentId !== null && names.length < DEEPEST) {
		unit = byId.get(unit.parentId);
		if (unit) names.push(unit.name);
	}
	return names;
}

/** A union and all below it, by name. */
export function namesBelow(units: readonly UnionUnit[], id: string): string[] {
	const names: string[] = [];
	const visit = (at: string, depth: number): void => {
		const unit = units.find((one) => one.id === at);
		if (!unit || depth > DEEPEST) return;
		names.push(unit.name);
		for (const child of units) if (child.parentId === at) visit(child.id, depth + 1);
	};
	visit(id, 0);
	return names;
}

/** A line of the tree as it is drawn: each union behind its parent, children by name. */
export interface UnionLine extends UnionUnit {
	/** 0: right below the city. */
	readonly depth: number;
	/** Members of it and of all below it. */
	readonly members: number;
	/** Of it alone. */
	readonly own: number;
	readonly children: number;
}

export function unionLines(units: readonly UnionUnit[], membersOf: ReadonlyMap<string, number>): UnionLine[] {
	const children = Map.groupBy(units, ({ parentId }) => parentId);
	const lines: UnionLine[] = [];
	const visit = (parentId: string | null, depth: number): number => {
		let total = 0;
		const sorted = [...(children.get(parentId) ?? [])].sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
		for (const unit of depth > DEEPEST ? [] : sorted) {
			const own = membersOf.get(unit.name) ?? 0;
			const at = lines.push({
				...{ ...unit, depth, own, members: own, children: children.get(unit.id)?.length ?? 0 },
			});
			const below = visit(unit.id, depth + 1);
			lines[at - 1] = { ...lines[at - 1]!, members: own + below };
			total += own + below;
		}
		return total;
	};
	visit(null, 0);
	return lines;
}

/** Below the city. */
const MOST_LEVELS = 6;

/** How many levels a union and all below it take. */
function levelsOf(units: readonly UnionUnit[], id: string): number {
	const below = units.filter(({ parentId }) => parentId === id);
	return 1 + Math.max(0, ...below.map((unit) => levelsOf(units, unit.id)));
}

export type UnionFault = 'bad-name' | 'taken-name' | 'no-such-parent' | 'below-itself' | 'too-deep';

/** Why a union cannot stand there so. */
export function unionFault(
	units: readonly UnionUnit[],
	{ id, name, parentId }: UnionUnit,
): UnionFault | null {
	if (!name || name.length > LONGEST_UNION_NAME) return 'bad-name';
	if (units.some((unit) => unit.name === name && unit.id !== id)) return 'taken-name';
	if (parentId === null) return null;
	const parent = units.find((unit) => unit.id === parentId);
	if (!parent) return 'no-such-parent';
	const own = units.find((unit) => unit.id === id);
	if (own && namesBelow(units, id).includes(parent.name)) return 'below-itself';
	const above = unionsOf(units, parent.name).length;
	return above + (own ? levelsOf(units, id) : 1) > MOST_LEVELS ? 'too-deep' : null;
}
