import type { HONOUR_KINDS, HONOUR_LEVELS, MOTIFS } from '../../domain/exhibit.ts';

/** A table of model workers, as unions keep them: what columns are called, and what their words mean. */

export const PEOPLE_COLUMNS = {
	name: ['姓名', '名字', '劳模姓名', 'name'],
	reading: ['拼音', '读音', 'reading', 'pinyin'],
	english: ['英文名', '英文姓名', 'english name'],
	born: ['出生年', '出生年份', '出生年月', '出生日期', 'born'],
	died: ['去世年', '逝世年份', '去世年份', '卒年', 'died'],
	work: ['工作单位', '单位', '职务', '工作单位及职务', '单位职务', '岗位', '工种', 'work'],
	trade: ['行业', '所属行业', 'trade'],
	home: ['籍贯', '地区', '所在地', '地市', 'home'],
	honour: ['荣誉', '荣誉称号', '称号', '奖项', 'honour', 'honor', 'title'],
	level: ['级别', '荣誉级别', 'level'],
	year: ['年份', '获奖年份', '授予年份', '授予时间', '表彰年份', 'year'],
	issuer: ['授予单位', '颁发单位', '表彰单位', 'issuer'],
	source: ['出处', '来源', '文号', '依据', 'source'],
	summary: ['简介', '一句话', '摘要', 'summary'],
	story: ['事迹', '先进事迹', '主要事迹', '事迹简介', 'story'],
	quote: ['名言', '格言', '原话', '语录', '座右铭', 'quote'],
} as const satisfies Record<string, readonly string[]>;
export type PeopleColumn = keyof typeof PEOPLE_COLUMNS;
export const NEEDED: readonly PeopleColumn[] = ['name', 'honour', 'year'];

type Level = (typeof HONOUR_LEVELS)[number];
export function levelOf(said: string, title: string, issuer: string): Level {
	const text = said === '' ? `${title} ${issuer}` : said;
	if (/全国|国家|中华|中国|大国|national/i.test(text)) return 'national';
	if (/省|自治区|直辖|北京市|上海市|天津市|重庆市|provinc/i.test(text)) return 'province';
	if (/市|州|盟|city/i.test(text)) return 'city';
	return said === '' && text.trim() === ''
		? 'venue'
		: /厂|公司|馆|宫|区|县|venue/i.test(text)
			? 'venue'
			: 'city';
}

type HonourKind = (typeof HONOUR_KINDS)[number];
export function kindOf(title: string): HonourKind | undefined {
	if (/劳动模范|劳模|先进生产者|先进工作者/.test(title)) return 'model-worker';
	if (/五一劳动奖章/.test(title)) return 'may-day-medal';
	return /工匠|技术能手|首席技师/.test(title) ? 'craftsman' : undefined;
}

type Motif = (typeof MOTIFS)[number];
const MOTIF_OF: readonly [RegExp, Motif][] = [
	[/船/, 'shipyard'],
	[/钢|冶|铁(?!路|道)/, 'steel'],
	[/石油|油田|石化/, 'oil'],
	[/纺|织|服装|丝/, 'textile'],
	[/铁路|铁道|机车|地铁|公交|运输|司机/, 'railway'],
	[/煤|矿|地质/, 'mine'],
	[/农|林|牧|渔|粮/, 'farm'],
	[/商|店|售货|餐|酒店|服务/, 'shop'],
	[/邮|快递|电信|通信/, 'post'],
	[/环卫|市政|建筑|建设|供水|供电|电力|物业|医|教/, 'city'],
	[/科|研究|航天|电子|软件|信息/, 'science'],
];
export const motifOf = (text: string): Motif =>
	MOTIF_OF.find(([pattern]) => pattern.test(text))?.[1] ?? 'machine';

/** Syllables a–z, ü as v: of pinyin with or without marks or numbers for its tones. Null where it is none. */
export function readingOf(said: string): string | null {
	const plain = said
		.normalize('NFD')
		.replaceAll(/u\u0308/gi, 'v')
		.replaceAll(/[\u0300-\u036f]|(?<=[a-z])[1-5]/gi, '')
		.toLowerCase()
		.replaceAll(/[\s'’·-]+/g, ' ')
		.trim();
	return /^[a-z]+(?: [a-z]+)*$/.test(plain) ? plain : null;
}
