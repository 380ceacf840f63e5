import { describe, expect, it } from 'vitest';
import { indexing, type Findable, type SearchIndex } from './search.ts';

const person = (name: string, over: Partial<Findable<string>> = {}): Findable<string> => ({
	...{ of: name, name, person: true, about: [], words: [] },
	...over,
});

function made(findables: Iterable<Findable<string>>): SearchIndex<string> {
	const steps = indexing(findables);
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
	}
}

const PEOPLE = [
	person('王进喜', {
		about: ['石油', '黑龙江', '玉门、大庆油田钻井工人'],
		words: ['Wang Jinxi', 'Oil driller, Daqing', '1959'],
	}),
	person('孟泰', { about: ['钢铁', '辽宁', '鞍山钢铁公司炼铁厂配管工'], words: ['Meng Tai', '1950'] }),
	person('赵梦桃', { about: ['纺织', '陕西', '细纱挡车工'], words: ['Zhao Mengtao', 'Spinner'] }),
	...['单雄信', '仇英', '解缙', '曾国', '区伟', '查良', '朴永', '盖文', '万俟忠', '尉迟恭', '欧阳修'].map(
		(name) => person(name),
	),
	person('重阳', { reading: 'chong yang' }),
];
const index = made(PEOPLE);

describe('people are found by what a visitor types', () => {
	it.each([
		['王进喜', ['王进喜']],
		['进喜', ['王进喜']],
		['wangjinxi', ['王进喜']],
		['wjx', ['王进喜']],
		['wjinxi', ['王进喜']],
		['wangjx', ['王进喜']],
		['王jx', ['王进喜']],
		['jx', ['王进喜']],
		['zmt', ['赵梦桃']],
		['zhmt', ['赵梦桃']],
		['mengt', ['孟泰', '赵梦桃']],
		['MENGTAI', ['孟泰']],
		['ouyangx', ['欧阳修']],
		['大庆', ['王进喜']],
		['daqing', ['王进喜']],
		['gangtie', ['孟泰']],
		['大庆zuanjing', ['王进喜']],
		['wáng jìnxǐ', ['王进喜']],
		["wang'jin'xi", ['王进喜']],
		['wang’', ['王进喜']],
		['driller', ['王进喜']],
		['wang 1959', ['王进喜']],
		['钢铁 1950', ['孟泰']],
		['shaanxi', []],
		['wang 1950', []],
		['sw', []],
	])('%s', (query, found) => expect(index.find(query)).toEqual(found));

	it.each([
		...[['shanxx', '单雄信'] as const, ['qiuy', '仇英'] as const, ['xiejin', '解缙'] as const],
		...[['zengg', '曾国'] as const, ['ouwei', '区伟'] as const, ['zhal', '查良'] as const],
		...[['piaoy', '朴永'] as const, ['gew', '盖文'] as const, ['moqizhong', '万俟忠'] as const],
		...[['yuchig', '尉迟恭'] as const, ['mqz', '万俟忠'] as const, ['chongyang', '重阳'] as const],
	])('family names are read as such: %s', (query, name) => expect(index.find(query)).toContain(name));
});

it('finds the same however a word was typed: letter by letter, corrected, or at once', () => {
	const words = ['wangjinxi', '大庆zuanjing', 'daqing', 'wang 1959', 'mengtao', '钢铁 1950', 'oil driller'];
	const slow = made(PEOPLE);
	for (const word of words)
		for (let end = 1; end <= word.length; end++) {
			const typed = word.slice(0, end);
			expect([typed, slow.find(typed)]).toEqual([typed, made(PEOPLE).find(typed)]);
		}
});

it('puts whole names before beginnings, and names before words', () => {
	const some = made([person('甲', { words: ['王进'] }), person('王进喜'), person('王进'), person('小王进')]);
	expect(some.find('王进')).toEqual(['王进', '王进喜', '小王进', '甲']);
});

describe('what people are known for is found however it is read', () => {
	const PLACES = [
		...['重庆 chongqing', '西藏 xizang', '成都 chengdu', '厦门 xiamen', '蚌埠 bengbu', '东莞 dongguan'],
		...['番禺 panyu', '银行 yinhang', '会计 kuaiji', '音乐 yinyue', '调度员 diaoduyuan', '给水 jishui'],
		...['六安 luan', '大夫 daifu', '行车工 hangchegong', '都匀 duyun', '单县 shanxian', '校准 jiaozhun'],
		...['洪洞 hongtong', '巷道工 hangdaogong', '供给 gongji', '荥阳 xingyang', '重庆银行 chongqingyinhang'],
		...['吕梁 lvliang', '吕梁 luliang', '吕梁 lyuliang', '女工 nugong', '绿化 lvhua', '战略 zhanlue'],
	].map((one) => one.split(' ') as [word: string, query: string]);
	const some = made(
		[...new Set(PLACES.map(([word]) => word))].map((word) =>
			person('甲', { of: word, about: ['工人', word] }),
		),
	);

	it.each(PLACES)('%s by %s', (word, query) => {
		for (let end = 2; end <= query.length; end++) expect(some.find(query.slice(0, end))).toContain(word);
	});

	it('puts whoever it is mostly read for first', () => {
		const index = made([person('甲', { about: ['船厂'] }), person('乙', { about: ['鞍山'] })]);
		expect(index.find('an')).toEqual(['乙', '甲']);
		expect(index.find('ansh')).toEqual(['乙']);
	});
});

describe('names are found by whoever has no key for them', () => {
	const NAMES = [
		'陆布',
		'吕布',
		'阿卜杜拉·买买提',
		'诺尔曼•白求恩',
		'李鋆',
		'陈禛',
		'劉德華',
		'張偉',
		'郤至',
		'褟某',
	];
	const some = made(NAMES.map((name) => person(name)));

	it.each([
		['lvbu', ['吕布']],
		['lyubu', ['吕布']],
		['lübu', ['吕布']],
		['LÜBU', ['吕布']],
		['lubu', ['陆布', '吕布']],
		['lu', ['陆布', '吕布']],
		['阿卜杜拉·买', ['阿卜杜拉·买买提']],
		['阿卜杜拉・买', ['阿卜杜拉·买买提']],
		['阿卜杜拉•', ['阿卜杜拉·买买提']],
		['阿卜杜拉买买提', ['阿卜杜拉·买买提']],
		['abudulam', ['阿卜杜拉·买买提']],
		['诺尔曼·白求恩', ['诺尔曼•白求恩']],
		['liyun', ['李鋆']],
		['chenzhen', ['陈禛']],
		['liudehua', ['劉德華']],
		['zhangwei', ['張偉']],
		['xizhi', ['郤至']],
		['tamou', ['褟某']],
	])('%s', (query, found) => expect(some.find(query)).toEqual(found));

	it("by tones and apostrophes, or without: xi'an", () => {
		const some = made([
			person('甲', { about: ['西安'] }),
			person('乙', { words: ["Fitter, Xi'an"] }),
			person('丙', { words: ['Lǚ Shùn'] }),
		]);
		for (const query of ["xi'an", 'xian', 'xī’ān']) expect(some.find(query)).toEqual(['甲', '乙']);
		for (const query of ['lǚ', 'lv', 'shùn', 'shun']) expect(some.find(query)).toEqual(['丙']);
	});

	it('in whatever else is told of them, too', () => {
		const some = made([person('甲', { words: ['与诺尔曼・白求恩共事', 'Lü Bu'] })]);
		for (const query of ['诺尔曼·白求恩', '诺尔曼白求恩', 'lü']) expect(some.find(query)).toEqual(['甲']);
	});
});
