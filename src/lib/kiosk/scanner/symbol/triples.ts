import type { Finder } from './finders.ts';
import { gridOf, type Grid, type Spot } from './grid.ts';
import { isSize } from './layout.ts';

/** Three finder patterns that may belong to one symbol. */
export interface Triple {
	/** Top left, top right, bottom left. */
	readonly corners: readonly [Finder, Finder, Finder];
	/** Modules from the centre of one finder pattern to the next. */
	readonly apart: number;
	readonly badness: number;
}

const MOST = 4;

/** The likeliest triples, best first: two sides about equal, about at a right angle, patterns of about one size. */
export function likelyTriples(finders: readonly Finder[]): Triple[] {
	const triples: Triple[] = [];
	for (let i = 0; i < finders.length; i++)
		for (let j = i + 1; j < finders.length; j++)
			for (let k = j + 1; k < finders.length; k++) {
				const triple = tripleOf(finders[i]!, finders[j]!, finders[k]!);
				if (triple) triples.push(triple);
			}
	return triples.sort((a, b) => a.badness - b.badness).slice(0, MOST);
}

const length = (a: Finder, b: Finder): number => Math.hypot(a.x - b.x, a.y - b.y);

/** Three patterns as one symbol's, in their order; null where they cannot be. */
export function tripleOf(a: Finder, b: Finder, c: Finder): Triple | null {
	// The corner is opposite to the longest side.
	const sides = [length(b, c), length(a, c), length(a, b)];
	const longest = sides.indexOf(Math.max(...sides));
	const [corner, one, other] = longest === 0 ? [a, b, c] : longest === 1 ? [b, a, c] : [c, a, b];
	const turn = (one.x - corner.x) * (other.y - corner.y) - (one.y - corner.y) * (other.x - corner.x);
	const [right, below] = turn > 0 ? [one, other] : [other, one];
	const [across, down] = [length(corner, right), length(corner, below)];
	if (across === 0 || down === 0) return null;
	const skew = 1 - Math.abs(turn) / (across * down);
	const uneven = Math.abs(Math.log(across / down));
	const areas = [corner, right, below].map(({ width, height }) => width * height);
	const sizes = Math.log(Math.max(...areas) / Math.min(...areas)) / 2;
	const apart = (across / moduleAlong(corner, right) + down / moduleAlong(corner, below)) / 2;
	if (skew > 0.6 || uneven > 1.1 || sizes > 1 || apart < 10 || apart > 185) return null;
	const seen = Math.log(1 + Math.min(corner.rows, right.rows, below.rows));
	return { corners: [corner, right, below], apart, badness: skew + uneven + sizes - seen * 0.15 };
}

/** Pixels a module in the direction from one pattern to another: a turned square is cut longer. */
function moduleAlong(from: Finder, to: Finder): number {
	const [dx, dy] = [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
	const cut = Math.max(dx, dy) / Math.hypot(dx, dy);
	const flat = dx > dy;
	const cuts = flat ? from.width + to.width : from.height + to.height;
	return (cuts * cut) / 14;
}

/** Sizes that a symbol with finder patterns so far apart may have, the likeliest first. */
export function likelySizes(apart: number): number[] {
	const size = apart + 7;
	const nearest = Math.round((size - 17) / 4) * 4 + 17;
	const spread = Math.max(1, Math.ceil(size * 0.04));
	const sizes = Array.from({ length: 2 * spread + 1 }, (_, i) => nearest + (i - spread) * 4);
	return sizes.filter(isSize).sort((a, b) => Math.abs(a - size) - Math.abs(b - size));
}

/** The parallelogram over three finder patterns. */
export function gridOver({ corners: [corner, right, below] }: Triple, size: number): Grid {
	const span = size - 7;
	const at = (u: number, v: number): Spot => ({
		x: corner.x + ((right.x - corner.x) * u + (below.x - corner.x) * v) / span,
		y: corner.y + ((right.y - corner.y) * u + (below.y - corner.y) * v) / span,
	});
	return gridOf([at(-3.5, -3.5), at(size - 3.5, -3.5), at(size - 3.5, size - 3.5), at(-3.5, size - 3.5)]);
}
