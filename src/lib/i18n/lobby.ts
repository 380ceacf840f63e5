import type { Language } from '../domain/text.ts';

/** Words of the lobby display. Chinese is the source of the type. */
const zh = {
	page: (page: number, pages: number) => `${page}/${pages}`,
	hours: (spans: string) => `今日开放 ${spans}`,
	closedToday: '今日不对外开放',
	until: (time: string) => `至 ${time}`,
	scan: '手机扫码签到',
	scanHow: '微信或相机扫一扫，二维码每 10 秒更新',
	codeAway: '二维码暂时取不到，请到触摸屏扫入场码签到',
	phase: { now: '正在上课', next: '即将开始', later: '稍后', over: '已结束' },
	/** Above the classes that are listed. */
	done: '今天的课程已全部结束',
	thanks: '感谢光临，再见',
	freeDay: '今天没有课程',
	classesOf: (day: string) => `${day}的课程`,
	nothing: '近期没有排课',
	nothingText: '欢迎参观劳模风采展；课程报名请到服务台',
	unknown: '今天的课程尚不清楚',
	left: (n: number) => `稍后还有 ${n} 节`,
	important: '重要通知',
	notices: '馆内通知',
	exhibit: '劳模风采',
	asOf: (when: string) => `数据截至 ${when}`,
	mayDiffer: '今天的课程可能有变动，请以教室门口或服务台为准',
	clockUnsure: '时间待校准，暂不显示上课状态',
};

export type LobbyWords = typeof zh;

const en: LobbyWords = {
	page: (page, pages) => `${page}/${pages}`,
	hours: (spans) => `Open today ${spans}`,
	closedToday: 'Closed today',
	until: (time) => `to ${time}`,
	scan: 'Scan to check in',
	scanHow: 'With your phone’s camera; a new code every 10 s',
	codeAway: 'No code right now: check in with your pass at the touch screen',
	phase: { now: 'On now', next: 'Next', later: 'Later', over: 'Over' },
	done: 'Today’s classes are over',
	thanks: 'Thank you for coming',
	freeDay: 'No classes today',
	classesOf: (day) => `Classes ${day}`,
	nothing: 'No classes are scheduled soon',
	nothingText: 'Come and see the exhibition; sign up for classes at the desk',
	unknown: 'Today’s classes are not known yet',
	left: (n) => `${n} more later`,
	important: 'Important',
	notices: 'Notices',
	exhibit: 'Model workers',
	asOf: (when) => `Data of ${when}`,
	mayDiffer: 'Today’s classes may differ: look at the door, or ask the desk',
	clockUnsure: 'The clock is being set: what is on now cannot be said',
};

export const lobbyWords = (language: Language): LobbyWords => (language === 'zh' ? zh : en);
