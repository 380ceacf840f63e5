import type { Caveat, DoubtKind } from '../../domain/doubt.ts';
import type { ApartReason, ApartResult, DecisionVerdict, ToldFact } from './vocabulary.ts';

/** “先 09:02 在 2 号机，后 09:05 在 5 号机”。 */
const oneAfterAnother = (facts: readonly ToldFact[]): string =>
	facts.map(({ at, where }, n) => `${['先', '后'][n] ?? '再'} ${at} 在${where}`).join('，');

const offlineThen = (facts: readonly ToldFact[]): string => {
	const offline = facts.filter((fact) => fact.offline);
	if (offline.length === 0) return '';
	if (offline.length < facts.length) return `，${offline.map((fact) => fact.where).join('、')}当时离线`;
	return facts.length === 1 ? '，当时离线' : facts.length === 2 ? '，两次都离线' : '，当时都离线';
};

const word = ({ at, where, present }: ToldFact): string =>
	`${where} ${at} 更正为“${present ? '已到' : '未到'}”`;
const words = (facts: readonly ToldFact[]): string =>
	facts
		.filter((fact) => fact.isWord)
		.map(word)
		.join('，');
const checkIns = (facts: readonly ToldFact[]): readonly ToldFact[] => facts.filter((fact) => !fact.isWord);

