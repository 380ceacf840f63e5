import type { EmergencyKind } from '../domain/emergency.ts';
import type { Language } from '../domain/text.ts';

/** Words of emergency messages: what it is, what to do now, how to get help. Chinese is the source of the type. */
const zh = {
	kinds: {
		evacuate: {
			name: '疏散',
			title: '请立即离开本馆',
			do: '听从工作人员指挥，走最近的安全出口，不乘电梯，不返回取物',
			help: '火警 119',
		},
		shelter: {
			name: '就地避险',
			title: '请留在室内，就地避险',
			do: '远离门窗，保护头部，等待工作人员通知',
			help: '报警 110',
		},
		medical: {
			name: '医疗急救',
			title: '馆内正在急救，请让出通道',
			do: '会急救的医护人员请到服务台；其他人请勿围观',
			help: '急救 120',
		},
		weather: {
			name: '极端天气',
			title: '极端天气，请暂留馆内',
			do: '不要急于外出；接送请等天气好转，以工作人员通知为准',
			help: '求助 110',
		},
		closure: {
			name: '临时闭馆',
			title: '本馆临时关闭',
			do: '请有序离场；今天的课程安排以工作人员通知为准',
			help: '服务热线 12351',
		},
	} satisfies Record<EmergencyKind, { name: string; title: string; do: string; help: string }>,
	kicker: '紧急通知',
	desk: (phone: string) => `服务台 ${phone}`,
	askStaff: '需要帮助：请找身边的工作人员，或到服务台',
	checkIn: '签到照常，可以继续扫码',
	noCheckIn: '暂停签到；已完成的签到都已保存',
	until: (time: string) => `有效至 ${time}`,
	/** On the machine where it was raised, until the hub knows of it. */
	hereOnly: '现在只有这台屏幕显示。连上主机后，本馆其他屏幕会自动显示，直到失效',
	/** Staff at work put it aside for themselves. */
	aside: '收起，继续工作',
	again: '展开',
};

export type EmergencyWords = typeof zh;

const en: EmergencyWords = {
	kinds: {
		evacuate: {
			name: 'Evacuation',
			title: 'Leave the building now',
			do: 'Follow the staff to the nearest exit. No lifts. Do not go back for anything',
			help: 'Fire: 119',
		},
		shelter: {
			name: 'Take shelter',
			title: 'Stay inside and take shelter',
			do: 'Keep away from doors and windows, protect your head, wait for the staff',
			help: 'Police: 110',
		},
		medical: {
			name: 'Medical emergency',
			title: 'First aid under way: keep the way clear',
			do: 'Doctors and nurses please come to the desk; everybody else please stand back',
			help: 'Ambulance: 120',
		},
		weather: {
			name: 'Extreme weather',
			title: 'Extreme weather: please stay inside',
			do: 'Do not go out yet; the staff will say when it is safe',
			help: 'Help: 110',
		},
		closure: {
			name: 'Closed for now',
			title: 'The building is closed for now',
			do: 'Please leave calmly; the staff will say what becomes of today’s classes',
			help: 'Hotline: 12351',
		},
	},
	kicker: 'Emergency',
	desk: (phone) => `Desk: ${phone}`,
	askStaff: 'For help, ask a member of staff or come to the desk',
	checkIn: 'Check-in goes on: you may scan',
	noCheckIn: 'Check-in is paused; every check-in so far is saved',
	until: (time) => `until ${time}`,
	hereOnly:
		'Only this screen shows it. The venue’s other screens will as soon as the hub is reached, until it ends',
	aside: 'Put aside and go on',
	again: 'Show',
};

export const emergencyWords = (language: Language): EmergencyWords => (language === 'zh' ? zh : en);
