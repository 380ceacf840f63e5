import type { Language } from '../domain/text.ts';

/** Words of the exhibition pack: what a device keeps of it for times without a network. */
const zh = {
	title: '展览离线包',
	starting: '正在查看',
	none: '展览没有需要下载的图片和影音',
	share: (here: string, all: string) => `${here} / ${all} MB`,
	files: (here: number, all: number) => `${here} / ${all} 个文件`,
	doing: {
		starting: '正在查看',
		fetching: '正在下载',
		resting: '有人在用，暂停下载',
		waiting: '等待网络',
		still: '已停下',
	},
	complete: '已全部下载',
	problem: {
		broken: '这台机器的浏览器不能保存文件',
		full: '磁盘空间不够，只能存一部分',
		small: '离线包上限太小，放不下待机画面',
		wrong: '有文件内容不对，没有显示',
		missing: '服务器上缺少文件',
	},
	failing: (n: number) => `${n} 个文件`,
	way: {
		broken: '请换用新版 Chromium，或关闭无痕模式',
		full: '请清理磁盘；签到不受影响',
		small: '请在场馆配置中调高 packBudgetMb',
		wrong: '请检查服务器上的文件，稍后会自动重试',
		missing: '请在后台重新上传，稍后会自动重试',
	},
	notHere: '还没有下载到本机',
};

type PackWords = typeof zh;

const en: PackWords = {
	title: 'Exhibition pack',
	starting: 'looking',
	none: 'the exhibition has no pictures, sound or film to fetch',
	share: (here, all) => `${here} of ${all} MB`,
	files: (here, all) => `${here} of ${all} files`,
	doing: {
		starting: 'looking',
		fetching: 'downloading',
		resting: 'paused while somebody checks in',
		waiting: 'waiting for the network',
		still: 'stopped',
	},
	complete: 'all of it is here',
	problem: {
		broken: 'this browser cannot keep files',
		full: 'the disk has too little room for all of it',
		small: 'the budget is too small for the attract loop',
		wrong: 'files came that are not what they should be; they are not shown',
		missing: 'the hub lacks files',
	},
	failing: (n) => (n === 1 ? '1 file' : `${n} files`),
	way: {
		broken: 'use a newer Chromium, or leave its private mode',
		full: 'make room on the disk; check-ins go on',
		small: 'raise packBudgetMb in the venue’s configuration',
		wrong: 'look at the files on the hub; it is tried again by itself',
		missing: 'upload them again; it is tried again by itself',
	},
	notHere: 'not on this machine yet',
};

export const packWords = (language: Language): PackWords => ({ zh, en })[language];

/** Bytes as megabytes: whole ones, but for very few. */
export const megabytes = (bytes: number): string =>
	bytes < 10_000_000 ? (bytes / 1_000_000).toFixed(1) : String(Math.round(bytes / 1_000_000));