export const inboxZh = {
	heading: '待核对',
	nav: (n: number) => `${n} 件待核对`,
	open: '待处理',
	decided: '已处理',
	switcher: '待处理或已处理',
	lead: '这里只增不改：您的决定会作为新的一条记下来，写明是谁、何时、为什么。',
	kind: {
		'twice-at-two': '两处都签到了',
		'twice-at-one': '同一处签了多次',
		'arrived-late': '更正之后才传到',
		'came-after': '更正之后又签到',
		'corrections-disagree': '两次更正不一致',
	} satisfies Record<DoubtKind, string>,
	story: {
		'twice-at-two': (facts) => `${oneAfterAnother(facts)}${offlineThen(facts)}。`,
		'twice-at-one': (facts) =>
			`在${facts[0]!.where}签到 ${facts.length} 次：${facts.map(({ at }) => at).join('、')}${offlineThen(facts)}。`,
		'arrived-late': (facts) =>
			`${words(facts)}；之后才传到：${checkIns(facts)
				.map(({ at, where, arrived }) => `${where} ${at} 的签到（${arrived} 传到）`)
				.join('，')}。`,
		'came-after': (facts) =>
			`${words(facts)}，之后${checkIns(facts)
				.map(({ at, where }) => ` ${at} 在${where}`)
				.join('、')}签到。`,
		'corrections-disagree': (facts) => `${words(facts)}。`,
	} satisfies Record<DoubtKind, (facts: readonly ToldFact[]) => string>,
	orderUnsure: '当时的时钟不够准，分不清哪一次在先。',
	outcome: {
		present: (since: string) => `现在算已到 ${since}：只算一次，以最早的为准。`,
		disputed: '您决定之前不计入人数。',
	},
	caveat: {
		offline: '当时离线',
		'clock-uncertain': '时间不太准',
		'clock-skewed': '设备时钟偏差大',
		'device-revoked': '设备已停用',
	} satisfies Record<Caveat, string>,
	phone: '手机',
	gone: '资料已删除的人',
	goneSession: '已移除的课次',
	somebody: '工作人员',
	checkedIn: '签到',
	checkedOut: '离场',
	undone: '撤销',
	signedUp: '报名',
	withdrew: '退出报名',
	corrected: (present: boolean) => `更正为${present ? '已到' : '未到'}`,
	arrived: (at: string) => `${at} 传到`,
	settledBefore: '已被后来的更正考虑过',
	decide: (name: string) => `决定：${name}`,
	keep: (since: string) => `维持：已到 ${since}`,
	present: '算已到',
	absent: '算未到',
	other: '另作决定…',
	reason: '原因',
	reasonOf: (name: string) => `关于${name}的原因`,
	reasonHint: '例如：老师点名确认、代他人扫码',
	reasons: ['老师点名确认到场', '代他人扫码', '到场后离开', '本人确认未到'],
	kept: '核对无误，维持原来的结果',
	history: '全部经过',
	moreFacts: (n: number) => `还有 ${n} 条，见全部经过。`,
	people: (n: number) => `${n} 人`,
	conflicts: '说法不一的签到',
	apart: '单独存放的记录',
	apartLead: '它们没有丢，也还没有计入出勤。请核对后决定。',
	entries: (n: number) => `${n} 条`,
	unknownDevice: '未知设备',
	why: {
		'not-intact': {
			title: '内容与校验值不符',
			means: '记录的内容和它自己的校验值对不上：这台机器的存储可能损坏，或有人改动过。',
		},
		'other-content': {
			title: '同一编号，另一种内容',
			means: '后台在这个编号下已有另一条记录：这台机器的硬盘可能恢复成了旧备份，或被克隆到了另一台机器上。',
		},
		'broken-chain': {
			title: '接不上前一条',
			means: '它接在一条后台没有收下的记录后面：这台机器的数据恢复成旧的，或被克隆过。',
		},
		'wrong-venue': {
			title: '属于别的场馆',
			means: '这些记录是为别的场馆写的：机器可能换了场馆，或装了别处的数据。',
		},
		'missing-before': {
			title: '前面缺了记录',
			means: '它之前的记录，后台和机器上都没有了：后台可能从旧备份恢复过，而机器已清掉那时的历史。',
		},
		unreadable: {
			title: '这个版本读不懂',
			means: '这台机器的程序可能比后台新。记录原样保存着，后台升级后读得懂时会自动计入。',
		},
	} satisfies Record<ApartReason, { title: string; means: string }>,
	received: (from: string, to: string) => (from === to ? `${from} 收到` : `${from} 至 ${to} 收到`),
	number: (seq: number) => `第 ${seq} 条`,
	unread: '读不懂的记录',
	current: { present: '已另有记录，算已到', absent: '现在算未到', disputed: '现在有争议' },
	count: '计入',
	countAll: (n: number) => (n === 1 ? '计入出勤' : `全部计入（${n} 条）`),
	countOne: (name: string) => `计入${name}的这一条`,
	setAside: '不计入',
	setAsideAll: (n: number) => (n === 1 ? '不计入' : `全部不计入（${n} 条）`),
	setAsideOne: (name: string) => `不计入${name}的这一条`,
	acknowledge: '知道了，等升级',
	apartReasonHint: '不计入时必填，例如：备用机的克隆，已收回',
	apartReasons: ['老师确认这些人都到了', '克隆机，已收回', '测试时的扫码'],
	counted: '核对后计入',
	more: (n: number) => `看全部 ${n} 条`,
	result: {
		counted: (n) => `${n} 条已计入`,
		'said-already': (n) => `${n} 条早有别的记录为证，没有重复计入`,
		'set-aside': (n) => `${n} 条不计入`,
		'decided-before': (n) => `${n} 条同事刚刚已决定`,
		contradicted: (n) => `${n} 条与别的记录说法不一，请逐条决定`,
		'undoes-open': (n) => `${n} 条撤销的是一条还没有决定的记录，请先决定那一条`,
		unreadable: (n) => `${n} 条还读不懂，留着等升级`,
		'unknown-here': (n) => `${n} 条的课或人本馆没有，只能选择不计入`,
	} satisfies Record<ApartResult, (n: number) => string>,
	nothing: '没有可以决定的了：同事可能刚刚处理过。',
	settled: {
		present: (name: string) => `已记下：${name}算已到。`,
		absent: (name: string) => `已记下：${name}算未到。`,
		disputed: (name: string) => `已记下，但${name}仍有争议：请再看一次。`,
	},
	verdict: {
		settled: { present: '算已到', absent: '算未到', disputed: '仍有争议' },
		counted: '已计入',
		'said-already': '早有记录为证',
		'set-aside': '不计入',
	} satisfies Record<Exclude<DecisionVerdict, 'settled'>, string> & { settled: Record<string, string> },
	by: (name: string, at: string) => `${name} · ${at}`,
	none: {
		heading: '全都清楚',
		facts: (n: number) => `今天 ${n} 条记录，没有一条有疑问。`,
		noFacts: '今天还没有记录，也没有什么要核对。',
		session: '这节课没有要核对的。',
		all: '看全部待核对',
		decided: '还没有处理过什么。',
		decidedLead: '处理过的每一件都会留在这里：谁、何时、为什么。',
	},
	filtered: (course: string) => `只看：${course}`,
	filteredDevice: (name: string) => `只看：${name}`,
	pages: '翻页',
	page: (n: number, of: number) => `第 ${n} / ${of} 页`,
	earlier: '上一页',
	later: '下一页',
	ofSession: (n: number) => `${n} 人待核对`,
	ofDevice: (n: number) => `${n} 条单独存放`,
	picture: '各条记录发生和传到的先后',
};

/** The words of the inbox. Chinese is the source of the type. */
export type InboxWords = typeof inboxZh;
