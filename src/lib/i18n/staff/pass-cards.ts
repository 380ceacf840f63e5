import type { Language } from '../../domain/text.ts';

const zh = {
	heading: '打印成卡片或不干胶（PDF）',
	names: '卡上的姓名',
	full: '完整姓名',
	masked: '隐去部分（王*明）',
	a4: 'A4，每页 10 张，带裁切线',
	cr80: '卡片打印机（CR80），每页 1 张',
	hint: '打印时选“实际大小”，不要缩放。查看器要装有中文字体；印不出的生僻字，请用上面的网页打印。',
	keep: '请妥善保管，勿转借',
	title: (course: string) => `入场码 · ${course}`,
};

export type PassCardWords = typeof zh;

const en: PassCardWords = {
	heading: 'As cards or stickers (PDF)',
	names: 'Names on the cards',
	full: 'In full',
	masked: 'Masked (王*明)',
	a4: 'A4, ten a page, with cut marks',
	cr80: 'Card printer (CR80), one a page',
	hint: 'Print at actual size, not scaled. The viewer needs a Chinese font; a rare character that it lacks is printed by the page above.',
	keep: 'Keep safe, do not lend',
	title: (course) => `Passes · ${course}`,
};

export const passCardWords = (language: Language): PassCardWords => (language === 'en' ? en : zh);
