import type { Finder } from './finders.ts';
import { tripleOf, type Triple } from './triples.ts';

/** How many times as sure the second pattern must be as the third, for the third to be taken for chance. */
const STANDS_OUT = 1.6;
const FEWEST_ROWS = 4;

/**
 * Where only two finder patterns are left, the third lies under dirt or a lamp's reflection: every place where it may be,
 * as if the symbol were a square. The two are beside each other or across from each other, on either side.
 */
export function guessedTriples(finders: readonly Finder[]): Triple[] {
	const [one, two, next] = finders;
	if (!one || !two || two.rows < FEWEST_ROWS || two.rows < (next?.rows ?? 0) * STANDS_OUT) return [];
	const [dx, dy] = [two.x - one.x, two.y - one.y];
	const beside = [-1, 1].flatMap((side) =>
		[one, two].map(({ x, y }) => ({ x: x - side * dy, y: y + side * dx })),
	);
	const across = [-1, 1].map((side) => ({
		x: one.x + dx / 2 - (side * dy) / 2,
		y: one.y + dy / 2 + (side * dx) / 2,
	}));
	const size = { width: (one.width + two.width) / 2, height: (one.height + two.height) / 2, rows: 0 };
	return [...beside, ...across].flatMap((place) => {
		const triple = tripleOf(one, two, { ...place, ...size });
		return triple ? [triple] : [];
	});
}
