import type { AdmissionFacts } from './admission-facts.ts';
import type { Meeting } from './catalogue.ts';
import { opensAt } from './check-in-window.ts';
import { against, inDoubt, type Gate } from './gate.ts';
import { comingsSince, spanStart } from './history.ts';
import { countIn } from './limits.ts';
import { evaluate, tidy, truthOf, UNKNOWN, type Surroundings, type Value } from './logic.ts';
import type { MeetingPolicy } from './policy-for.ts';
import { isRuleFact, type RuleFact } from './rule-facts.ts';
import type { Claim } from './seat-gates.ts';
import { exactly, isLess, type Span } from './span.ts';
import { dayStart, instantOf, localDate, localWeekday, weekStart } from './venue-time.ts';

const MINUTE = 60_000;
const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;

/** What a rule is asked about. */
export interface RuleCase {
	readonly facts: AdmissionFacts;
	readonly meeting: Meeting;
	readonly policy: MeetingPolicy;
	readonly claim: Claim;
	readonly party: number;
}

/** The venue's own rule. One that cannot be evaluated is unknown, and never opens or closes a door by itself. */
export function ruleGates(about: RuleCase): Gate[] {
	const { rules } = about.policy;
	if (!rules) return [];
	const admits = truthOf(evaluate(rules.admitIf, surroundings(about)));
	if (admits === 'yes') return [];
	if (admits === 'no') return [against('rule', rules.otherwise, rules.say)];
	return [{ ...inDoubt(rules.unknown, 'eligibility-unknown'), say: rules.say }];
}

function surroundings(about: RuleCase): Surroundings {
	const { now, uncertainty, venue, history } = about.facts;
	const present = { lo: now - uncertainty, hi: now + uncertainty };
	return {
		fact: (name) => (isRuleFact(name) ? FACTS[name](about, present) : null),
		own: {
			buildTime: ([kind = null, value = null]) => instantFor(about, kind, value),
			isBefore: ([a, b, tolerance]) => before(a, b, tolerance),
			isAfter: ([a, b, tolerance]) => before(b, a, tolerance),
			entries_since: ([from]) => {
				const instant = spanIn(from);
				return instant ? tidy(comingsSince(history, instant)) : UNKNOWN;
			},
		},
	};

	function instantFor({ meeting, policy }: RuleCase, kind: Value, value: Value): Value {
		if (kind === 'date_from') return meeting.session.startsAt;
		if (kind === 'date_to') return meeting.session.endsAt;
		if (kind === 'date_admission') return opensAt(meeting, policy);
		if (kind === 'custom') {
			const at = typeof value === 'string' ? Date.parse(value) : NaN;
			return Number.isNaN(at) ? UNKNOWN : at;
		}
		if (kind !== 'customtime' || typeof value !== 'string' || !TIME_OF_DAY.test(value)) return UNKNOWN;
		// Of the meeting's own day: near midnight a clock may not know which day it is, but the class has one.
		return instantOf(localDate(meeting.session.startsAt, venue.zone), value, venue.zone);
	}
}

const spanIn = (value: Value | undefined): Span | null => {
	if (typeof value === 'number') return exactly(value);
	return typeof value === 'object' && value !== null && 'lo' in value ? value : null;
};

/** With a tolerance in minutes, in favour of the one who asks. */
function before(a: Value | undefined, b: Value | undefined, tolerance: Value | undefined): Value {
	const [x, y] = [spanIn(a), spanIn(b)];
	if (!x || !y) return UNKNOWN;
	const grace = typeof tolerance === 'number' ? tolerance * MINUTE : 0;
	const is = isLess(x, { lo: y.lo + grace, hi: y.hi + grace });
	return is === 'unknown' ? UNKNOWN : is === 'yes';
}

type Read = (about: RuleCase, present: Span) => Value;

const count =
	(scope: 'venue' | 'programme' | 'offering', startOf: typeof dayStart): Read =>
	({ meeting, facts }) =>
		tidy(countIn(scope, startOf, meeting, facts));

const standing =
	(wanted: Claim): Read =>
	({ claim }) =>
		claim === 'unknown' ? UNKNOWN : claim === wanted;

const FACTS: Readonly<Record<RuleFact, Read>> = {
	now: (_, present) => tidy(present),
	now_isoweekday: ({ facts: { venue } }, { lo, hi }) => {
		const day = localWeekday(Math.max(0, lo), venue.zone);
		return hi - lo < 86_400_000 && day === localWeekday(hi, venue.zone) ? day : UNKNOWN;
	},
	venue: ({ facts }) => facts.venue.id,
	room: ({ meeting }) => meeting.room.id,
	session: ({ meeting }) => meeting.session.id,
	offering: ({ meeting }) => meeting.offering.id,
	course: ({ meeting }) => meeting.course.id,
	programme: ({ meeting }) => meeting.programme.id,
	enrolled: standing('enrolled'),
	waiting: standing('waiting'),
	guest: ({ facts: { pass } }) => pass.ok && pass.guest === true,
	union: ({ facts: { unions } }) => (unions === undefined ? UNKNOWN : (unions[0] ?? null)),
	unions: ({ facts: { unions } }) => unions ?? UNKNOWN,
	party: ({ party }) => party,
	free_seats: ({ facts: { seats }, meeting }) => {
		const left = seats.get(meeting.session.id);
		return left?.leased ?? left?.free ?? UNKNOWN;
	},
	entries_today: count('venue', dayStart),
	entries_week: count('venue', weekStart),
	programme_today: count('programme', dayStart),
	programme_week: count('programme', weekStart),
	offering_today: count('offering', dayStart),
	offering_week: count('offering', weekStart),
	minutes_since_last_entry: minutesSince(weekStart, Math.max),
	minutes_since_first_entry: minutesSince(dayStart, Math.min),
};

/** Whole minutes, as far as the clock can tell them. */
function minutesSince(startOf: typeof dayStart, pick: (...times: number[]) => number): Read {
	return ({ facts: { history, now, uncertainty, venue } }, present) => {
		const from = spanStart(startOf, { now, uncertainty, zone: venue.zone });
		const times = history.comings.map(({ at }) => at);
		const [surely, maybe] = [from.hi, from.lo].map((start) => times.filter((at) => at >= start));
		const whole = history.since !== null && history.since <= from.lo;
		if (!whole || surely!.length !== maybe!.length) return UNKNOWN;
		if (surely!.length === 0) return -1;
		const at = pick(...surely!);
		return tidy({ lo: Math.floor((present.lo - at) / MINUTE), hi: Math.floor((present.hi - at) / MINUTE) });
	};
}
