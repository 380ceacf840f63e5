import type { ExhibitKind } from '../../domain/editorial.ts';
import type { Language } from '../../domain/text.ts';

/** What is asked for in the forms of exhibits. A label for one kind alone stands under `kind.field`. */
interface Label {
	readonly label: string;
	readonly hint?: string;
	/** Of one row of a list, and of the button that adds one. */
	readonly one?: string;
}

export interface FieldWords {
	readonly labels: Readonly<Record<string, Label>>;
	readonly choices: Readonly<Record<string, Readonly<Record<string, string>>>>;
	readonly zh: string;
	readonly en: string;
	readonly none: string;
	/** Where there are too many to look through. */
	readonly find: string;
	readonly optional: string;
	readonly add: (what: string) => string;
	readonly nth: (what: string, n: number) => string;
	readonly drop: string;
	readonly up: string;
	readonly fault: Readonly<
		Record<
			| ('needed' | 'too-long' | 'no-number' | 'out-of-range' | 'before-birth')
			| ('too-many' | 'wrong' | 'not-ready'),
			(what: string) => string
		>
	>;
}

const zh: FieldWords = {
	labels: {
		name: { label: '名称' },
		'honoree.name': { label: '姓名', hint: '按本人使用的写法' },
		reading: { label: '姓名读音', hint: '只在容易读错时填，如 shan xiong xin；不填由系统按姓氏读音判断' },
		work: { label: '行业与岗位', hint: '如：大庆油田钻井工人' },
		born: { label: '出生年', hint: '四位数字，如 1923' },
		died: { label: '逝世年', hint: '在世请留空：在世的人需要登记授权才能展出' },
		trade: { label: '行业', hint: '观众按它筛选，如：石油' },
		home: { label: '地区', hint: '观众按它筛选，如：黑龙江' },
		summary: { label: '一句话介绍', hint: '显示在展墙上，三十字以内最好' },
		honours: { label: '荣誉', hint: '每一项都要写出处，否则不能送审', one: '荣誉' },
		'honours.title': { label: '荣誉名称', hint: '如：全国劳动模范' },
		level: { label: '级别' },
		year: { label: '年份' },
		source: { label: '出处', hint: '可以查到的地方：报纸日期、文件号、网址' },
		issuer: { label: '授予单位' },
		'honours.kind': { label: '种类', hint: '观众按它筛选；其他荣誉留空' },
		story: { label: '事迹', hint: '一格写一段', one: '段落' },
		milestones: { label: '年表', hint: '按年份从早到晚', one: '年表条目' },
		text: { label: '内容' },
		quotes: { label: '他们的话', one: '引言' },
		portrait: { label: '肖像', hint: '没有肖像时，系统画一幅文字肖像' },
		media: { label: '图片与影音', hint: '先在“媒体”里上传，再在这里选', one: '图片或影音' },
		motif: { label: '图案', hint: '没有肖像时画在姓名旁边' },
		inventor: { label: '创造者', hint: '展墙上有的人' },
		inventorName: { label: '创造者姓名', hint: '展墙上没有这个人时填写' },
		problem: { label: '难在哪里' },
		steps: { label: '怎么做', hint: '一格写一步', one: '步骤' },
		result: { label: '结果如何' },
		'heritage.kind': { label: '类别' },
		era: { label: '年代', hint: '如：1958 年' },
		place: { label: '地点', hint: '在哪里，何时开放' },
		people: { label: '相关人物', one: '人物' },
		title: { label: '标题' },
		teller: { label: '讲述人' },
		about: { label: '讲的是谁', hint: '展墙上有的人' },
		dialect: { label: '方言', hint: '如：鞍山话；普通话留空' },
		recording: { label: '录音或录像' },
		mandarin: { label: '普通话版', hint: '原声是方言时' },
		transcript: { label: '文字稿', hint: '有录音时写上每句的起止秒数，观众可以跟读', one: '句' },
		from: { label: '从第几秒' },
		until: { label: '到第几秒' },
		speaker: { label: '说话人' },
		month: { label: '月' },
		day: { label: '日' },
		height: { label: '画面高度（像素）' },
		begins: { label: '从哪边展开' },
		periods: { label: '分期', one: '时期' },
		'periods.from': { label: '从第几幕起' },
		tours: { label: '导览', one: '导览' },
		stops: { label: '途经', one: '一站' },
		scroll: { label: '所属长卷' },
		number: { label: '第几幕' },
		narration: { label: '解说词', hint: '导览走到这里时读出来' },
		width: { label: '宽（像素）' },
		picture: { label: '画面', hint: '没有画面时由系统按图案绘制' },
		motifs: { label: '图案', one: '图案' },
		figures: { label: '画中人', one: '人物' },
		honoree: { label: '展墙上的人' },
		x: { label: '左边距（像素）' },
		y: { label: '上边距（像素）' },
		'figures.height': { label: '高（像素）' },
		'work.title': { label: '名称', hint: '如：铁人相册' },
		'work.summary': { label: '介绍' },
		lie: { label: '怎么翻' },
		turn: { label: '翻页方向' },
		leaves: { label: '页', hint: '一页一张图，或一段录音、录像；先在“媒体”里上传，再在这里选', one: '页' },
		'leaves.media': { label: '图片或影音' },
		'leaves.label': { label: '页名', hint: '如：封面；不填只显示页码' },
		'leaves.note': { label: '这一页的说明' },
	},
	choices: {
		level: { national: '全国', province: '省（部）级', city: '市级', venue: '本馆' },
		kind: {
			...{ 'model-worker': '劳动模范、先进生产者', 'may-day-medal': '五一劳动奖章', craftsman: '工匠' },
			...{ object: '文物', site: '旧址', room: '陈列室' },
		},
		begins: { right: '从右往左（传统长卷）', left: '从左往右' },
		lie: { single: '一次一页', paired: '像书一样两页对开', strip: '连成一长条' },
		turn: { 'left-to-right': '从左往右', 'right-to-left': '从右往左（线装书）' },
		motif: {
			...{ steel: '钢铁', oil: '石油', textile: '纺织', railway: '铁路', mine: '矿山', machine: '机械' },
			...{ farm: '农业', shop: '商业', post: '邮政', city: '市政', shipyard: '造船', science: '科研' },
		},
	},
	zh: '中文',
	en: '英文',
	none: '（不选）',
	find: '打名字或拼音，从列出的里面选',
	optional: '选填',
	add: (what) => `加一个${what}`,
	nth: (what, n) => `${what} ${n}`,
	drop: '删除',
	up: '上移',
	fault: {
		needed: (what) => `请填写“${what}”`,
		'too-long': (what) => `“${what}”太长，请缩短或分成两段`,
		'no-number': (what) => `“${what}”要写数字，如 1959`,
		'out-of-range': (what) => `“${what}”超出范围，请核对`,
		'before-birth': (what) => `“${what}”早于出生年，请核对两处`,
		'too-many': (what) => `“${what}”太多了，请合并一些`,
		wrong: (what) => `“${what}”写法不对，请看下面的说明`,
		'not-ready': (what) => `“${what}”还在处理或已不能用，请换一个，或稍后再存`,
	},
};

