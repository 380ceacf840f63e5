import type { InboxWords } from './inbox-zh.ts';
import type { ToldFact } from './vocabulary.ts';

/** “First 09:02 at kiosk 2, again 09:05 at kiosk 5”. */
const oneAfterAnother = (facts: readonly ToldFact[]): string =>
	facts.map(({ at, where }, n) => `${['First', 'again'][n] ?? 'and'} ${at} at ${where}`).join(', ');

const offlineThen = (facts: readonly ToldFact[]): string => {
	const offline = facts.filter((fact) => fact.offline);
	if (offline.length === 0) return '';
	if (offline.length < facts.length) return `; ${offline.map((fact) => fact.where).join(', ')} was offline`;
	return facts.length === 1 ? ', offline' : facts.length === 2 ? ', both offline' : ', all offline';
};

const words = (facts: readonly ToldFact[]): string =>
	facts
		.filter((fact) => fact.isWord)
		.map(({ at, where, present }) => `${where} said “${present ? 'here' : 'not here'}” at ${at}`)
		.join(', ');
const checkIns = (facts: readonly ToldFact[]): readonly ToldFact[] => facts.filter((fact) => !fact.isWord);
const many = (n: number, one: string, more = `${one}s`): string => `${n} ${n === 1 ? one : more}`;

