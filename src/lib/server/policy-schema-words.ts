import { RULE_FACTS, RULE_FUNCTIONS } from '../domain/rule-facts.ts';

const list = (words: Readonly<Record<string, string>>): string =>
	Object.entries(words)
		.map(([name, what]) => `${name}: ${what}`)
		.join('; ');

const doubt = (what: string): string => `${what}: let in and flag (default), send to the desk, or refuse.`;

/** Titles and descriptions of a policy's fields, where policies are configured. */
export const POLICY_WORDS: Record<string, readonly [title: string, description: string]> = {
	policy: [
		'签到规则',
		'When and whom classes admit. A programme, course, offering or session may say otherwise in a policy of its own; the most specific word counts.',
	],
	'policy.opensBefore': ['提前开放签到', 'Minutes before the start at which check-in opens.'],
	'policy.lateAfter': ['迟到', 'Minutes after the start from which a check-in counts as late.'],
	'policy.closesAfter': [
		'截止签到',
		'Minutes after the start at which check-in closes; at the end where nothing is said. Who left may come back until the end.',
	],
	'policy.walkIn': ['未报名者', 'People without enrollment: let in and flag, send to the desk, or refuse.'],
	'policy.full': [
		'满座',
		'People without a seat where none is free: let in and flag, send to the desk (default), or refuse.',
	],
	'policy.guests': ['访客', 'People without a pass, by name: let in, send to the desk, or refuse.'],
	'policy.party': [
		'同行人数',
		'Most people who come in with one pass, its holder included; 20 where nothing is said.',
	],
	'policy.passes': [
		'入场码种类',
		'any; live-preferred flags printed codes; live-only sends those who show one to the desk.',
	],
	'policy.checkOut': [
		'签退',
		'ask: who scans again a minute after coming is asked whether they leave. off (default).',
	],
	'policy.unions': [
		'面向工会',
		'Names of the unions whose members, and those of all unions below them, may come. Everybody where nothing is said; [] is everybody too, whatever is said above.',
	],
	'policy.limits': ['次数上限', 'How often somebody may come.'],
	'policy.limits.perDay': ['每天', 'Most comings in a day.'],
	'policy.limits.perWeek': ['每周', 'Most comings from Monday to Sunday.'],
	'policy.limits.of': [
		'计入范围',
		'What counts: comings to this offering, course, programme (default), or to anything at this venue.',
	],
	'policy.prerequisites': ['先修要求', 'All of them must be met.'],
	'policy.prerequisites[].course': ['课程', 'Id of a course; any of its offerings counts.'],
	'policy.prerequisites[].offering': ['班级', 'Id of an offering, instead of a course.'],
	'policy.prerequisites[].attended': [
		'参加次数',
		'Sessions that must have been attended; 1 where nothing is said, 0: being enrolled is enough.',
	],
	'policy.rules': ['自定义规则', 'A rule of the venue’s own, beside all others.'],
	'policy.rules.admitIf': [
		'准入条件',
		`JSON Logic that must be true. Facts, as {"var": NAME}: ${list(RULE_FACTS)}. Functions: ${list(RULE_FUNCTIONS)}. What cannot be known is unknown.`,
	],
	'policy.rules.otherwise': ['不符合时', 'Send to the desk, or refuse (default).'],
	'policy.rules.unknown': ['无法判断时', doubt('When the facts do not tell')],
	'policy.rules.say': ['说明', 'Why, as visitors read it beside the refusal.'],
	'policy.rules.say.zh': ['中文', 'Chinese; never left out.'],
	'policy.rules.say.en': ['英文', 'English.'],
	'policy.unknownEnrollment': ['名单查不到', doubt('When the kiosk’s roster cannot tell')],
	'policy.unknownTime': ['时间不确定', doubt('When the kiosk’s clock cannot tell')],
	'policy.unknownSeats': ['余位查不到', doubt('When nobody can say how many seats are free')],
	'policy.unknownEligibility': ['资格查不到', doubt('When union or prerequisites cannot be told')],
	'policy.unknownLimit': ['次数查不到', doubt('When nobody can say how often somebody came')],
	'policy.unknownRevocation': ['停用名单查不到', doubt('When nobody can say whether the pass was withdrawn')],
};
