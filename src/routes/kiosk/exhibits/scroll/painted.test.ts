import { expect, it } from 'vitest';
import type { Exhibition } from '$lib/domain/exhibition.ts';
import { hang, placeOf, standAt, type Hung } from './painted.ts';

/** A scroll with these scenes, as wide as told, that begins on the right. */
function hung(...scenes: [id: string, number: number, width: number][]): Hung {
	const scroll = { id: 'walk', begins: 'right', height: 1080 };
	const shown = {
		scrolls: new Map([['walk', scroll]]),
		scenes: new Map(
			scenes.map(([id, number, width]) => [
				id,
				{ id, number, width, scroll: 'walk', title: { zh: id }, motifs: [], figures: [] },
			]),
		),
	};
	return hang(shown as unknown as Exhibition)!;
}
const before = hung(['a', 1, 100], ['b', 2, 200], ['c', 3, 100]);
/** A quarter into the second scene. */
const stand = standAt(before, { middle: 150, zoom: 2, level: 500 });

it('a place before a scroll is told by its scene', () => {
	expect(stand).toEqual({ scroll: 'walk', scene: 'b', number: 2, share: 0.25, zoom: 2, level: 500 });
	expect(placeOf(before.painted, stand)).toBe(150);
});

it('it is found again where scenes beside it, or itself, have changed', () => {
	expect(placeOf(hung(['a', 1, 50], ['b', 2, 400], ['c', 3, 300]).painted, stand)).toBe(400);
	// Others have come before it, so that it has another number.
	expect(placeOf(hung(['z', 1, 100], ['a', 2, 100], ['b', 3, 200]).painted, stand)).toBe(50);
});

it('where the scene is gone, it is the middle of the one nearest by number', () => {
	expect(placeOf(hung(['a', 1, 100], ['e', 5, 300]).painted, stand)).toBe(350);
	expect(placeOf(hung(['d', 4, 100], ['e', 5, 300]).painted, stand)).toBe(350);
	expect(placeOf(hung(['e', 5, 300]).painted, stand)).toBe(150);
});