export const inboxEn: InboxWords = {
	heading: 'To look at',
	nav: (n) => `${n} to look at`,
	open: 'Open',
	decided: 'Decided',
	switcher: 'Open or decided',
	lead: 'Nothing is changed here, only added: your decision becomes a line of its own, with who, when and why.',
	kind: {
		'twice-at-two': 'Checked in at two places',
		'twice-at-one': 'Checked in more than once',
		'arrived-late': 'Arrived after a correction',
		'came-after': 'Checked in after a correction',
		'corrections-disagree': 'Two corrections disagree',
	},
	story: {
		'twice-at-two': (facts) => `${oneAfterAnother(facts)}${offlineThen(facts)}.`,
		'twice-at-one': (facts) =>
			`${facts.length} times at ${facts[0]!.where}: ${facts.map(({ at }) => at).join(', ')}${offlineThen(facts)}.`,
		'arrived-late': (facts) =>
			`${words(facts)}; only afterwards came ${checkIns(facts)
				.map(({ at, where, arrived }) => `the check-in of ${at} at ${where} (arrived ${arrived})`)
				.join(', ')}.`,
		'came-after': (facts) =>
			`${words(facts)}, then checked in ${checkIns(facts)
				.map(({ at, where }) => `${at} at ${where}`)
				.join(', ')}.`,
		'corrections-disagree': (facts) => `${words(facts)}.`,
	},
	orderUnsure: 'The clocks were too uncertain to say which came first.',
	outcome: {
		present: (since) => `Counts as here since ${since}: once, from the earliest.`,
		disputed: 'Not counted until you decide.',
	},
	caveat: {
		offline: 'offline then',
		'clock-uncertain': 'time uncertain',
		'clock-skewed': 'device clock far off',
		'device-revoked': 'device revoked',
	},
	phone: 'a phone',
	gone: 'Somebody whose data was erased',
	goneSession: 'A session that was removed',
	somebody: 'Staff',
	checkedIn: 'checked in',
	checkedOut: 'left',
	undone: 'took it back',
	signedUp: 'signed up',
	withdrew: 'withdrew',
	corrected: (present) => `corrected to ${present ? 'here' : 'not here'}`,
	arrived: (at) => `arrived ${at}`,
	settledBefore: 'a later correction has taken it into account',
	decide: (name) => `Decide about ${name}`,
	keep: (since) => `Keep: here ${since}`,
	present: 'Count as here',
	absent: 'Count as not here',
	other: 'Decide otherwise…',
	reason: 'Reason',
	reasonOf: (name) => `Reason for ${name}`,
	reasonHint: 'For example: the teacher called the roll; scanned for somebody else',
	reasons: [
		'The teacher saw them',
		'Scanned for somebody else',
		'Left again',
		'They say themselves they did not come',
	],
	kept: 'Looked at and kept as it was',
	history: 'The whole story',
	moreFacts: (n) => `${n} more in the whole story.`,
	people: (n) => many(n, 'person', 'people'),
	conflicts: 'Check-ins that disagree',
	apart: 'Entries kept apart',
	apartLead: 'They are not lost, and do not count yet. Look at them, then decide.',
	entries: (n) => many(n, 'entry', 'entries'),
	unknownDevice: 'Unknown device',
	why: {
		'not-intact': {
			title: 'Content does not match its checksum',
			means:
				'What the entry says is not what its checksum covers: this machine’s disk may be failing, or somebody has changed it.',
		},
		'other-content': {
			title: 'Same number, other content',
			means:
				'The hub holds another entry under this number: this machine’s disk may have been restored from an old copy, or cloned into another machine.',
		},
		'broken-chain': {
			title: 'Does not follow the entry before',
			means:
				'It follows an entry that the hub did not take: this machine’s data was restored from an old copy, or cloned.',
		},
		'wrong-venue': {
			title: 'Belongs to another venue',
			means:
				'These entries were written for another venue: the machine may have moved, or carries foreign data.',
		},
		'missing-before': {
			title: 'Entries before it are missing',
			means:
				'The entries before it are on neither side any more: the hub may have been restored from an old backup, and the machine no longer keeps that history.',
		},
		unreadable: {
			title: 'This version cannot read it',
			means:
				'The machine may run a newer version than the hub. The entry is kept as it came, and counts by itself once an update can read it.',
		},
	},
	received: (from, to) => (from === to ? `received ${from}` : `received ${from} to ${to}`),
	number: (seq) => `No. ${seq}`,
	unread: 'An entry that cannot be read',
	current: { present: 'here already by another entry', absent: 'not here so far', disputed: 'in dispute' },
	count: 'Count',
	countAll: (n) => (n === 1 ? 'Count it' : `Count all ${n}`),
	countOne: (name) => `Count this entry of ${name}`,
	setAside: 'Do not count',
	setAsideAll: (n) => (n === 1 ? 'Do not count' : `Count none of the ${n}`),
	setAsideOne: (name) => `Do not count this entry of ${name}`,
	acknowledge: 'Seen; wait for the update',
	apartReasonHint: 'Needed where it is not counted, such as “cloned spare machine, taken back”',
	apartReasons: ['The teacher saw all of them', 'Cloned machine, taken back', 'Scans of a test'],
	counted: 'Looked at and counted',
	more: (n) => `See all ${n}`,
	result: {
		counted: (n) => `${n} counted`,
		'said-already': (n) => `${n} told by another entry already, not counted twice`,
		'set-aside': (n) => `${n} not counted`,
		'decided-before': (n) => `${n} decided by a colleague a moment ago`,
		contradicted: (n) => `${n} where other facts say otherwise: decide one by one`,
		'undoes-open': (n) => `${n} that take back an entry nobody has decided about: decide that one first`,
		unreadable: (n) => `${n} not readable yet, kept for the update`,
		'unknown-here': (n) => `${n} of a class or person unknown here: can only be left out`,
	},
	nothing: 'Nothing is left to decide: a colleague may have been quicker.',
	settled: {
		present: (name) => `Written down: ${name} counts as here.`,
		absent: (name) => `Written down: ${name} counts as not here.`,
		disputed: (name) => `Written down, but ${name} is still in dispute: look once more.`,
	},
	verdict: {
		settled: { present: 'here', absent: 'not here', disputed: 'in dispute' },
		counted: 'counted',
		'said-already': 'told already',
		'set-aside': 'not counted',
	},
	by: (name, at) => `${name} · ${at}`,
	none: {
		heading: 'All clear',
		facts: (n) => `${many(n, 'fact')} today, none in doubt.`,
		noFacts: 'No facts today yet, and nothing to look at.',
		session: 'Nothing to look at in this session.',
		all: 'See everything',
		decided: 'Nothing has been decided yet.',
		decidedLead: 'Everything decided stays here: who, when and why.',
	},
	filtered: (course) => `Only: ${course}`,
	filteredDevice: (name) => `Only: ${name}`,
	pages: 'Pages',
	page: (n, of) => `Page ${n} of ${of}`,
	earlier: 'Previous',
	later: 'Next',
	ofSession: (n) => `${n} to look at`,
	ofDevice: (n) => `${many(n, 'entry', 'entries')} kept apart`,
	picture: 'When each was made and when it arrived',
};
