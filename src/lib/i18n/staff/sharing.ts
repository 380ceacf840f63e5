import type { Language } from '../../domain/text.ts';

const zh = {
	nav: '入场码',
	heading: '可能转借的入场码',
	lead: '近两天，同一个入场码在几分钟内出现在两个场馆：可能转借、被截图，或由别人代扫。签到照常有效，请与本人核实。',
	none: '近两天没有这样的情况。',
	who: '姓名',
	first: '先在',
	then: '又在',
	unknown: '外来持码人',
	print: '要打印入场码，请从课次的名单页进入。',
	at: (time: string, venue: string, course: string) => `${time} ${venue} · ${course}`,
	minutes: (n: number) => (n < 1 ? '不到 1 分钟' : `相隔 ${n} 分钟`),
};

export type SharingWords = typeof zh;

const en: SharingWords = {
	nav: 'Passes',
	heading: 'Passes that may be lent',
	lead: 'In the last two days one pass was shown at two venues within minutes: lent, copied, or scanned for somebody else. The check-ins count; please ask the person.',
	none: 'Nothing of the kind in the last two days.',
	who: 'Name',
	first: 'First at',
	then: 'Then at',
	unknown: 'Holder of a foreign pass',
	print: 'To print passes, open the roster of a session.',
	at: (time, venue, course) => `${time} ${venue} · ${course}`,
	minutes: (n) => (n < 1 ? 'less than a minute apart' : `${n} min apart`),
};

export const sharingWords = (language: Language): SharingWords => (language === 'en' ? en : zh);
