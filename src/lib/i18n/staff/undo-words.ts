import type { Kept } from '../../domain/import-undo.ts';
import type { Language } from '../../domain/text.ts';

/** An import that is taken back, and what of it stays. */
const zh = {
	undo: '撤销这次导入',
	kept: '这些没有撤销，保持原样：',
	sessions: {
		changed: (of: string, n: number) => `${of}：${n} 节课后来改过`,
		people: (of: string, n: number) => `${of}：${n} 节课已有人报名或签到`,
		used: (of: string, n: number) => `${of}：${n} 节课还在用`,
	} satisfies Record<Kept['why'], (of: string, n: number) => string>,
	record: {
		changed: (what: string) => `${what}：后来改过`,
		people: (what: string) => `${what}：已有人报名`,
		used: (what: string) => `${what}：还有别的课在用`,
	} satisfies Record<Kept['why'], (what: string) => string>,
	more: (n: number) => `另有 ${n} 项`,
	allKept: '这次导入的课都已有人签到、报名，或后来改过，没有可以撤销的。',
};
const en: typeof zh = {
	undo: 'Undo this import',
	kept: 'These were not undone and stay as they are:',
	sessions: {
		changed: (of, n) => `${of}: ${n} sessions were changed since`,
		people: (of, n) => `${of}: people have signed up for or come to ${n} sessions`,
		used: (of, n) => `${of}: ${n} sessions are in use`,
	},
	record: {
		changed: (what) => `${what}: changed since`,
		people: (what) => `${what}: people have signed up`,
		used: (what) => `${what}: other classes use it`,
	},
	more: (n) => `and ${n} more`,
	allKept:
		'People have come to or signed up for all that was imported, or it was changed since: nothing can be undone.',
};

export const undoWords = (language: Language): typeof zh => (language === 'zh' ? zh : en);
