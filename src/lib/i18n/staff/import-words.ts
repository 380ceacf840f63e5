import type { Language } from '../../domain/text.ts';

/** Why a kiosk's file was not taken. */
export type ImportFileFault =
	| 'no-file'
	| 'not-json'
	| 'not-an-outbox-file'
	| 'newer-version'
	| 'invalid'
	| 'altered'
	| 'unknown-device'
	| 'wrong-venue'
	| 'bad-signature'
	| 'hole';

const zh = {
	heading: '导入待传签到',
	lead: '自助机连不上网时，可在它的状态页把待传的签到存成文件，带到这里导入。同一份文件导入几次都只算一次。',
	file: '自助机的文件',
	hint: '文件名以 gongzhan-outbox 开头',
	button: '导入',
	done: (device: string, entries: number, before: number): string =>
		before > 0
			? `“${device}”的 ${entries} 条已导入，其中 ${before} 条后台原来就有，没有重复计入。`
			: `“${device}”的 ${entries} 条已导入。`,
	outcome: {
		recorded: (n: number) => `已记录 ${n}`,
		duplicate: (n: number) => `重复签到 ${n}`,
		conflicting: (n: number) => `待核对 ${n}`,
		quarantined: (n: number) => `另存待核 ${n}`,
		unread: (n: number) => `无法识别，另存 ${n}`,
	},
	equal: (n: number) => `对账：${n} = ${n}`,
	unequal: (said: number, held: number) => `对账：自助机 ${said} 条，后台 ${held} 条`,
	fault: {
		'no-file': '请选择自助机存下的文件。',
		'not-json': '文件不完整，可能复制时中断了。请重新复制，或在自助机上再存一次。',
		'not-an-outbox-file': '这不是自助机的待传签到文件。',
		'newer-version': '这个文件来自更新版本的自助机。请先升级后台再导入。',
		invalid: '文件内容有误，没有导入。请在自助机上再存一次。',
		altered: '文件存下后被改动过，没有导入。请在自助机上再存一次。',
		'unknown-device':
			'后台不认识这台自助机：文件可能属于别的后台；如果后台刚从备份恢复，请重新配对后再存一次。',
		'wrong-venue': '这个文件属于别的场馆，您不能在这里导入。',
		'bad-signature': '文件不是它所写的那台自助机签发的，没有导入。',
		hole: '后台缺少一些签到，这份文件里也没有（后台可能刚从备份恢复），没有导入。请让自助机联网，它会自动补传；实在不能联网，请联系运维。',
	} satisfies Record<ImportFileFault, string>,
};
export type ImportWords = typeof zh;

const en: ImportWords = {
	heading: 'Import unsent check-ins',
	lead: 'A kiosk that cannot reach the network saves its unsent check-ins as a file, on its status page. Bring the file here. However often you import it, it counts once.',
	file: 'The kiosk’s file',
	hint: 'Its name begins with gongzhan-outbox',
	button: 'Import',
	done: (device, entries, before) =>
		before > 0
			? `${entries} entries of “${device}” are imported; ${before} of them were here already and are not counted again.`
			: `${entries} entries of “${device}” are imported.`,
	outcome: {
		recorded: (n) => `recorded ${n}`,
		duplicate: (n) => `in already ${n}`,
		conflicting: (n) => `to be looked at ${n}`,
		quarantined: (n) => `kept apart ${n}`,
		unread: (n) => `unreadable, kept apart ${n}`,
	},
	equal: (n) => `Accounts: ${n} = ${n}`,
	unequal: (said, held) => `Accounts: kiosk ${said}, hub ${held}`,
	fault: {
		'no-file': 'Choose the file that the kiosk saved.',
		'not-json': 'The file is cut off. Copy it again, or save it on the kiosk once more.',
		'not-an-outbox-file': 'This is no file of a kiosk’s unsent check-ins.',
		'newer-version': 'The file is of a newer kiosk. Update the hub first, then import it.',
		invalid: 'The file is damaged and was not imported. Save it on the kiosk once more.',
		altered: 'The file was changed after it was saved, and was not imported. Save it on the kiosk once more.',
		'unknown-device':
			'The hub does not know this kiosk: the file may be another hub’s. If this hub was just restored from a backup, pair the kiosk again and save once more.',
		'wrong-venue': 'The file is another venue’s: you cannot import it here.',
		'bad-signature': 'The file is not signed by the kiosk that it names, and was not imported.',
		hole: 'The hub lacks check-ins that are not in this file (it may have been restored from a backup); nothing was imported. Bring the kiosk to a network and it sends them by itself; if that cannot be, ask the operator.',
	},
};

export const importWords = (language: Language): ImportWords => (language === 'zh' ? zh : en);
