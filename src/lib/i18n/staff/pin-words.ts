import type { Language } from '../../domain/text.ts';

export type PinFault = 'empty' | 'bad-pin' | 'pins-differ' | 'wrong-role';

const zh = {
	nav: '平板 PIN',
	heading: '平板 PIN',
	lead: '服务台平板断网也能办理签到：当天和后两天的名单加密存在平板里，用自己的 PIN 打开，办理的每一条都记在您名下。',
	mine: '设置我的 PIN',
	has: (when: string) => `您已在 ${when} 设置过，重新设置后旧的立即作废。`,
	hasNot: '您还没有设置 PIN。',
	pin: '新的 PIN',
	rule: '6–12 位数字。不要用 123456、同一个数字或生日；平板常带出门的，请用 8 位以上',
	again: '再输一次',
	button: '保存 PIN',
	saved: '已保存。平板下次连上主机后，就可以用新的 PIN 打开。',
	fault: {
		empty: '请填写此项。',
		'bad-pin': '请用 6–12 位数字，不要用连号、重复的数字。',
		'pins-differ': '两次输入的 PIN 不一样。',
		'wrong-role': '您的角色不在服务台办理签到，不能设置 PIN。',
	} satisfies Record<PinFault, string>,
	all: '本馆可以打开平板的人',
	none: '还没有人设置 PIN。',
	setAt: (when: string) => `${when} 设置`,
	drop: '收回',
	dropName: (name: string) => `收回${name}的 PIN`,
	dropped: '已收回。平板下次连上主机后，此人打不开名单；正打开的会立即锁上。',
	dropLead: '有人离岗或平板丢失时请收回 PIN；平板丢失还要在“设备”页停用它。',
};

export type PinWords = typeof zh;

const en: PinWords = {
	nav: 'Tablet PIN',
	heading: 'Tablet PIN',
	lead: 'A desk tablet works without a network: the names of today and the next two days lie on it encrypted, your own PIN opens them, and what you do is recorded in your name.',
	mine: 'Set my PIN',
	has: (when) => `Set on ${when}. A new one takes its place at once.`,
	hasNot: 'You have not set a PIN yet.',
	pin: 'New PIN',
	rule: '6 to 12 digits; not 123456, one digit again and again, or a birthday. 8 or more where the tablet leaves the house',
	again: 'Once more',
	button: 'Save PIN',
	saved: 'Saved. A tablet opens with it after its next contact with the hub.',
	fault: {
		empty: 'Please fill this in.',
		'bad-pin': '6 to 12 digits, please, and no run or repetition.',
		'pins-differ': 'The two are not the same.',
		'wrong-role': 'Your role does not work at a desk, and has no PIN.',
	},
	all: 'Who can open tablets here',
	none: 'Nobody has set a PIN yet.',
	setAt: (when) => `set ${when}`,
	drop: 'Take back',
	dropName: (name) => `Take back the PIN of ${name}`,
	dropped:
		'Taken back. From a tablet’s next contact with the hub on they cannot open it; an open one locks at once.',
	dropLead:
		'Take a PIN back when somebody leaves, or a tablet is lost; a lost tablet must be revoked under “Devices” too.',
};

export const pinWords = (language: Language): PinWords => (language === 'zh' ? zh : en);
