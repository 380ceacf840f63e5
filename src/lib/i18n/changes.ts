import type { Language } from '../domain/text.ts';

/** What is other about a class than was announced. Chinese is the source of the type. */
const zh = {
	cancelled: '停课',
	moved: '换教室',
	retimed: '改时间',
	substitute: '代课',
	/** What was announced. */
	was: (place: string) => `原 ${place}`,
	taughtBy: (name: string) => `由${name}代课`,
	heading: '今日变动',
};

export type ChangeWords = typeof zh;

const en: ChangeWords = {
	cancelled: 'Cancelled',
	moved: 'New room',
	retimed: 'New time',
	substitute: 'Substitute',
	was: (place) => `was ${place}`,
	taughtBy: (name) => `with ${name}`,
	heading: 'Changes today',
};

export const changeWords = (language: Language): ChangeWords => (language === 'zh' ? zh : en);
