import type { Session } from '../../src/lib/domain/course.ts';
import type { Logic } from '../../src/lib/domain/logic.ts';
import { at, MINUTE } from '../fixtures/venue.ts';
import type { Policies } from './venue.ts';

/** Somebody at a door on Friday, ten minutes before a-1 begins, and what differs from that. */
export interface Situation {
	readonly now?: number;
	readonly policy?: Policies;
	readonly sessions?: Partial<Record<string, Partial<Session>>>;
	/** Seats of each class. */
	readonly capacity?: number;
	/** So many others are enrolled in each of these. */
	readonly others?: Partial<Record<string, number>>;
	readonly enrolled?: readonly string[];
	readonly waiting?: readonly string[];
	readonly barred?: boolean;
	readonly union?: string | null;
	readonly came?: readonly (readonly [session: string, at: number, left?: number])[];
	readonly elsewhere?: boolean;
	readonly code?:
		| 'good'
		| 'garbage'
		| 'newer'
		| 'forged'
		| 'stranger'
		| 'revoked'
		| 'expired'
		| 'future'
		| 'first-day'
		| 'last-day';
	readonly door?: { readonly session: string } | { readonly room: string } | null;
	/** Of the kiosk alone: how long ago the hub was heard of, and how far its clock may be off. */
	readonly silent?: number;
	readonly uncertainty?: number;
}

/** What somebody is told, in short: outcome, flags or reason, session. One text where both sides know. */
export type Told = string | { readonly hub: string; readonly kiosk: string } | { readonly kiosk: string };

const session = (id: string) => ({ door: { session: id } });
const walkIn: Situation = { enrolled: [], ...session('b-1') };
const admitWalkIns: Policies = { venue: { walkIn: 'admit' } };
const full: Situation = { capacity: 2, others: { a: 2, b: 2 } };
const wed = at('18:40', '2026-11-18');
const lastFriday = at('18:40', '2026-11-13');
const rule = (admitIf: Logic, more: object = {}): Situation => ({
	policy: {
		session: {
			rules: {
				admitIf: admitIf as { [operator: string]: Logic },
				otherwise: 'refuse',
				unknown: 'admit',
				...more,
			},
		},
	},
});
const fact = (name: string): Logic => ({ var: name });

