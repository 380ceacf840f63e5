import type { Language } from '../domain/text.ts';

/** Words of the page at a kiosk where staff raise or end an emergency. Chinese is the source of the type. */
const zh = {
	title: '紧急通知（工作人员）',
	lead: '会占满本馆所有屏幕，到时自动结束。请按实际情况选择',
	what: '发生了什么',
	how: '显示多久',
	minutes: (n: number) => (n < 60 ? `${n} 分钟` : `${n / 60} 小时`),
	checkIn: '期间签到',
	checkInOn: '照常签到',
	checkInOff: '暂停签到',
	reachAll: '主机已连接：确认后本馆所有屏幕随即显示。若刚刚断网，先只有这台屏幕显示，连上后送达',
	reachHere: '主机未连接：现在只有这台屏幕显示。主机恢复后，其他屏幕会自动显示，直到失效',
	next: '下一步：输入 PIN',
	back: '返回',
	change: '修改选择',
	who: '请选择您的姓名',
	other: '换人',
	pin: '输入 PIN 后立即显示',
	pinEnd: '输入 PIN 结束紧急通知',
	raise: '发出',
	end: '结束',
	endTitle: '工作人员：结束',
	cancel: '返回通知',
	entered: (n: number) => `已输入 ${n} 位`,
	erase: '退格',
	busy: '正在核对',
	wait: (seconds: number) => `请等 ${seconds} 秒再试`,
	none: '本机还没有可用的 PIN',
	noneText: '请连上主机，并在工作台“平板 PIN”页设置 PIN；也可在工作台“通知”页发出',
	problem: {
		wrong: (left: number) => (left > 0 ? `PIN 不对，还可以试 ${left} 次` : '试错次数太多，连上主机后恢复'),
		'no-key': () => 'PIN 已失效，请连上主机后再试',
		failed: () => '没有核对成功，请再试一次',
		full: () => '本机存储已满，没有发出',
		broken: () => '本机无法保存，没有发出',
		wait: () => '请稍候再试',
	},
};

export type EmergencyDeskWords = typeof zh;

const en: EmergencyDeskWords = {
	title: 'Emergency message (staff)',
	lead: 'It takes over every screen of the venue and ends by itself. Choose what is true',
	what: 'What has happened',
	how: 'For how long',
	minutes: (n) => (n < 60 ? `${n} min` : `${n / 60} h`),
	checkIn: 'Check-in meanwhile',
	checkInOn: 'goes on',
	checkInOff: 'is paused',
	reachAll:
		'The hub is there: every screen of the venue shows it at once. If the network has just gone, only this one does until it is back',
	reachHere:
		'The hub is away: only this screen shows it for now. The others will when the hub is back, until it ends',
	next: 'Next: your PIN',
	back: 'Back',
	change: 'Change',
	who: 'Who are you?',
	other: 'Somebody else',
	pin: 'It is shown as soon as the PIN is right',
	pinEnd: 'Enter your PIN to end the message',
	raise: 'Raise',
	end: 'End it',
	endTitle: 'Staff: end it',
	cancel: 'Back to the message',
	entered: (n) => `${n} entered`,
	erase: 'Erase',
	busy: 'Checking',
	wait: (seconds) => `Wait ${seconds} s`,
	none: 'No PIN is known here yet',
	noneText:
		'Connect to the hub and set one on the “Tablet PIN” page; or raise it in the console, under “Notices”',
	problem: {
		wrong: (left) => (left > 0 ? `Wrong PIN; ${left} tries left` : 'Too many tries; connect to the hub'),
		'no-key': () => 'This PIN is no longer good; connect to the hub and try again',
		failed: () => 'It could not be checked; try again',
		full: () => 'Storage is full: nothing was raised',
		broken: () => 'This machine cannot save: nothing was raised',
		wait: () => 'Wait a moment',
	},
};

export const emergencyDeskWords = (language: Language): EmergencyDeskWords => (language === 'zh' ? zh : en);
