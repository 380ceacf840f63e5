import type { Column, HappeningFault, PlanNoteKind, RowFault } from '../../domain/timetable.ts';

/** The import of a timetable in Chinese: the source of the dictionary's type. */
export const timetableZh = {
	nav: '导入课表',
	heading: '导入课表',
	lead: '上传 .xlsx、.csv（UTF-8、GB18030 均可）、日历 .ics，或 schedule.json、schedule.xml。表格第一行写列名；每一行是一个班，或一次课。先检查再导入：有一处问题，就什么也不改。再次导入同一份课表不会重复。',
	columns: '能识别的列名',
	file: '课表文件',
	check: '先检查',
	take: '导入',
	chooseFile: '请选择一个文件。',
	column: {
		programme: '品牌',
		course: '课程',
		offering: '班级',
		teacher: '老师',
		room: '教室',
		capacity: '名额',
		weekdays: '星期',
		date: '日期',
		from: '开始日期',
		until: '结束日期',
		count: '次数',
		time: '时间',
		starts: '开始时间',
		ends: '结束时间',
		session: '课次编号',
		classCode: '班级编号',
		status: '状态',
		substitute: '代课老师',
		movedFrom: '原教室',
		reason: '说明',
	} satisfies Record<Column, string>,
	fileFault: {
		empty: '这个文件是空的。',
		'too-large': '文件太大，请分成几份。',
		'other-kind': (seems: string) => `这不是课表：它像是${seems}。`,
		broken: (detail: string) => `文件损坏，读不出来（${detail}）。请打开它另存一次。`,
		'open-quote': (row: number) =>
			`第 ${row} 行有一个引号（"）没有闭合，后面的都成了一格。请在那里补上；本来就要写引号的，连写两个（""）。`,
		'no-rows': '里面没有内容：列名下面是空的，或日历里没有活动。',
		'more-sheets': (sheets: string) =>
			`别的工作表里也有这样的行：${sheets}。请合到一个工作表里，或每个工作表另存成一个文件。`,
		'missing-columns': (columns: string) => `缺少这些列：${columns}。`,
		'column-twice': (header: string) => `“${header}”这一列出现了两次。`,
	},
	problems: (count: number) => `有 ${count} 处问题，什么也没有改`,
	row: '行',
	where: '列',
	what: '问题',
	value: '内容',
	fault: {
		missing: '没有填写',
		'too-long': '太长，最多 60 个字',
		'not-a-number': '不是整数',
		'out-of-range': '数字太小或太大',
		'not-a-weekday': '看不懂是星期几',
		'not-a-date': '日历上没有这一天',
		'not-a-time': '看不懂这个时间，请写成 18:30-20:00',
		'ends-before-it-begins': '结束早于开始',
		'no-end': '要写结束日期或次数',
		'both-date-and-weekday': '日期和开始、结束日期只能写一种',
		'date-is-another-weekday': '这一天不是所写的星期',
		'no-such-room': '本馆没有这间教室',
		'which-of-these': '有几间教室都叫这个名字，请写明楼层或编号，如',
		'which-class': '有几个班都叫这个名字，请加“班级编号”一列写明，如',
		'no-code': '同名的班写了不同的班级编号，这一行没有写',
		'no-capacity': '没有名额，教室也没有座位数',
		twice: '和前面的行重复',
		'says-otherwise': '同一个班，和前面的行写得不一样',
		'never-meets': '这段日期里没有能上课的日子',
		'longer-than-three-years': '一行最多排三年的课，请核对年份或次数；确实更长，请分成几行',
		clash: '和别的课冲突',
		'bad-rule': '看不懂这种重复规则',
		'too-many': '太多了，请分成几份',
	} satisfies Record<
		| RowFault
		| HappeningFault
		| 'no-such-room'
		| 'which-of-these'
		| 'which-class'
		| 'no-code'
		| 'no-capacity'
		| 'twice'
		| 'says-otherwise'
		| 'never-meets'
		| 'longer-than-three-years'
		| 'clash',
		string
	>,
	atRow: (row: string) => `第 ${row} 行`,
	more: (count: number) => `还有 ${count} 处`,
	good: (offerings: number, sessions: number) => `${offerings} 个班、${sessions} 节课，没有问题`,
	fresh: (offerings: number, sessions: number) => `其中新增或有改动：${offerings} 个班、${sessions} 节课`,
	nothingNew: '和现在的课表一样，没有要改的。',
	done: (sessions: number) => `已导入：${sessions} 节课有新增或改动`,
	skipped: '节假日不上课',
	unanswered: '调休上班日还没有说明上星期几的课，这些天没有排课',
	unknown: '不认识的列，已略过',
	means: (header: string) => `“${header}”这一列是`,
	nothing: '略过',
	meansHint: '说明一次，本馆以后都认得。选好后再检查一次。',
	ofCalendar: '日历文件的选项',
	room: '没有写地点的，放在',
	noRoom: '不指定（算作问题）',
	capacity: '没有名额的，按多少人计',
	knownRooms: '不新建教室：地点不认识就算作问题',
	note: {
		endless: (of: string) => `没有写到哪天为止，先排一年：${of}`,
		'unknown-zone': (of: string) => `不认识的时区，按本馆时间：${of}`,
		floating: () => '没有写时区的时间，按本馆时间',
		'no-end': (of: string) => `没有写结束时间，按一小时：${of}`,
		'new-room': (of: string) => `本馆还没有、会新建的教室：${of}`,
		'assumed-capacity': (of: string) => `没有写名额，按 ${of} 人计`,
		'own-here': (of: string) => `本馆自己发布的课，按现在的课表，没有改动：${of}`,
		'own-gone': (of: string) => `本馆发布过、后来删掉的课，没有再排上：${of}`,
		'other-sheet': (of: string) => `只读了第一个工作表，这些没有读：${of}`,
		clash: (of: string) => `同一时间同一教室或老师（文件中的位置）：${of}`,
	} satisfies Record<PlanNoteKind, (of: string) => string>,
};
export type TimetableWords = typeof timetableZh;