const en: FieldWords = {
	labels: {
		name: { label: 'Name' },
		'honoree.name': { label: 'Name', hint: 'As they write it themselves' },
		reading: {
			label: 'Reading of the name',
			hint: 'Only where it is easily misread, as in: shan xiong xin. Else it is found from the family name',
		},
		work: { label: 'Trade and post', hint: 'For example: driller at the Daqing oil field' },
		born: { label: 'Year of birth', hint: 'Four digits, such as 1923' },
		died: { label: 'Year of death', hint: 'Leave empty for the living: they need a consent to be shown' },
		trade: { label: 'Trade', hint: 'Visitors filter by it: oil' },
		home: { label: 'Place', hint: 'Visitors filter by it: Heilongjiang' },
		summary: { label: 'In one sentence', hint: 'Shown on the wall; short is best' },
		honours: { label: 'Honours', hint: 'Each needs its source before it can be reviewed', one: 'honour' },
		'honours.title': { label: 'Honour', hint: 'For example: National Model Worker' },
		level: { label: 'Level' },
		year: { label: 'Year' },
		source: {
			label: 'Source',
			hint: 'Where it can be looked up: a newspaper’s date, a document’s number, an address',
		},
		issuer: { label: 'Given by' },
		'honours.kind': { label: 'Kind', hint: 'Visitors filter by it; leave empty for other honours' },
		story: { label: 'Life and work', hint: 'One paragraph a box', one: 'paragraph' },
		milestones: { label: 'Dates', hint: 'The earliest first', one: 'date' },
		text: { label: 'Text' },
		quotes: { label: 'In their words', one: 'quote' },
		portrait: { label: 'Portrait', hint: 'Without one the hub draws a portrait of letters' },
		media: {
			label: 'Pictures, sound and film',
			hint: 'Upload them under Media first, then choose here',
			one: 'picture or recording',
		},
		motif: { label: 'Motif', hint: 'Drawn beside the name where there is no portrait' },
		inventor: { label: 'Found by', hint: 'Somebody on the wall' },
		inventorName: { label: 'Finder’s name', hint: 'Where they are not on the wall' },
		problem: { label: 'The problem' },
		steps: { label: 'How it is done', hint: 'One step a box', one: 'step' },
		result: { label: 'The result' },
		'heritage.kind': { label: 'Kind' },
		era: { label: 'Time', hint: 'For example: 1958' },
		place: { label: 'Place', hint: 'Where it is, and when it is open' },
		people: { label: 'People', one: 'person' },
		title: { label: 'Title' },
		teller: { label: 'Told by' },
		about: { label: 'About', hint: 'Somebody on the wall' },
		dialect: { label: 'Dialect', hint: 'Leave empty for Mandarin' },
		recording: { label: 'Recording' },
		mandarin: { label: 'In Mandarin', hint: 'Where the original is in a dialect' },
		transcript: {
			label: 'Transcript',
			hint: 'With a recording, the seconds of each line: visitors read along',
			one: 'line',
		},
		from: { label: 'From second' },
		until: { label: 'Until second' },
		speaker: { label: 'Speaker' },
		month: { label: 'Month' },
		day: { label: 'Day' },
		height: { label: 'Height in pixels' },
		begins: { label: 'Unrolls from' },
		periods: { label: 'Periods', one: 'period' },
		'periods.from': { label: 'From scene' },
		tours: { label: 'Tours', one: 'tour' },
		stops: { label: 'Stops', one: 'stop' },
		scroll: { label: 'Scroll' },
		number: { label: 'Scene number' },
		narration: { label: 'Narration', hint: 'Read out when the tour comes here' },
		width: { label: 'Width in pixels' },
		picture: { label: 'Picture', hint: 'Without one it is drawn from its motifs' },
		motifs: { label: 'Motifs', one: 'motif' },
		figures: { label: 'Figures', one: 'figure' },
		honoree: { label: 'On the wall' },
		x: { label: 'From the left, in pixels' },
		y: { label: 'From the top, in pixels' },
		'figures.height': { label: 'Height in pixels' },
		'work.title': { label: 'Title', hint: 'For example: an album of the oil field' },
		'work.summary': { label: 'About it' },
		lie: { label: 'How it is read' },
		turn: { label: 'Pages turn' },
		leaves: {
			label: 'Pages',
			hint: 'One picture, sound or film a page. Upload them under Media first, then choose here',
			one: 'page',
		},
		'leaves.media': { label: 'Picture or recording' },
		'leaves.label': {
			label: 'Name of the page',
			hint: 'For example: cover. Without one only its number is shown',
		},
		'leaves.note': { label: 'About this page' },
	},
	choices: {
		level: { national: 'National', province: 'Provincial', city: 'City', venue: 'This venue' },
		kind: {
			...{ 'model-worker': 'Model worker', 'may-day-medal': 'May Day medal', craftsman: 'Craftsman' },
			...{ object: 'Object', site: 'Site', room: 'Room' },
		},
		begins: { right: 'The right (as scrolls do)', left: 'The left' },
		lie: { single: 'Page by page', paired: 'Two by two, like a book', strip: 'In one long strip' },
		turn: { 'left-to-right': 'From left to right', 'right-to-left': 'From right to left' },
		motif: {
			...{ steel: 'Steel', oil: 'Oil', textile: 'Textiles', railway: 'Railway', mine: 'Mine' },
			...{ machine: 'Machines', farm: 'Farm', shop: 'Shop', post: 'Post', city: 'City works' },
			...{ shipyard: 'Shipyard', science: 'Science' },
		},
	},
	zh: 'Chinese',
	en: 'English',
	none: '(none)',
	find: 'Type a name or pinyin and choose from the list',
	optional: 'optional',
	add: (what) => `Add ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}`,
	nth: (what, n) => `${what} ${n}`,
	drop: 'Remove',
	up: 'Move up',
	fault: {
		needed: (what) => `Please fill in “${what}”`,
		'too-long': (what) => `“${what}” is too long: shorten it, or make two of it`,
		'no-number': (what) => `“${what}” must be a number, such as 1959`,
		'out-of-range': (what) => `“${what}” is out of range: please check it`,
		'before-birth': (what) => `“${what}” is before the year of birth: please check both`,
		'too-many': (what) => `“${what}”: too many; put some of them together`,
		wrong: (what) => `“${what}” is not written as it should be: see the note below it`,
		'not-ready': (what) => `“${what}” is still being made or cannot be used: choose another, or save later`,
	},
};

export const fieldWords = (language: Language): FieldWords => (language === 'zh' ? zh : en);

/** The most special label there is: of this kind and path, of the list it is in, of the field. */
export function labelOf(words: FieldWords, kind: ExhibitKind, path: string): Label {
	const names = path.split('.').filter((part) => !/^\d+$/.test(part) && part !== 'zh' && part !== 'en');
	const last = names.at(-1) ?? '';
	const within = names.length > 1 ? `${names.at(-2)}.${last}` : `${kind}.${last}`;
	return words.labels[within] ?? words.labels[last] ?? { label: last };
}
