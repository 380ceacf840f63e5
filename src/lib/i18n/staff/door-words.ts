import type { Language } from '../../domain/text.ts';

/** Words of the page on which staff say whose door a machine stands at. Chinese is the source of the type. */
const zh = {
	open: '设置签到位置',
	heading: (device: string) => `“${device}”放在哪里？`,
	lead: '放在教室门口或带到馆外上课时，选定教室或课次，扫码就签那里的课。放在大厅选“全馆”。离线也有效。',
	label: '签到位置',
	whole: '全馆课程（大厅）',
	rooms: '教室门口',
	sessions: '指定课次',
	save: '保存',
	back: '返回设备',
	saved: '已保存，设备联网后生效',
	gone: '这间教室或这节课已经不在了，请重新选择',
};

export type DoorWords = typeof zh;

const en: DoorWords = {
	open: 'Set its door',
	heading: (device) => `Where does “${device}” stand?`,
	lead: 'At a classroom’s door, or taken to a class elsewhere: choose the room or the session, and passes shown there check in to it. In the lobby choose the whole house. It holds without a network too.',
	label: 'Checks in for',
	whole: 'Every class (lobby)',
	rooms: 'At the door of',
	sessions: 'One session',
	save: 'Save',
	back: 'Back to devices',
	saved: 'Saved. It takes effect once the device has heard of it',
	gone: 'That room or session is no longer there: please choose again',
};

export const doorPageWords = (language: Language): DoorWords => (language === 'zh' ? zh : en);
