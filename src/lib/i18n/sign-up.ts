import type { SignUpReason, SignUpVerdict, WithdrawalVerdict } from '../domain/sign-up.ts';
import type { Language } from '../domain/text.ts';
import type { VerdictWords } from './verdict.ts';

interface ReasonWords {
	readonly title: string;
	readonly next: string;
}

const zhReason: Record<SignUpReason, ReasonWords> = {
	'not-offered': { title: '请到服务台报名', next: '这个班由工作人员办理报名' },
	'not-yet-open': { title: '报名还没有开始', next: '请在开始报名后再来' },
	closed: { title: '请改选其他班级', next: '这个班的报名已经结束' },
	barred: { title: '请到服务台', next: '工作人员会为您说明' },
	'no-shows': { title: '请到服务台报名', next: '近期有几次报名后没有到课，请先与工作人员确认' },
	'too-many': { title: '请先退出一个班', next: '您报名的班级已到上限' },
	full: { title: '请改选其他班级', next: '这个班和候补都已满；也可到服务台询问' },
	'too-late': { title: '请到服务台退出', next: '离上课已近，本机不能再办理退出' },
	'not-signed-up': { title: '您没有报这个班', next: '不用退出；要参加请先报名' },
	'cannot-tell': { title: '请到服务台办理', next: '本机暂时没有联网，查不到您的报名' },
};

const zh = {
	join: '报名',
	joinQueue: '候补登记',
	leave: '退出报名',
	joining: (course: string) => `报名：${course}`,
	leaving: (course: string) => `退出：${course}`,
	lead: '请出示入场码',
	leadWedge: '请把入场码对准扫码器',
	leaveLead: '出示入场码，即退出这个班',
	free: (n: number) => `还有 ${n} 个名额`,
	full: '已满员，可登记候补',
	fullAdvice: '可在这里登记候补，有空位时自动递补；也可改选其他班级',
	waiting: (n: number) => `${n} 人候补`,
	opens: (time: string) => `${time} 开始报名`,
	closes: (time: string) => `${time} 截止报名`,
	offline: '暂未联网',
	offlineText: '本机只能发放预留给它的名额，其他请到服务台',
	busy: '正在核对，请稍候',
	done: '完成',
	again: '下一位',
	back: '返回课程',
	others: '这门课的其他班级',
	seated: { kicker: '报名成功', title: '座位已为您留好', next: (when: string) => `上课时间：${when}` },
	seatedAnyTime: '上课时间请看课程页',
	waits: {
		kicker: '已登记候补',
		forNow: (place: number) => `暂列候补第 ${place} 位`,
		confirm: '稍后再出示一次入场码，可看确定的名次；有空位时自动为您递补',
		title: (place: number) => `候补第 ${place} 位`,
		next: '有空位时自动为您递补，可在手机或服务台查询',
	},
	alreadySeated: { kicker: '已经报名', title: '您已有座位', next: '不用再报，到时直接来上课' },
	alreadyWaits: { kicker: '已在候补', title: '您已在候补名单上' },
	withdrawn: { kicker: '已退出', title: '您已退出这个班', next: '名额会留给候补的学员' },
	notDone: '没有办理',
	desk: '请到服务台',
	failure: {
		full: { title: '请到服务台办理', next: '本机存储已满，没有记下' },
		broken: { title: '请到服务台办理', next: '本机无法保存，没有记下' },
	},
	leasedOut: { title: '请到服务台询问名额', next: '本机预留的名额已经发完，服务台可以为您办理' },
	reason: zhReason,
};

type SignUpWords = typeof zh;

