import type { Language } from '../domain/text.ts';

/** Words at the door for those who scan again, who leave, and who come without a class. Chinese is the source of the type. */
const zh = {
	/** On the verdict of somebody who is in already: a question, and the button that says yes. */
	offer: {
		undo: { ask: '签错了？', yes: '撤销签到' },
		leave: { ask: '要离开了？', yes: '我要离场' },
	},
	done: {
		undo: { kicker: '已撤销', title: '这次签到已撤销', next: '要上课时，请再扫一次入场码' },
		leave: { kicker: '已离场', title: '再见，路上小心', next: '回来时，请再扫一次入场码' },
	},
	notDone: {
		kicker: '没有记下',
		title: '请到服务台办理',
		next: { full: '本机存储已满，刚才的操作没有记下', broken: '本机无法保存，刚才的操作没有记下' },
	},
	/** A visit (场馆打卡). */
	visit: {
		name: '到馆打卡',
		kicker: '打卡成功',
		title: '欢迎光临',
		next: (venue: string) => `${venue} · 今天的到馆已记下`,
		already: (time: string) => `今天 ${time} 已打卡，不用再扫`,
		today: '今日到馆',
		people: (n: number) => `${n} 人次`,
	},
	/** Several who came in with one pass. */
	party: (n: number) => `一行 ${n} 人`,
	/** Off-site: the address is what people look for. */
	address: (address: string) => `地址：${address}`,
	offsite: '馆外',
};

type ComingsWords = typeof zh;

const en: ComingsWords = {
	offer: {
		undo: { ask: 'Checked in by mistake?', yes: 'Undo check-in' },
		leave: { ask: 'Leaving?', yes: 'Check out' },
	},
	done: {
		undo: {
			kicker: 'Undone',
			title: 'Your check-in is undone',
			next: 'To attend, show your pass once more',
		},
		leave: {
			kicker: 'Checked out',
			title: 'Goodbye, take care',
			next: 'When you come back, show your pass once more',
		},
	},
	notDone: {
		kicker: 'Not recorded',
		title: 'Please go to the desk',
		next: {
			full: 'This machine’s storage is full: nothing was changed',
			broken: 'This machine cannot save: nothing was changed',
		},
	},
	visit: {
		name: 'Visit',
		kicker: 'Counted',
		title: 'Welcome',
		next: (venue) => `${venue} · today’s visit is counted`,
		already: (time) => `Counted today at ${time}: no need to scan again`,
		today: 'Visits today',
		people: (n) => `${n}`,
	},
	party: (n) => `Party of ${n}`,
	address: (address) => `Address: ${address}`,
	offsite: 'Elsewhere',
};

export const comingsWords = (language: Language): ComingsWords => (language === 'zh' ? zh : en);
