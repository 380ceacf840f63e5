/**
 * What a venue's own rules (`policy.rules.admitIf`, JSON Logic) may ask, by name: `{"var": "union"}`. A fact that cannot be
 * known here and now is unknown, and so is what depends on it. Comings are counted up to now, this one not included.
 */
export const RULE_FACTS = {
	now: 'corrected time, for isBefore and isAfter',
	now_isoweekday: 'day of the week where the venue is; 1 is Monday',
	venue: 'id of the venue',
	room: 'id of the room in which the session meets',
	session: 'id of the session',
	offering: 'id of the offering',
	course: 'id of the course',
	programme: 'id of the programme',
	enrolled: 'whether the person has a seat in this offering',
	waiting: 'whether the person is on its waiting list',
	guest: 'whether it is somebody without a pass',
	union: 'name of the person’s union; null where they are in none',
	unions: 'names of the person’s union and of all above it, for in',
	party: 'how many people come in with this pass, its holder included',
	free_seats: 'seats that are left',
	entries_today: 'sessions at this venue that the person came to today',
	entries_week: 'the same since Monday',
	programme_today: 'sessions of this programme that the person came to today',
	programme_week: 'the same since Monday',
	offering_today: 'sessions of this offering that the person came to today',
	offering_week: 'the same since Monday',
	minutes_since_last_entry:
		'minutes since the person last came to any session since Monday; -1 where they did not',
	minutes_since_first_entry:
		'minutes since the person first came to any session today; -1 where they did not',
} as const;
export type RuleFact = keyof typeof RULE_FACTS;

/** What rules may call beside JSON Logic's own operators, as ticketing systems' rules do. */
export const RULE_FUNCTIONS = {
	/** `["custom", "2026-11-20T18:30:00+08:00"]`, `["customtime", "18:30"]` (today), `["date_from"]`, `["date_to"]`, `["date_admission"]`. */
	buildTime: 'an instant',
	/** Third: minutes of tolerance. */
	isBefore: 'whether the first instant lies before the second',
	isAfter: 'whether the first instant lies after the second',
	/** Since an instant, at this venue. */
	entries_since: 'sessions that the person came to since an instant',
} as const;

export const isRuleFact = (name: string): name is RuleFact => Object.hasOwn(RULE_FACTS, name);
