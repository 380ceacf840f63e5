import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unionsOf, namesBelow, unionFault, unionLines, type UnionUnit } from './union.ts';

const unit = (id: string, parentId: string | null = null): UnionUnit => ({ id, name: `${id}工会`, parentId });
const tree = [
	unit('north'),
	unit('south'),
	unit('mill', 'north'),
	unit('dye', 'mill'),
	unit('mine', 'south'),
];

describe('a union', () => {
	it('stands below its district, and the district below the city', () => {
		expect(unionsOf(tree, 'dye工会')).toEqual(['dye工会', 'mill工会', 'north工会']);
		expect(unionsOf(tree, 'north工会')).toEqual(['north工会']);
		expect(unionsOf(tree, '没有登记的工会')).toEqual(['没有登记的工会']);
		expect(unionsOf(tree, null)).toEqual([]);
		expect(namesBelow(tree, 'north')).toEqual(['north工会', 'mill工会', 'dye工会']);
	});
	it('counts its own members and those below it', () => {
		const counts = new Map([
			['mill工会', 3],
			['dye工会', 4],
			['north工会', 1],
		]);
		const lines = unionLines(tree, counts).map(({ id, depth, own, members }) => [id, depth, own, members]);
		expect(lines).toEqual([
			['north', 0, 1, 8],
			['mill', 1, 3, 7],
			['dye', 2, 4, 4],
			['south', 0, 0, 0],
			['mine', 1, 0, 0],
		]);
	});
	it.each([
		[{ id: 'new', name: '', parentId: null }, 'bad-name'],
		[{ id: 'new', name: 'mill工会', parentId: null }, 'taken-name'],
		[{ id: 'new', name: '新工会', parentId: 'nowhere' }, 'no-such-parent'],
		[{ id: 'north', name: 'north工会', parentId: 'dye' }, 'below-itself'],
		[{ id: 'mill', name: 'mill工会', parentId: 'mill' }, 'below-itself'],
		[{ id: 'mill', name: '纺织厂工会', parentId: 'south' }, null],
	] as const)('%j: %s', (asked, fault) => {
		expect(unionFault(tree, asked)).toBe(fault);
	});
	it('is never lost, whatever moves are made one after the other', () => {
		const moves = fc.array(fc.tuple(fc.nat(7), fc.option(fc.nat(7))), { maxLength: 40 });
		fc.assert(
			fc.property(moves, (all) => {
				let units = Array.from({ length: 8 }, (_, n) => unit(`u${n}`));
				for (const [n, parent] of all) {
					const moved = unit(`u${n}`, parent === null ? null : `u${parent}`);
					if (!unionFault(units, moved)) units = units.map((one) => (one.id === moved.id ? moved : one));
				}
				const lines = unionLines(units, new Map());
				expect(lines).toHaveLength(8);
				expect(Math.max(...lines.map(({ depth }) => depth))).toBeLessThan(6);
			}),
		);
	});
});