export const TABLE: readonly (readonly [string, Situation, Told])[] = [
	['the usual', {}, 'admitted [] a-1'],
	['garbage', { code: 'garbage' }, 'refused unreadable'],
	['a code from the future', { code: 'newer' }, 'refused unsupported-version'],
	['a forgery', { code: 'forged' }, 'refused forged'],
	['a strange issuer’s', { code: 'stranger' }, 'refused unknown-issuer'],
	['a pass that was withdrawn', { code: 'revoked' }, 'refused revoked'],
	['a pass of yesterday', { code: 'expired' }, 'refused expired'],
	['a pass of tomorrow', { code: 'future' }, 'refused not-yet-valid'],
	['a pass on its first day', { code: 'first-day' }, 'admitted [] a-1'],
	['a pass on its last day', { code: 'last-day' }, 'admitted [] a-1'],
	['somebody barred', { barred: true }, 'ask-desk barred'],
	[
		'somebody barred who is enrolled in nothing',
		{ barred: true, enrolled: [], policy: admitWalkIns, ...session('b-1') },
		'ask-desk barred',
	],

	['a minute before check-in opens', { now: at('17:59') }, 'refused too-early a-1'],
	['when it opens', { now: at('18:00') }, 'admitted [] a-1'],
	[
		'before the class’s own opening',
		{ now: at('18:15'), policy: { offering: { opensBefore: 10 } } },
		'refused too-early a-1',
	],
	[
		'at the programme’s own opening',
		{ now: at('17:30'), policy: { programme: { opensBefore: 60 } } },
		'admitted [] a-1',
	],
	[
		'the session’s word before the course’s',
		{ now: at('17:30'), policy: { course: { opensBefore: 60 }, session: { opensBefore: 5 } } },
		'refused too-early a-1',
	],
	['just not late', { now: at('18:40') - 1 }, 'admitted [] a-1'],
	['late', { now: at('18:40') }, 'admitted [late] a-1'],
	[
		'late by the course’s own word',
		{ now: at('18:31'), policy: { course: { lateAfter: 0 } } },
		'admitted [late] a-1',
	],
	['the last moment', { now: at('20:00') - 1 }, 'admitted [late] a-1'],
	['over', { now: at('20:00') }, 'refused closed a-1'],
	[
		'the last moment before check-in closes',
		{ now: at('18:45') - 1, policy: { session: { closesAfter: 15 } } },
		'admitted [late] a-1',
	],
	[
		'check-in has closed',
		{ now: at('18:45'), policy: { session: { closesAfter: 15 } } },
		'refused closed a-1',
	],
	[
		'check-in closes at the end at the latest',
		{ now: at('20:05'), policy: { venue: { closesAfter: 600 } } },
		'refused closed a-1',
	],
	['cancelled', { sessions: { 'a-1': { status: 'cancelled' } } }, 'refused cancelled a-1'],

	['already in', { came: [['a-1', at('18:05')]] }, 'already-in a-1'],
	['already in, and over', { now: at('20:10'), came: [['a-1', at('18:05')]] }, 'already-in a-1'],
	['left, and back', { now: at('19:00'), came: [['a-1', at('18:05'), at('18:50')]] }, 'admitted [] a-1 back'],
	[
		'left, and back when all is over',
		{ now: at('20:01'), came: [['a-1', at('18:05'), at('18:50')]] },
		'refused closed a-1',
	],
	[
		'left, and back after check-in has closed',
		{ now: at('19:00'), came: [['a-1', at('18:05'), at('18:50')]], policy: { venue: { closesAfter: 15 } } },
		'admitted [] a-1 back',
	],

	[
		'two classes at once: the one they are not in',
		{ enrolled: ['a', 'b'], came: [['a-1', at('18:05')]] },
		'admitted [] b-1',
	],
	['between classes', { enrolled: ['c'], now: at('16:00') }, 'refused too-early c-2'],
	['after the last', { enrolled: ['c'], now: at('22:00') }, 'refused closed c-2'],
	['a class, but none today', { enrolled: ['d'] }, 'refused no-class-today'],
	['no class at all', { enrolled: [] }, 'ask-desk not-enrolled'],
	[
		'a class at another venue',
		{ enrolled: [], elsewhere: true },
		{ hub: 'refused other-venue', kiosk: 'ask-desk not-enrolled' },
	],
	['a class here and at another venue', { elsewhere: true }, 'admitted [] a-1'],

	['the own class’s door', session('a-1'), 'admitted [] a-1'],
	['another class’s door', session('b-1'), 'refused other-class a-1'],
	[
		'another class’s door, the own one is cancelled',
		{ ...session('b-1'), sessions: { 'a-1': { status: 'cancelled' } } },
		'ask-desk not-enrolled b-1',
	],
	['a door of a session that is gone', session('z-1'), 'refused closed'],
	['the own class’s room', { door: { room: 'r302' } }, 'admitted [] a-1'],
	['another room', { door: { room: 'r101' } }, 'refused wrong-room a-1'],
	[
		'another room, the own class is not open yet',
		{ door: { room: 'r101' }, enrolled: ['c'] },
		'ask-desk not-enrolled b-1',
	],
	['a room without a class', { door: { room: 'r999' }, enrolled: [] }, 'ask-desk not-enrolled'],
	[
		'a room, walking in',
		{ door: { room: 'r101' }, enrolled: [], policy: admitWalkIns },
		'admitted [walk-in] b-1',
	],

	['walking in where one may', { ...walkIn, policy: admitWalkIns }, 'admitted [walk-in] b-1'],
	['walking in, the desk decides', walkIn, 'ask-desk not-enrolled b-1'],
	[
		'walking in where one may not',
		{ ...walkIn, policy: { session: { walkIn: 'refuse' } } },
		'refused not-enrolled b-1',
	],
	[
		'walking in on the last seat',
		{ ...walkIn, policy: admitWalkIns, capacity: 3, others: { b: 2 } },
		'admitted [walk-in] b-1',
	],
	['walking in where all is full', { ...walkIn, ...full, policy: admitWalkIns }, 'ask-desk full b-1'],
	[
		'walking in where all is full and nobody squeezes in',
		{ ...walkIn, ...full, policy: { venue: { walkIn: 'admit', full: 'refuse' } } },
		'refused full b-1',
	],
	[
		'walking in where all is full and one may stand',
		{ ...walkIn, ...full, policy: { venue: { walkIn: 'admit', full: 'admit' } } },
		'admitted [walk-in,over-capacity] b-1',
	],
	['an own seat in a full class', { capacity: 3, others: { a: 2 } }, 'admitted [] a-1'],
	['waiting, and a seat is free', { enrolled: [], waiting: ['a'] }, 'admitted [moved-up] a-1'],
	['waiting, and none is', { ...full, enrolled: [], waiting: ['a'] }, 'ask-desk waiting a-1'],
	[
		'waiting, where nobody may walk in',
		{ enrolled: [], waiting: ['a'], policy: { venue: { walkIn: 'refuse' } } },
		'admitted [moved-up] a-1',
	],
	[
		'waiting for one class, a seat in another that is open',
		{ enrolled: ['b'], waiting: ['a'] },
		'admitted [] b-1',
	],
	[
		'waiting for a class that is open, a seat in a later one',
		{ enrolled: ['c'], waiting: ['a'] },
		'admitted [moved-up] a-1',
	],

	[
		'a member of the union',
		{ union: '机械工会', policy: { course: { unions: ['机械工会'] } } },
		'admitted [] a-1',
	],
	[
		'a member of another union',
		{ union: '纺织工会', policy: { course: { unions: ['机械工会'] } } },
		'refused other-union a-1',
	],
	[
		'a member of a union below the district',
		{ union: '机械工会', policy: { course: { unions: ['城北区总工会'] } } },
		'admitted [] a-1',
	],
	[
		'a member of a union of another district',
		{ union: '纺织工会', policy: { course: { unions: ['城北区总工会'] } } },
		'refused other-union a-1',
	],
	[
		'a member of the district, where one of its unions is named',
		{ union: '城北区总工会', policy: { course: { unions: ['机械工会'] } } },
		'refused other-union a-1',
	],
	[
		'a member of none',
		{ union: null, policy: { course: { unions: ['机械工会'] } } },
		'refused other-union a-1',
	],
	[
		'a member of another union, where the class is open to all',
		{ union: '纺织工会', policy: { course: { unions: ['机械工会'] }, offering: { unions: [] } } },
		'admitted [] a-1',
	],
	[
		'never at the earlier course',
		{ policy: { offering: { prerequisites: [{ course: 'safety' as never, attended: 1 }] } } },
		'refused prerequisite a-1',
	],
	[
		'once at the earlier course',
		{
			came: [['d-1', at('09:01', '2026-10-10')]],
			policy: { offering: { prerequisites: [{ course: 'safety' as never, attended: 1 }] } },
		},
		'admitted [] a-1',
	],
	[
		'once where twice is asked for',
		{
			came: [['d-1', at('09:01', '2026-10-10')]],
			policy: { offering: { prerequisites: [{ offering: 'd' as never, attended: 2 }] } },
		},
		'refused prerequisite a-1',
	],
	[
		'enrolled in the earlier course, which is enough',
		{
			enrolled: ['a', 'd'],
			policy: { offering: { prerequisites: [{ course: 'safety' as never, attended: 0 }] } },
		},
		'admitted [] a-1',
	],
	[
		'not enrolled in it',
		{ policy: { offering: { prerequisites: [{ course: 'safety' as never, attended: 0 }] } } },
		'refused prerequisite a-1',
	],

	[
		'below the day’s limit',
		{
			enrolled: ['a'],
			came: [['c-1', at('14:00'), at('15:00')]],
			policy: { session: { limits: { perDay: 2, of: 'venue' } } },
		},
		'admitted [] a-1',
	],
	[
		'at the day’s limit',
		{
			enrolled: ['a'],
			came: [['c-1', at('14:00'), at('15:00')]],
			policy: { session: { limits: { perDay: 1, of: 'venue' } } },
		},
		'refused day-limit a-1',
	],
	[
		'the day’s limit of another programme',
		{
			enrolled: ['a'],
			came: [['c-1', at('14:00')]],
			policy: { session: { limits: { perDay: 1, of: 'programme' } } },
		},
		'admitted [] a-1',
	],
	[
		'the week’s limit, reached on Wednesday',
		{ came: [['a-wed', wed]], policy: { session: { limits: { perWeek: 1, of: 'programme' } } } },
		'refused week-limit a-1',
	],
	[
		'the week’s limit of the course',
		{ came: [['a-wed', wed]], policy: { course: { limits: { perWeek: 1, of: 'course' } } } },
		'refused week-limit a-1',
	],
	[
		'the week’s limit, last week does not count',
		{ came: [['a-last', lastFriday]], policy: { session: { limits: { perWeek: 1, of: 'programme' } } } },
		'admitted [] a-1',
	],
	[
		'the week’s limit, Monday counts',
		{
			came: [
				['c-mon', at('14:00', '2026-11-16')],
				['a-wed', wed],
			],
			policy: { session: { limits: { perWeek: 2, of: 'venue' } } },
		},
		'refused week-limit a-1',
	],
	[
		'back, and the limit is reached by that very coming',
		{
			now: at('19:00'),
			came: [['a-1', at('18:05'), at('18:50')]],
			policy: { session: { limits: { perDay: 1, of: 'venue' } } },
		},
		'admitted [] a-1 back',
	],

	[
		'a rule: after half past six, with a tolerance',
		{ now: at('18:27'), ...rule({ isAfter: [fact('now'), { buildTime: ['date_from'] }, 5] }) },
		'admitted [] a-1',
	],
	[
		'a rule: too early for its tolerance',
		{ now: at('18:24'), ...rule({ isAfter: [fact('now'), { buildTime: ['date_from'] }, 5] }) },
		'refused rule a-1',
	],
	[
		'a rule: before a time of the day',
		{ now: at('18:29'), ...rule({ isBefore: [fact('now'), { buildTime: ['customtime', '18:30'] }] }) },
		'admitted [] a-1',
	],
	[
		'a rule: in a list of rooms, else to the desk',
		rule(
			{ inList: [fact('room'), { objectList: [{ lookup: ['room', 'r101', '101'] }] }] },
			{ otherwise: 'ask-desk' },
		),
		'ask-desk rule a-1',
	],
	[
		'a rule: at most one class a day',
		{ came: [['c-1', at('14:00')]], ...rule({ '<': [fact('entries_today'), 1] }) },
		'refused rule a-1',
	],
	[
		'a rule: an hour between classes',
		{
			came: [['c-1', at('14:00')]],
			...rule({
				or: [
					{ '==': [fact('minutes_since_last_entry'), -1] },
					{ '>': [fact('minutes_since_last_entry'), 60] },
				],
			}),
		},
		'admitted [] a-1',
	],
	[
		'a rule: not an hour between classes',
		{
			now: at('18:29'),
			sessions: { 'c-1': { startsAt: at('17:00'), endsAt: at('18:00') } },
			came: [['c-1', at('17:40')]],
			...rule({ '>': [fact('minutes_since_last_entry'), 60] }),
		},
		'refused rule a-1',
	],
	[
		'a rule: of a union',
		{ union: '机械工会', ...rule({ in: [fact('union'), ['机械工会', '电力工会']] }) },
		'admitted [] a-1',
	],
	[
		'a rule: of a district',
		{ union: '机械工会', ...rule({ in: ['城北区总工会', fact('unions')] }) },
		'admitted [] a-1',
	],
	[
		'a rule: of another district',
		{ union: '纺织工会', ...rule({ in: ['城北区总工会', fact('unions')] }) },
		'refused rule a-1',
	],
	['a rule: on Fridays', rule({ '==': [fact('now_isoweekday'), 5] }), 'admitted [] a-1'],
	[
		'a rule: once this week already',
		{ came: [['a-wed', wed]], ...rule({ '==': [fact('programme_week'), 1] }) },
		'admitted [] a-1',
	],

	['the roster is old, and she is on it', { silent: 3 * 3_600_000 }, { kiosk: 'admitted [] a-1' }],
	[
		'the list of dead passes is old',
		{ silent: 30 * 3_600_000 },
		{ kiosk: 'admitted [revocation-unknown] a-1' },
	],
	[
		'the roster is old, and she is not',
		{ ...walkIn, silent: 11 * MINUTE },
		{ kiosk: 'admitted [enrollment-unknown] b-1' },
	],
	[
		'the roster is old, and the venue refuses doubt',
		{ ...walkIn, silent: 11 * MINUTE, policy: { venue: { unknownEnrollment: 'refuse' } } },
		{ kiosk: 'refused cannot-tell b-1' },
	],
	[
		'the roster is old, and nobody knows the seats',
		{ waiting: ['b'], ...session('b-1'), enrolled: [], silent: 11 * MINUTE },
		{ kiosk: 'ask-desk waiting b-1' },
	],
	[
		'the roster is old, and perhaps she came elsewhere',
		{ silent: 11 * MINUTE, policy: { venue: { limits: { perDay: 1, of: 'venue' } } } },
		{ kiosk: 'admitted [limit-unknown] a-1' },
	],
	[
		'the roster is old, and the limit was reached even then',
		{
			came: [['a-wed', wed]],
			silent: 11 * MINUTE,
			policy: { venue: { limits: { perWeek: 1, of: 'venue' } } },
		},
		{ kiosk: 'refused week-limit a-1' },
	],
	[
		'not on the roster, and a union is asked for',
		{ ...walkIn, policy: { venue: { walkIn: 'admit', unions: ['机械工会'] } } },
		{ hub: 'refused other-union b-1', kiosk: 'admitted [walk-in,eligibility-unknown] b-1' },
	],
	[
		'the clock may be minutes off at the opening',
		{ now: at('17:59'), uncertainty: 2 * MINUTE },
		{ kiosk: 'admitted [time-unknown] a-1' },
	],
	[
		'the clock may be minutes off, and the venue refuses doubt',
		{ now: at('17:59'), uncertainty: 2 * MINUTE, policy: { venue: { unknownTime: 'refuse' } } },
		{ kiosk: 'refused cannot-tell a-1' },
	],
	[
		'a rule within the clock’s doubt',
		{
			now: at('18:25'),
			uncertainty: 2 * MINUTE,
			...rule({ isAfter: [fact('now'), { buildTime: ['date_from'] }, 5] }),
		},
		{ kiosk: 'admitted [eligibility-unknown] a-1' },
	],
	[
		'a rule within the clock’s doubt, and the venue refuses it',
		{
			now: at('18:25'),
			uncertainty: 2 * MINUTE,
			...rule({ isAfter: [fact('now'), { buildTime: ['date_from'] }, 5] }, { unknown: 'refuse' }),
		},
		{ kiosk: 'refused cannot-tell a-1' },
	],
	[
		'a rule beyond the clock’s doubt',
		{
			now: at('18:28'),
			uncertainty: 2 * MINUTE,
			...rule({ isAfter: [fact('now'), { buildTime: ['date_from'] }, 5] }),
		},
		{ kiosk: 'admitted [] a-1' },
	],
];
