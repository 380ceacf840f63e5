import { describe, expect, it } from 'vitest';
import { askedKeys } from '../domain/asked-keys.ts';
import { searchKeys } from './search-keys.ts';

const keysOf = (name: string, number = 'SF1', phone: string | null = null) =>
	searchKeys({ name, number, phone });
const isFound = (name: string, query: string, number?: string, phone?: string): boolean => {
	const keys = keysOf(name, number, phone ?? null);
	return askedKeys(query).some((asked) => keys.some((key) => key.startsWith(asked)));
};

describe('people are found', () => {
	it.each([
		['单雄信', 'shanxx'],
		['仇英', 'qiuying'],
		['解晓东', 'xiexd'],
		['曾志伟', 'zengzhiwei'],
		['区志强', 'ouzq'],
		['查良镛', 'zhaliangyong'],
		['朴树', 'piaoshu'],
		['盖叫天', 'gejt'],
		['万俟卨', 'moqixie'],
		['尉迟恭', 'yuchig'],
		['尉迟恭', 'ycg'],
		['欧阳修', 'oyx'],
		['吕布', 'lvbu'],
		['吕布', 'LÜ'],
	])('%s by %s, as the family name is read', (name, query) => {
		expect(isFound(name, query)).toBe(true);
	});
	it.each([
		'王小明',
		'小明',
		'明',
		'王 小',
		'wxm',
		'wangxm',
		'wxiaoming',
		'wangxiao',
		'xiaoming',
		'xm',
		'WangXiaoMing',
	])('王小明 by %s', (query) => {
		expect(isFound('王小明', query)).toBe(true);
	});
	it.each(['ming', 'aoming', 'wm', '王明', '小王', '%', '', '·'])('王小明 not by “%s”', (query) => {
		expect(isFound('王小明', query)).toBe(false);
	});
	it('by a reading that a stranger would try', () => {
		expect([isFound('单雄信', 'dan'), isFound('朴树', 'pus')]).toEqual([true, true]);
	});
	it('whose names are long, in letters, or hardly names', () => {
		expect(isFound('买买提·吐尔逊', '吐尔逊')).toBe(true);
		expect(isFound('买买提·吐尔逊', 'tuerxun')).toBe(true);
		expect(isFound('John Smith', 'smith')).toBe(true);
		expect(isFound('John Smith', 'john s')).toBe(true);
		for (const name of ['·', '😀', '', ' ', '李😀', '𠮷田', 'Ａ'.repeat(200)])
			expect(keysOf(name).every((key) => key.length > 0)).toBe(true);
		expect(keysOf('好'.repeat(120)).length).toBeLessThan(60);
	});
	it('by number from its beginning or its end, by the last four digits of a phone number at least', () => {
		const found = (query: string) => isFound('王小明', query, 'SF000123', '138 0000 5678');
		expect(['SF0', 'sf-000123', '0123', '23', '5678', '13800005678'].map(found)).toEqual(Array(6).fill(true));
		expect(['3', '012', '678', '000056789', '1380'].map(found)).toEqual(Array(5).fill(false));
	});
});
