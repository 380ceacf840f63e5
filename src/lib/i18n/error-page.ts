import type { Language } from '../domain/text.ts';

/** Words of the error page. Apart from the others: a kiosk loads this page at the start, to have it without a network. */
const zh = {
	brand: '宫站',
	notFound: ['没有这一页', '地址可能输错了，或者内容已经移走。'],
	forbidden: ['不能打开此页', '请换一个账号登录，或联系场馆负责人。'],
	busy: ['请稍候再试', '同时使用的人太多了，过一分钟再试。'],
	other: ['出了点问题', '请稍后再试；如果一直这样，请告诉工作人员。'],
	home: '回到首页',
	report: '告诉工作人员这个编号：',
};
export type ErrorPageWords = typeof zh;

const en: ErrorPageWords = {
	brand: 'Gongzhan',
	notFound: ['There is no such page', 'The address may be mistyped, or what was here has moved.'],
	forbidden: ['This page is not open to you', 'Sign in with another account or ask the venue manager.'],
	busy: ['Please try again soon', 'Too many people at once: wait a minute.'],
	other: ['Something went wrong', 'Try again in a while; if it stays, tell the staff.'],
	home: 'To the front page',
	report: 'Tell the staff this number:',
};

/** What went wrong in words, by HTTP status: a heading and the way out. */
export function errorPageWords(language: Language, status: number) {
	const words = language === 'en' ? en : zh;
	const [heading, next] =
		status === 404
			? words.notFound
			: status === 401 || status === 403
				? words.forbidden
				: status === 429
					? words.busy
					: words.other;
	return { ...words, heading, next };
}
