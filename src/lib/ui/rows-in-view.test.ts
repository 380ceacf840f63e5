import { expect, it } from 'vitest';
import { columnsIn, rowsInView } from './rows-in-view.ts';

it('draws what is on screen and a little beyond', () => {
	expect(rowsInView(100, 200, 1000, 800, 2)).toEqual({ from: 3, to: 11 });
	expect(rowsInView(100, 200, 0, 800, 2)).toEqual({ from: 0, to: 6 });
	expect(rowsInView(100, 200, 19_200, 800, 2)).toEqual({ from: 94, to: 100 });
	expect(rowsInView(3, 200, 90_000, 800, 2)).toEqual({ from: 3, to: 3 });
	expect(rowsInView(0, 200, 0, 800, 2)).toEqual({ from: 0, to: 0 });
	expect(rowsInView(100, 0, 0, 800, 2)).toEqual({ from: 0, to: 2 });
});

it('has a column even where none fits', () => {
	expect([columnsIn(1000, 230, 20, 9), columnsIn(100, 230, 20, 9), columnsIn(5000, 230, 20, 6)]).toEqual([
		4, 1, 6,
	]);
});
