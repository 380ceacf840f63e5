import { expect, it } from 'vitest';
import { indexing, type Findable } from './search.ts';
import { loosely, readingsOf } from './readings.ts';
import { folded, looseUnitsOf, typedFor, undotted, unitsOf } from './sounded.ts';

/** What the index finds is what looking at everybody finds, in the same order, whatever is typed. */

/** Is `run` the beginning of how these are read, every syllable but the last whole? */
const begins = (
	[first, ...others]: readonly string[],
	run: string,
	soundsOf: (character: string) => readonly string[],
): boolean =>
	first !== undefined &&
	soundsOf(first).some(
		(sound) =>
			sound.startsWith(run) || (run.startsWith(sound) && begins(others, run.slice(sound.length), soundsOf)),
	);

/** Every entry against every word, as slowly as it is said in `Findable`. */
function scanOf(findables: readonly Findable<number>[]): (query: string) => number[] {
	const all = findables.map(({ of, name, person, reading, about, words }) => {
		const text = ` ${folded([name, ...about, ...words].join('\n')).replace(/[^\p{L}\p{N}\n]+/gu, ' ')}`;
		const units = unitsOf(name, person, reading);
		const read = about.flatMap((one) => [...folded(one)].map((_, at, characters) => characters.slice(at)));
		return { of, name: undotted(name), units, loose: looseUnitsOf(units) ?? [], text, read };
	});
	const rankOfRun = ({ text, read }: (typeof all)[number], run: string): number => {
		if (!/^[a-z]/.test(run)) return text.includes(run) ? 4 : Infinity;
		if (run.length < 2) return Infinity;
		const isRead = (soundsOf: (character: string) => readonly string[]): boolean =>
			read.some((characters) => begins(characters, run, soundsOf));
		if (isRead((character) => readingsOf(character).slice(0, 1))) return 3;
		if ((text.match(/[a-z][a-z0-9]*/g) ?? []).some((word) => word.startsWith(run))) return 4;
		return isRead((character) => loosely(readingsOf(character))) ? 5 : Infinity;
	};
	const rankOf = (one: (typeof all)[number], part: string): number => {
		if (one.name === part) return 0;
		if (typedFor(one.units, 0, part)) return 1;
		if (part.length > 1 && one.units.some((_, at) => at > 0 && typedFor(one.units, at, part))) return 2;
		const isLoose = one.loose.some((_, at) => (at === 0 || part.length > 1) && typedFor(one.loose, at, part));
		return Math.min(
			Math.max(...(part.match(/[a-z]+|[^a-z]+/g) ?? []).map((run) => rankOfRun(one, run))),
			isLoose ? 5 : Infinity,
		);
	};
	return (query) => {
		const parts = undotted(query).trim().split(/\s+/u);
		const ranked = all.map((one) => [Math.max(...parts.map((part) => rankOf(one, part))), one.of] as const);
		const found = ranked.filter(([rank]) => rank < Infinity);
		return [0, 1, 2, 3, 4, 5].flatMap((rank) => found.filter(([each]) => each === rank).map(([, of]) => of));
	};
}

/** The same on every machine. */
let state = 7;
const below = (n: number): number => {
	state = (state * 1103515245 + 12345) % 2147483648;
	return Math.floor((state / 2147483648) * n);
};
const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
const SURNAMES = [...'王李张刘陈单仇解曾区查朴盖赵安欧吕', '万俟', '尉迟', '欧阳'];
const GIVEN = [...'进喜泰梦桃传祥秉贵鹅阿恩一二海燕乐重阳长安儿绿女'];
const ABOUT = [
	'大庆油田钻井工',
	'纺织',
	'陕西',
	'全国劳动模范',
	'鞍山钢铁公司',
	'安装工',
	'2号高炉',
	'阿拉善',
	'重庆银行',
	'女工·绿化',
];
const WORDS = ['Wang Jinxi, oil', '1959 年', 'An Zhang', 'a1 works', '他说耐得住性子', 'O’Neil', 'Lü Bu'];
const SPECIAL = ['Norman Bethune', '“五月花”号', '3号井', '焦裕禄·林', 'ABC班组', '𠮷田', 'a'];
const FOUND = Array.from({ length: 400 }, (_, of): Findable<number> => ({
	...{
		of,
		name: of < SPECIAL.length ? SPECIAL[of]! : pick(SURNAMES) + pick(GIVEN) + (below(3) ? pick(GIVEN) : ''),
	},
	...{ person: below(6) > 0, about: [pick(ABOUT), pick(ABOUT)].slice(0, below(3)) },
	...{ words: [pick(WORDS), pick(WORDS)].slice(0, below(3)) },
}));

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const TYPED = [
	...['wangjinxi', '王jinxi', '大庆zuanjing', 'daqing youtian', 'wang 1959', '1959 wang', 'zhang 大庆 a'],
	...[
		'zhongyang',
		'chongyang',
		'yuchian',
		'moqijx',
		'norman be',
		'bethune',
		'“五月花”号',
		'五月',
		'3号',
		'abc班',
	],
	...['chongqingyinhang', 'zhongqingyin', 'nvgonglvhua', 'nugong', 'lyuan', 'luan', 'lü', '女工・绿'],
	...['焦裕禄·林', '焦裕禄林', 'eshan', 'laogong', 'ayin'],
	...['ouyanghaiyan', 'anshangang', 'quanguolaodong', 'o neil', '𠮷田', 'a1', 'a 1', 'WJX', '王 '],
];

it('finds what looking at everybody finds', () => {
	const scanned = scanOf(FOUND);
	const known = new Map<string, number[]>([['', FOUND.map(({ of }) => of)]]);
	const scan = (query: string): number[] => {
		const there = known.get(query.trim()) ?? scanned(query);
		known.set(query.trim(), there);
		return there;
	};
	const steps = indexing(FOUND);
	let step = steps.next();
	while (!step.done) step = steps.next();
	const index = step.value;
	const queries = [
		...LETTERS.flatMap((a) => [a, ...LETTERS.map((b) => a + b)]),
		...LETTERS.flatMap((a) => [`zh${a}`, `${a}an`, `wa${a}`, `an${a}`, `anz${a}`]),
		...TYPED.flatMap((typed) => Array.from(typed, (_, n) => typed.slice(0, n + 1))),
	];
	let hits = 0;
	for (const query of queries) {
		const found = index.find(query);
		hits += found.length;
		expect([query, found]).toEqual([query, scan(query)]);
	}
	// Letters taken away, and words begun anew.
	for (const query of [...queries].reverse())
		expect([query, index.find(query)]).toEqual([query, scan(query)]);
	expect(hits).toBeGreaterThan(5000);
});
