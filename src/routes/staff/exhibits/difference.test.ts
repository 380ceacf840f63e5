import { expect, it } from 'vitest';
import { differences, linesOf } from './difference.ts';

const body = (story: string[], more: object = {}) => ({
	...{ name: { zh: '王进喜' }, honours: [], story: story.map((zh) => ({ zh })), ...more },
});
const told = (before: object, after: object) =>
	differences(linesOf('honoree', before), linesOf('honoree', after)).map(({ path, before, after }) => [
		...[path, before, after],
	]);

it('a paragraph put before others is the only change', () => {
	expect(told(body(['甲', '乙']), body(['新', '甲', '乙']))).toEqual([['story.0.zh', null, '新']]);
	expect(told(body(['甲', '乙', '丙']), body(['甲', '丙']))).toEqual([['story.1.zh', '乙', null]]);
});
it('a text that became another is one change, told by what both share', () => {
	const [change] = differences(
		linesOf('honoree', body(['一九五九年当选'])),
		linesOf('honoree', body(['一九六〇年当选'])),
	);
	expect(change).toEqual({
		...{ path: 'story.0.zh', before: '一九五九年当选', after: '一九六〇年当选' },
		same: { head: 2, tail: 3 },
	});
});
it('fields that came and went are told apart from each other', () => {
	expect(told(body([], { born: 1923 }), body([], { died: 1970 }))).toEqual([
		...[
			['born', '1923', null],
			['died', null, '1970'],
		],
	]);
	expect(told(body(['甲']), body(['甲']))).toEqual([]);
});
it('five thousand lines that all changed are told without comparing each with each', () => {
	const [a, b] = ['a', 'b'].map((letter) => body(Array.from({ length: 5000 }, (_, n) => `${letter}${n}`)));
	expect(told(a!, b!)).toHaveLength(5000);
});
