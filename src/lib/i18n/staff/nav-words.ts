import type { Language } from '../../domain/text.ts';

/** The console's ways: five groups, and the pages of each. */
const zh = {
	group: { today: '今日', classes: '课程', people: '人员', screens: '展示', manage: '管理' },
	page: {
		today: '课次',
		desk: '服务台',
		inbox: '待核对',
		schedule: '排课',
		catalogue: '课程目录',
		members: '会员',
		unions: '工会',
		passes: '入场码',
		exhibits: '展览',
		reports: '统计',
		notices: '通知',
		screens: '大屏',
		devices: '设备',
		accounts: '账号',
		audit: '操作记录',
	},
	pagesOf: (group: string) => `${group}的页面`,
};

export type NavWords = typeof zh;

const en: NavWords = {
	group: { today: 'Today', classes: 'Classes', people: 'People', screens: 'Screens', manage: 'Manage' },
	page: {
		today: 'Sessions',
		desk: 'Desk',
		inbox: 'To check',
		schedule: 'Schedule',
		catalogue: 'Catalogue',
		members: 'Members',
		unions: 'Unions',
		passes: 'Passes',
		exhibits: 'Exhibition',
		reports: 'Reports',
		notices: 'Notices',
		screens: 'Displays',
		devices: 'Devices',
		accounts: 'Accounts',
		audit: 'Audit log',
	},
	pagesOf: (group) => `Pages: ${group}`,
};

export const navWords = (language: Language): NavWords => (language === 'zh' ? zh : en);
