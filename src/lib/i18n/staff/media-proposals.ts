import type { ProposalFault } from '../../domain/media-proposal.ts';
import type { Language } from '../../domain/text.ts';

/** Changes of pictures and recordings on show that wait for a second person. */
const zh = {
	heading: '等待确认的改动',
	listHeading: '图片与影音的改动',
	lead: '观众看到的还是旧的，确认后才换成新的。',
	label: '说明与来源',
	captions: (language: string) => `字幕：${language}`,
	by: (name: string, at: string) => `${name} 提出于 ${at}`,
	field: { caption: '说明文字', captionEn: '说明文字（英文）', credit: '来源或作者' },
	cue: (n: number) => `第 ${n} 句`,
	removed: '全部删除',
	more: (n: number) => `还有 ${n} 处改动，请下载新字幕查看`,
	file: '下载新字幕',
	track: (language: string) => `${language}（等待确认）`,
	confirm: '确认，让观众看到',
	turnDown: '不同意',
	takeBack: '收回',
	own: '这是您提出或改过的，请另一位同事确认。',
	total: (n: number, of: number) => `这里是等得最久的 ${n} 条，共 ${of} 条；处理完再看其余的。`,
	onShow:
		'它正在展出、可能再展出，或所在的内容送审过：说明和来源的改动，要由另一位同事确认后，观众才看得到。',
	onShowCaptions:
		'它正在展出、可能再展出，或所在的内容送审过：字幕的改动，要由另一位同事确认后，观众才看得到。',
	again: '下面填的是等待确认的说明。再改一次，就换掉上一次的改动。',
	propose: '提交改动',
	proposeCaptions: '提交字幕',
	dropCaptions: (language: string) => `删除字幕：${language}`,
	done: {
		proposed: '已提交。请另一位同事确认，在那以前观众看到的还是旧的。',
		confirmed: '已确认，观众现在看到的是新的。',
		'turn-down': '没有同意这项改动，观众看到的不变。',
		'take-back': '已收回，观众看到的不变。',
	},
	fault: {
		'changed-since': '您打开以后，这项改动又改过或已经处理。请看过现在的再决定。',
		'own-work': '您提出或改过的，不能自己确认，请另一位同事来。',
	} satisfies Record<ProposalFault, string>,
};

export type MediaProposalWords = typeof zh;

const en: MediaProposalWords = {
	heading: 'Changes that wait for a colleague',
	listHeading: 'Changes of pictures and recordings',
	lead: 'Visitors go on seeing what was there until a change is confirmed.',
	label: 'Caption and credit',
	captions: (language) => `Captions: ${language}`,
	by: (name, at) => `Proposed by ${name}, ${at}`,
	field: { caption: 'Caption', captionEn: 'Caption in English', credit: 'Source or author' },
	cue: (n) => `Line ${n}`,
	removed: 'All of them go',
	more: (n) => `${n} more changes: download the new captions to see them`,
	file: 'Download the new captions',
	track: (language) => `${language} (proposed)`,
	confirm: 'Confirm for visitors',
	turnDown: 'Turn down',
	takeBack: 'Take back',
	own: 'You have proposed or changed this: please ask a colleague to confirm it.',
	total: (n, of) =>
		`These ${n} have waited longest, of ${of} in all; the others follow when they are settled.`,
	onShow:
		'It is on show, may be again, or is in an exhibit that was sent for review: a colleague confirms changes of its caption and credit before visitors see them.',
	onShowCaptions:
		'It is on show, may be again, or is in an exhibit that was sent for review: a colleague confirms new captions before visitors see them.',
	again: 'Below is the caption that waits to be confirmed. Another change takes its place.',
	propose: 'Propose',
	proposeCaptions: 'Propose captions',
	dropCaptions: (language) => `Remove captions: ${language}`,
	done: {
		proposed: 'Proposed. Visitors go on seeing what was there until a colleague confirms it.',
		confirmed: 'Confirmed: visitors see it now.',
		'turn-down': 'Turned down: visitors see what they saw before.',
		'take-back': 'Taken back: visitors see what they saw before.',
	},
	fault: {
		'changed-since': 'It was changed or settled since you opened this. Please look at what is there now.',
		'own-work': 'You have proposed or changed this, so somebody else confirms it.',
	},
};

export const mediaProposalWords = (language: Language): MediaProposalWords => (language === 'zh' ? zh : en);
