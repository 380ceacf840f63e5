import { expect, it } from 'vitest';
import { inTurn, pageAt } from './paging.ts';

const rows = Array.from({ length: 15 }, (_, i) => i);

it('turns pages by the clock and begins again', () => {
	expect(pageAt(rows, 6, 0)).toEqual({ rows: [0, 1, 2, 3, 4, 5], page: 0, pages: 3 });
	expect(pageAt(rows, 6, 18_000).rows).toEqual([12, 13, 14]);
	expect(pageAt(rows, 6, 27_000).page).toBe(0);
});

it('has one empty page where there is nothing', () => {
	expect(pageAt([], 6, 99_999)).toEqual({ rows: [], page: 0, pages: 1 });
	expect(inTurn([], 99_999)).toBeNull();
});

it('gives each its turn', () => {
	expect([0, 20_000, 40_000].map((now) => inTurn(['a', 'b'], now))).toEqual(['a', 'b', 'a']);
});
