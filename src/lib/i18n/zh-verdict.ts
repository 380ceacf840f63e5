import type { RefusalReason } from '../domain/admission.ts';
import type { Flag } from '../domain/fact.ts';

/** What a reason says at the door: first what to do, then why and the way out. */
export interface ReasonWords {
	title: string;
	next: string;
}

const reason: Record<RefusalReason, ReasonWords> = {
	unreadable: {
		title: '请再扫一次入场码',
		next: '把手机调亮，码放正、离远一点；仍不行请到服务台',
	},
	'unsupported-version': { title: '请到服务台签到', next: '这个码的格式较新，本机还不认识' },
	'unknown-issuer': { title: '请出示本市工会的入场码', next: '此码由其他单位签发，可到服务台咨询' },
	forged: { title: '请在手机上重新打开入场码', next: '此码没有通过核验；仍不行请到服务台' },
	'not-yet-valid': { title: '请在生效日之后使用此码', next: '入场码还没有生效，急用请到服务台' },
	expired: { title: '此码已过期，请在手机上刷新', next: '刷新不了时，请到服务台换领' },
	revoked: { title: '请使用新的入场码', next: '此码已停用；没有新码请到服务台换领' },
	'stale-code': { title: '请在手机上刷新入场码', next: '入场码每十秒更换，截图不能用；仍不行请到服务台' },
	'live-only': { title: '请出示手机上的动态码', next: '这里不收打印的码；没有手机请到服务台' },
	barred: { title: '请到服务台', next: '工作人员会为您说明' },
	guest: { title: '请到服务台登记', next: '这节课的访客由工作人员登记入场' },
	'not-enrolled': { title: '请到服务台现场报名', next: '这个班的名单里还没有您' },
	waiting: { title: '请到服务台候补', next: '您在候补名单上，目前还没有空位' },
	full: { title: '请到服务台询问余位', next: '这节课的座位已经满了' },
	'other-class': { title: '您的课在另一间教室', next: '请按这里的地点前往' },
	'wrong-room': { title: '您的课不在这个房间', next: '请按这里的地点前往' },
	'other-venue': { title: '请到您报名的场馆签到', next: '您的课不在本馆' },
	'no-class-today': { title: '今天没有您的课', next: '可在手机上查看课表，或到服务台询问' },
	'too-early': { title: '请稍候', next: '还没有到签到时间' },
	closed: { title: '补签请到服务台', next: '这节课的签到已经结束' },
	cancelled: { title: '本次课已取消', next: '请留意补课通知，或到服务台改选场次' },
	'other-union': {
		title: '请选择面向您所在工会的课程',
		next: '这节课只对指定工会的会员开放，可到服务台咨询',
	},
	prerequisite: { title: '请先参加前面的课程', next: '这节课有先修要求，可到服务台查询进度' },
	'day-limit': { title: '请改天再来', next: '今天参加的次数已到上限；有疑问请到服务台' },
	'week-limit': { title: '请下周再来', next: '本周参加的次数已到上限；有疑问请到服务台' },
	rule: { title: '请到服务台办理', next: '按本场馆的规定，这次不能在这里签到' },
	'cannot-tell': { title: '请到服务台签到', next: '本机暂时查不到名单，服务台可以为您办理' },
};

/** Null: a note for staff only; the visitor has nothing to do about it. */
const flag: Record<Flag, string | null> = {
	late: '已经开课，请轻声入场',
	'walk-in': '已按现场加入登记',
	'enrollment-unknown': '名单稍后核对，请先入座',
	'time-unknown': '时间稍后核对，请先入座',
	'clock-skewed': null,
	'device-revoked': null,
	guest: '已按访客登记',
	companion: '已随同行人员登记',
	override: null,
	leased: null,
	'moved-up': '候补成功，已为您安排座位',
	'seats-unknown': '座位稍后核对，请先入座',
	'over-capacity': '座位可能不够，请听从工作人员安排',
	'eligibility-unknown': '资格稍后核对，请先入座',
	'limit-unknown': null,
	'not-live': null,
	'foreign-ticket': '已按外部票登记',
	'revocation-unknown': null,
	'from-paper': null,
};

/** Words of a verdict. Every outcome says what to do next. */
export const verdict = {
	kicker: {
		admitted: '签到成功',
		'already-in': '已经签到',
		'ask-desk': '工作人员为您办理',
		refused: '暂未签到',
	},
	goTo: (place: string) => `请到 ${place}`,
	goToRoom: (floor: string, number: string) => `请到 ${floor} ${number} 室`,
	hello: (name: string) => `${name}，您好`,
	starts: (course: string, time: string) => `${course} · ${time} 开课`,
	back: '欢迎回来',
	party: (people: number) => `共 ${people} 人入场`,
	already: (time: string) => `${time} 已签到，不用再扫`,
	waitUntil: (time: string) => `${time} 开始签到，请稍候`,
	/** A class that is elsewhere, cancelled or over is named. */
	course: (course: string, time: string) => `${course} · ${time}`,
	reason,
	flag,
	failure: {
		full: { title: '请到服务台签到', next: '本机存储已满，签到没有记下' },
		broken: { title: '请到服务台签到', next: '本机无法保存，签到没有记下' },
	},
	notRecorded: '没有签到',
};