const en: SignUpWords = {
	join: 'Sign up',
	joinQueue: 'Join the waiting list',
	leave: 'Withdraw',
	joining: (course) => `Sign up: ${course}`,
	leaving: (course) => `Withdraw: ${course}`,
	lead: 'Show your pass',
	leadWedge: 'Hold your pass to the scanner',
	leaveLead: 'Show your pass to withdraw from this class',
	free: (n) => `${n} seat${n === 1 ? '' : 's'} left`,
	full: 'Full: the waiting list is open',
	fullAdvice: 'Join the waiting list here, and you move up by yourself; or choose another class',
	waiting: (n) => `${n} waiting`,
	opens: (time) => `Sign-up opens ${time}`,
	closes: (time) => `Sign-up ends ${time}`,
	offline: 'Not connected',
	offlineText: 'This machine can give away only the seats that it holds; for others please ask the desk',
	busy: 'Checking, one moment',
	done: 'Done',
	again: 'Next person',
	back: 'Back to the class',
	others: 'Other classes of this course',
	seated: { kicker: 'Signed up', title: 'A seat is yours', next: (when) => `See you ${when}` },
	seatedAnyTime: 'The class’s page says when it meets',
	waits: {
		kicker: 'On the waiting list',
		forNow: (place) => `Number ${place} in line for now`,
		confirm:
			'Show your pass again shortly for your confirmed number; you move up by yourself when a seat is free',
		title: (place) => `Number ${place} in line`,
		next: 'You move up by yourself when a seat is free; your phone and the desk can tell',
	},
	alreadySeated: { kicker: 'Signed up already', title: 'You have a seat', next: 'Nothing to do: just come' },
	alreadyWaits: { kicker: 'Waiting already', title: 'You are on the waiting list' },
	withdrawn: {
		kicker: 'Withdrawn',
		title: 'You are off the list',
		next: 'Your seat goes to whoever waits for one',
	},
	notDone: 'Not done',
	desk: 'Please ask the desk',
	failure: {
		full: { title: 'Please go to the desk', next: 'This machine’s storage is full: nothing was recorded' },
		broken: { title: 'Please go to the desk', next: 'This machine cannot save: nothing was recorded' },
	},
	leasedOut: {
		title: 'Please ask the desk for a seat',
		next: 'This machine has given away the seats that it held; the desk can help',
	},
	reason: {
		'not-offered': { title: 'Please sign up at the desk', next: 'Staff take sign-ups for this class' },
		'not-yet-open': { title: 'Sign-up has not begun', next: 'Please come back when it has' },
		closed: { title: 'Please choose another class', next: 'Sign-up for this one is over' },
		barred: { title: 'Please go to the desk', next: 'Staff will explain' },
		'no-shows': {
			title: 'Please sign up at the desk',
			next: 'You missed some classes lately; please talk to staff first',
		},
		'too-many': { title: 'Withdraw from a class first', next: 'You have as many as one may have' },
		full: { title: 'Please choose another class', next: 'Class and waiting list are full; or ask the desk' },
		'too-late': { title: 'Please withdraw at the desk', next: 'The class is too near for this machine' },
		'not-signed-up': {
			title: 'You are not in this class',
			next: 'Nothing to withdraw from; to join, sign up',
		},
		'cannot-tell': {
			title: 'Please go to the desk',
			next: 'This machine is not connected and cannot see your sign-ups',
		},
	},
};

const dictionaries: Record<Language, SignUpWords> = { zh, en };

export const signUpWords = (language: Language): SignUpWords => dictionaries[language];

export interface SignUpSetting {
	readonly language: Language;
	/** When the next session meets, in words; null where none is to come. */
	readonly next: string | null;
	/** The hub has decided; else this machine, by what it holds. */
	readonly asked: boolean;
}

const NOWHERE = { notes: [], room: null, leads: false } as const;

/** What came of it in words: first what it means, then what to do. */
export function signUpVerdictWords(
	verdict: SignUpVerdict | WithdrawalVerdict,
	{ language, next, asked }: SignUpSetting,
): VerdictWords {
	const text = signUpWords(language);
	switch (verdict.outcome) {
		case 'seated': {
			const { kicker, title } = text.seated;
			const said = next === null ? text.seatedAnyTime : text.seated.next(next);
			return { ...NOWHERE, kicker, title, next: said, tone: 'welcome' };
		}
		case 'waiting': {
			// Nothing was written when the hub said so: another kiosk may have told the same place meanwhile.
			const { kicker, forNow, confirm } = text.waits;
			return { ...NOWHERE, kicker, title: forNow(verdict.place), next: confirm, tone: 'attention' };
		}
		case 'withdrawn':
			return { ...NOWHERE, ...text.withdrawn, tone: 'welcome' };
		case 'already': {
			const { standing } = verdict;
			if (standing.is !== 'waiting') return { ...NOWHERE, ...text.alreadySeated, tone: 'attention' };
			// Only the hub knows who else waits.
			const title = asked ? text.waits.title(standing.place) : text.alreadyWaits.title;
			return { ...NOWHERE, ...text.alreadyWaits, title, next: text.waits.next, tone: 'attention' };
		}
		case 'ask-desk':
		case 'refused': {
			const desk = verdict.outcome === 'ask-desk';
			const said = desk && verdict.reason === 'full' ? text.leasedOut : text.reason[verdict.reason];
			return {
				...{ ...NOWHERE, ...said },
				kicker: desk ? text.desk : text.notDone,
				tone: desk ? 'attention' : 'refused',
			};
		}
	}
}
