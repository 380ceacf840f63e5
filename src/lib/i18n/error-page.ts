import type { Language } from '../domain/text.ts';

/** Words of the error page. Apart from the others: a kiosk loads this page at the start, to have it without a network. */
const zh = {
	brand: '宫站',
	notFound: ['没有这一页', '地址可能输错了，或者内容已经移走。'],
	forbidden: ['不能打开此页', '请换一个账号登录，或联系场馆负责人。'],
	busy: ['请稍候再试', '同时使用的人太多了，过一分钟再试。'],
	away: ['数据暂时取不到', '站点照常签到。请过一会儿再试；如果一直这样，请告诉负责这台服务器的人。'],
	full: ['服务器的硬盘满了', '现在存不下改动；站点的签到都缓存着。请负责这台服务器的人腾出空间。'],
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
	away: [
		'The data cannot be reached just now',
		'Kiosks go on checking in. Try again in a while; if it stays, tell whoever looks after this server.',
	],
	full: [
		'The server’s disk is full',
		'No change can be stored; kiosks keep their check-ins. Ask whoever looks after this server to make room.',
	],
	other: ['Something went wrong', 'Try again in a while; if it stays, tell the staff.'],
	home: 'To the front page',
	report: 'Tell the staff this number:',
};

/** The storage cannot be reached, or has no room left. */
export type Outage = 'away' | 'full';

/** What went wrong in words, by HTTP status: a heading and the way out. */
export function errorPageWords(language: Language, status: number, outage?: Outage) {
	const words = language === 'en' ? en : zh;
	const [heading, next] = words[outage ?? BY_STATUS[status] ?? 'other'];
	return { ...words, heading, next };
}

const BY_STATUS: Record<number, 'notFound' | 'forbidden' | 'busy'> = {
	...{ 404: 'notFound', 401: 'forbidden', 403: 'forbidden', 429: 'busy' },
};
