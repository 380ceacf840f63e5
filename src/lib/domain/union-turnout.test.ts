import { describe, expect, it } from 'vitest';
import { NOTHING } from './turnout.ts';
import { unionsByMost, unionTree } from './union-turnout.ts';
import type { UnionUnit } from './union.ts';

const unit = (id: string, name: string, parentId: string | null = null): UnionUnit => ({
	id,
	name,
	parentId,
});
const UNITS = [
	...[unit('n', '城北区总工会'), unit('s', '城南区总工会'), unit('w', '城西区总工会')],
	...[unit('t', '城北纺织系统工会', 'n'), unit('m', '毛纺厂工会', 't'), unit('c', '棉纺厂工会', 't')],
	...[unit('h', '第三医院工会', 's'), unit('p', '市属机关工会')],
];
const came = (name: string, count: number) => ({
	name,
	sums: { ...NOTHING, came: count, enrolled: 2 * count },
});
const TURNOUT = [
	...[came('毛纺厂工会', 10), came('棉纺厂工会', 5), came('城北区总工会', 1), came('第三医院工会', 30)],
	...[came('市属机关工会', 3), came('某公司工会', 4), came('另一家公司工会', 2), came('', 7)],
];
const told = (lines: ReturnType<typeof unionTree>) =>
	lines.map(({ key, name, depth, sums }) => [name || key, depth, sums.came]);

describe('what comes to unions', () => {
	it('follows the tree: each branch with all below it, then what hangs in none, then who names none', () => {
		expect(told(unionTree(UNITS, TURNOUT))).toEqual([
			['城北区总工会', 0, 16],
			['城北纺织系统工会', 1, 15],
			['城南区总工会', 0, 30],
			['市属机关工会', 0, 3],
			['loose', 0, 6],
			['none', 0, 7],
		]);
	});
	it('adds up to everybody right below the city', () => {
		const top = unionTree(UNITS, TURNOUT).filter(({ depth }) => depth === 0);
		const all = TURNOUT.reduce((sum, { sums }) => sum + sums.enrolled, 0);
		expect(top.reduce((sum, { sums }) => sum + sums.enrolled, 0)).toBe(all);
	});
	it('is told union by union too, the most people first', () => {
		expect(told(unionsByMost(TURNOUT)).map(([name]) => name)).toEqual([
			...['第三医院工会', '毛纺厂工会', 'none', '棉纺厂工会', '某公司工会', '市属机关工会'],
			...['另一家公司工会', '城北区总工会'],
		]);
		expect(unionTree([], [])).toEqual([]);
	});
});
