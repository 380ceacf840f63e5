import type { Language } from '../../domain/text.ts';

/** What an import of a timetable leaves for staff to settle. */
const zh = {
	heading: '请核对：导入不会移走或挪动已有的课次',
	lead: '文件改过以后再导入，原来排的课次还在。不要的，请在课程表里一次次移走或改时间，也可以成批处理。',
	unnamed: (count: number) => `课表里有、文件里没有的 ${count} 节课：`,
	otherwise: (count: number) => `教室或时间和文件不一样的 ${count} 节课，保持原样：`,
	added: (count: number) => `在已有的课次之外又添的 ${count} 节课：`,
	comma: '、',
	more: (count: number) => ` 等，另有 ${count} 节`,
	moreClasses: (count: number) => `还有 ${count} 个班也要核对。`,
	schedule: '打开课程表',
	bulk: '成批处理',
};
const en: typeof zh = {
	heading: 'To check: an import removes and moves no sessions that stand',
	lead: 'What was put up before a file was corrected still stands. Remove or move what is not wanted in the schedule, one by one, or many at once.',
	unnamed: (count) => `${count} in the schedule that the file does not name: `,
	otherwise: (count) => `${count} in another room or at another time than the file says, left as they are: `,
	added: (count) => `${count} added to those that the class has: `,
	comma: ', ',
	more: (count) => ` and ${count} more`,
	moreClasses: (count) => `${count} more classes need a look.`,
	schedule: 'Open the schedule',
	bulk: 'Many at once',
};

export const importStandingWords = (language: Language): typeof zh => (language === 'zh' ? zh : en);
