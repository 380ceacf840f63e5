import type { Language } from '../../domain/text.ts';

/** The page on which editors listen to what visitors told at kiosks. */
const zh = {
	heading: '访客讲述',
	lead: '访客在自助机上录下的故事。只有这里能听，听过后做成故事草稿，或者不采用。',
	week: '选每周讲述',
	weekLead: '草稿送审、批准展出后，在“本月人物与每周讲述”里选它。',
	count: (n: number) => `${n} 段待听`,
	none: '没有待听的录音',
	noneOn: '访客讲了以后，会出现在这里。',
	noneOff: '现在没有打开这项功能。',
	told: (at: string, where: string | null) => (where ? `${at}，${where}` : at),
	seconds: (n: number) => `${n} 秒`,
	language: { zh: '中文界面', en: '英文界面' },
	daysLeft: (n: number) => (n <= 1 ? '今天到期，到期自动删除' : `还有 ${n} 天自动删除`),
	listen: (at: string) => `听 ${at} 的录音`,
	agreed: '访客录音前同意：由编辑听，可以在本馆的屏幕和网页上展出。',
	adopt: '做成故事草稿',
	title: '标题',
	teller: '讲述人',
	tellerHint: '没有说姓名就写“一位来访者”',
	nobody: '一位来访者',
	summary: '一句话简介',
	transcript: '文字稿',
	transcriptHint: '一行一句，可以以后再补',
	save: '存成草稿',
	refuse: '不采用',
	reason: '理由',
	reasonHint: '记在操作记录里。录音马上删除，不能恢复。',
	delete: '不采用并删除',
	decided: '处理过的',
	state: { adopted: '已做成故事', refused: '没有采用，已删除', over: '到期没有处理，已删除' } as Record<
		string,
		string
	>,
	setting: '设置',
	on: '让访客在自助机上录音（有麦克风的自助机才会出现按钮）',
	keepDays: '没有处理的录音保留几天',
	keepDaysHint: '1 到 365。访客录音前会看到。已经录下的按当时说的天数。',
	saveSetting: '保存设置',
	done: {
		refused: '没有采用，录音已删除。',
		on: '已打开：自助机几秒后会出现录音按钮。',
		off: '已关闭：自助机不再录音。已经录下的还在这里。',
	} as Record<string, string>,
	missing: { title: '标题', teller: '讲述人', summary: '一句话简介', transcript: '文字稿' },
	missingLead: (fields: string) => `请填写，或改短一些：${fields}。`,
	fault: {
		'not-waiting': '这段录音已经有人处理，或者到期删除了。',
		'cannot-open': '这段录音打不开：服务器换过密钥。请不采用它。',
		'not-kept': '录音没有存进媒体库：磁盘可能满了。请清理后再试。',
		'reason-missing': '请写明理由。',
		'bad-days': '保留天数请填 1 到 365。',
	},
};

type RecordingsWords = typeof zh;

const en: RecordingsWords = {
	heading: 'Visitors’ stories',
	lead: 'What visitors have recorded at kiosks. It can be heard here alone: make it a draft story, or turn it down.',
	week: 'Choose the story of the week',
	weekLead:
		'Once the draft has been reviewed and is shown, choose it under “Person of the month, story of the week”.',
	count: (n) => (n === 1 ? '1 to hear' : `${n} to hear`),
	none: 'Nothing to hear',
	noneOn: 'What visitors tell appears here.',
	noneOff: 'This is turned off now.',
	told: (at, where) => (where ? `${at}, ${where}` : at),
	seconds: (n) => `${n} s`,
	language: { zh: 'Chinese screen', en: 'English screen' },
	daysLeft: (n) => (n <= 1 ? 'deleted by itself today' : `deleted by itself in ${n} days`),
	listen: (at) => `Listen to the recording of ${at}`,
	agreed:
		'Before recording, the visitor agreed: heard by editors, shown on screens and web pages of this house.',
	adopt: 'Make it a draft story',
	title: 'Title',
	teller: 'Teller',
	tellerHint: 'Where no name was said: “A visitor”',
	nobody: '一位来访者',
	summary: 'Summary in one sentence',
	transcript: 'Transcript',
	transcriptHint: 'A sentence a line; may be added later',
	save: 'Save as a draft',
	refuse: 'Turn it down',
	reason: 'Reason',
	reasonHint: 'Kept in the audit log. The recording is deleted at once, for good.',
	delete: 'Turn down and delete',
	decided: 'Decided',
	state: {
		adopted: 'made a story',
		refused: 'turned down, deleted',
		over: 'nobody decided in time, deleted',
	},
	setting: 'Setting',
	on: 'Visitors may record at kiosks (only a kiosk with a microphone shows the button)',
	keepDays: 'Days that an undecided recording is kept',
	keepDaysHint:
		'1 to 365. Visitors see it before they record. What was recorded before keeps the days it was told.',
	saveSetting: 'Save the setting',
	done: {
		refused: 'Turned down; the recording is deleted.',
		on: 'Turned on: kiosks show the button in a few seconds.',
		off: 'Turned off: kiosks record no more. What was recorded is still here.',
	},
	missing: { title: 'title', teller: 'teller', summary: 'summary', transcript: 'transcript' },
	missingLead: (fields) => `Please fill in, or make shorter: ${fields}.`,
	fault: {
		'not-waiting': 'Somebody has decided about this recording, or its time was over.',
		'cannot-open': 'This recording cannot be opened: the hub has other keys than when it came. Turn it down.',
		'not-kept':
			'The recording could not be put into the media library: the disk may be full. Make room and try again.',
		'reason-missing': 'Please give a reason.',
		'bad-days': 'Days must be 1 to 365.',
	},
};

export const recordingsWords = (language: Language): RecordingsWords => ({ zh, en })[language];
