import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, catalogueOf, meetingsOf, MINUTE, session } from '../../../tests/fixtures/venue.ts';
import { asId, type MemberId, type OfferingId, type RoomId, type SessionId } from '../base/id.ts';
import { decideAdmission, type AdmissionFacts, type Shown } from './admission.ts';
import { lineageOf } from './history.ts';
import type { Pass } from './pass.ts';
import type { CheckInPolicy, PolicyPart } from './policy.ts';
import { freeByTally } from './seat-gates.ts';

const pass: Pass = {
	keyId: 1,
	memberId: asId<MemberId>('00'.repeat(8)),
	serial: 1,
	firstDay: 20_700,
	lastDay: 20_800,
	secret: new Uint8Array(16),
};
const meetings = meetingsOf([
	session('a-1', '18:30', '20:00'),
	session('b-1', '18:30', '20:00', { roomId: asId('r101') }),
	session('c-1', '14:00', '15:00'),
	session('c-2', '20:30', '21:30'),
]);
const id = (name: string) => asId<SessionId>(name);
const offerings = (...names: string[]) => new Set(names.map((name) => asId<OfferingId>(name)));

/** A member of class a at the door for every class, ten minutes before it starts, all known. */
const usual: AdmissionFacts = {
	now: at('18:20'),
	uncertainty: 50,
	today: 20_777,
	pass: { ok: true, pass, revoked: 'no' },
	door: null,
	meetings,
	enrolled: offerings('a'),
	barred: 'no',
	stays: new Map(),
	venue: catalogueOf([]).venue,
	lineage: lineageOf(catalogueOf([])),
	waiting: new Set(),
	unions: [],
	history: { comings: [], since: 0, earlier: new Map() },
	seats: new Map(meetings.map((m) => [m.session.id, { free: freeByTally(m), leased: null }])),
	elsewhere: [],
};
const policy = (differs: PolicyPart) => ({
	venue: { ...usual.venue, policy: { ...usual.venue.policy, ...differs } as CheckInPolicy },
});
const doorOf = (session: string) => ({ session: id(session) });
const inAt = (session: string, time: string) => ({
	stays: new Map([[id(session), { here: true, since: at(time) }]]),
});
const leftAt = (session: string, time: string) => ({
	stays: new Map([[id(session), { here: false, since: at(time) }]]),
});
const shown = (differs: Partial<Extract<Shown, { readonly pass: Pass }>>) => ({
	pass: { ok: true as const, pass, revoked: 'no' as const, ...differs },
});
const seats = (free: number | null, leased: number | null = null) => ({
	seats: new Map(meetings.map((m) => [m.session.id, { free, leased }])),
});
const cancelled = meetings.map((m) => ({ ...m, session: { ...m.session, status: 'cancelled' as const } }));
const unreadable = (fault: 'unreadable' | 'unsupported-version' | 'unknown-issuer' | 'forged') => ({
	pass: { ok: false as const, fault },
});

const guest: Shown = { ok: true, guest: true };
const walkIn = { enrolled: offerings(), door: doorOf('b-1'), ...policy({ walkIn: 'admit' }) };
const unsure = { comings: [], since: null, earlier: null };

/** What differs from the usual, and the verdict in short: outcome, reason or flags, session. */
const TABLE: [string, Partial<AdmissionFacts>, string][] = [
	['the usual', {}, 'admitted [] a-1'],
	['garbage', unreadable('unreadable'), 'refused unreadable'],
	['a version from the future', unreadable('unsupported-version'), 'refused unsupported-version'],
	['an untrusted issuer', unreadable('unknown-issuer'), 'refused unknown-issuer'],
	['a forgery', unreadable('forged'), 'refused forged'],
	['revoked', { pass: { ok: true, pass, revoked: 'yes' } }, 'refused revoked'],
	['revocation unknown', shown({ revoked: 'unknown' }), 'admitted [revocation-unknown] a-1'],
	['its first day', { today: 20_700 }, 'admitted [] a-1'],
	['the day before', { today: 20_699 }, 'refused not-yet-valid'],
	[
		'the day before, by a clock that may be days off',
		{ today: 20_699, uncertainty: 3 * 86_400_000 },
		'admitted [time-unknown] a-1',
	],
	['its last day', { today: 20_800 }, 'admitted [] a-1'],
	['the day after', { today: 20_801 }, 'refused expired'],
	['a barred member', { barred: 'yes' }, 'ask-desk barred'],
	['barred unknown', { barred: 'unknown' }, 'admitted [] a-1'],
	['a minute before check-in opens', { now: at('17:59') }, 'refused too-early a-1'],
	['when check-in opens', { now: at('18:00') + 50 }, 'admitted [] a-1'],
	['within the clock’s doubt of the opening', { now: at('18:00') - 40 }, 'admitted [time-unknown] a-1'],
	[
		'in doubt, and the venue refuses doubt',
		{ now: at('18:00') - 40, ...policy({ unknownTime: 'refuse' }) },
		'refused cannot-tell a-1',
	],
	[
		'in doubt, and the desk decides',
		{ now: at('18:00') - 40, ...policy({ unknownTime: 'ask-desk' }) },
		'ask-desk cannot-tell a-1',
	],
	['just not late', { now: at('18:40') - 100 }, 'admitted [] a-1'],
	['late', { now: at('18:41') }, 'admitted [late] a-1'],
	['late or not, the clock cannot tell', { now: at('18:40'), uncertainty: 2 * MINUTE }, 'admitted [] a-1'],
	['the last moment', { now: at('20:00') - 100 }, 'admitted [late] a-1'],
	['over', { now: at('20:00') + 50 }, 'refused closed a-1'],
	['already in', { ...inAt('a-1', '18:05') }, 'already-in a-1'],
	['already in, and over', { now: at('20:10'), ...inAt('a-1', '18:05') }, 'already-in a-1'],
	['cancelled', { meetings: cancelled }, 'refused cancelled a-1'],
	['two classes: the open one', { enrolled: offerings('a', 'c') }, 'admitted [] a-1'],
	[
		'two classes: the next one when the first is over',
		{ enrolled: offerings('a', 'c'), now: at('20:05') },
		'admitted [] c-2',
	],
	[
		'two classes at once: the one not yet in',
		{ enrolled: offerings('a', 'b'), ...inAt('a-1', '18:05') },
		'admitted [] b-1',
	],
	[
		'between classes: says when the next opens',
		{ enrolled: offerings('c'), now: at('16:00') },
		'refused too-early c-2',
	],
	['after the last: says it is over', { enrolled: offerings('c'), now: at('22:00') }, 'refused closed c-2'],
	['a class, but none today', { enrolled: offerings('x') }, 'refused no-class-today'],
	['no class at all', { enrolled: offerings() }, 'ask-desk not-enrolled'],
	['no roster, no door', { enrolled: null }, 'ask-desk cannot-tell'],
	['own door', { door: doorOf('a-1') }, 'admitted [] a-1'],
	['another door while the own class is open', { door: doorOf('b-1') }, 'refused other-class a-1'],
	[
		'another door, own class not open',
		{ door: doorOf('b-1'), enrolled: offerings('c') },
		'ask-desk not-enrolled b-1',
	],
	[
		'walk-in where walk-ins may',
		{ door: doorOf('b-1'), enrolled: offerings(), ...policy({ walkIn: 'admit' }) },
		'admitted [walk-in] b-1',
	],
	[
		'walk-in where they may not',
		{ door: doorOf('b-1'), enrolled: offerings(), ...policy({ walkIn: 'refuse' }) },
		'refused not-enrolled b-1',
	],
	['a door, no roster', { door: doorOf('b-1'), enrolled: null }, 'admitted [enrollment-unknown] b-1'],
	[
		'a door, no roster, venue refuses',
		{ door: doorOf('b-1'), enrolled: null, ...policy({ unknownEnrollment: 'refuse' }) },
		'refused cannot-tell b-1',
	],
	[
		'a door, no roster, desk decides',
		{ door: doorOf('b-1'), enrolled: null, ...policy({ unknownEnrollment: 'ask-desk' }) },
		'ask-desk cannot-tell b-1',
	],
	['a door that is gone', { door: doorOf('z-1') }, 'refused closed'],
	['left, and back', { ...leftAt('a-1', '18:05') }, 'admitted [] a-1 back'],
	['back is not late', { now: at('19:30'), ...leftAt('a-1', '18:05') }, 'admitted [] a-1 back'],
	['back at the end', { now: at('20:00') + 50, ...leftAt('a-1', '18:05') }, 'refused closed a-1'],
	[
		'back after check-in has closed',
		{ now: at('19:00'), ...leftAt('a-1', '18:05'), ...policy({ closesAfter: 15 }) },
		'admitted [] a-1 back',
	],
	['back to a full class', { ...leftAt('a-1', '18:05'), ...seats(0) }, 'admitted [] a-1 back'],
	['a live code', shown({ live: 'yes' }), 'admitted [] a-1'],
	['a live code of a minute ago', shown({ live: 'stale' }), 'refused stale-code'],
	['a live code by a doubtful clock', shown({ live: 'unknown' }), 'admitted [not-live] a-1'],
	[
		'a printed code where live ones are asked for',
		{ ...shown({ live: 'no' }), ...policy({ passes: 'live-only' }) },
		'ask-desk live-only a-1',
	],
	[
		'a printed code where live ones are preferred',
		{ ...shown({}), ...policy({ passes: 'live-preferred' }) },
		'admitted [not-live] a-1',
	],
	['a code of another organiser', shown({ marks: ['foreign-ticket'] }), 'admitted [foreign-ticket] a-1'],
	[
		'revocation unknown, and the desk decides',
		{ ...shown({ revoked: 'unknown' }), ...policy({ unknownRevocation: 'ask-desk' }) },
		'ask-desk cannot-tell a-1',
	],
	['a guest', { pass: guest, enrolled: null, door: doorOf('b-1') }, 'ask-desk guest b-1'],
	[
		'a guest where they may',
		{ pass: guest, enrolled: null, door: doorOf('b-1'), ...policy({ guests: 'admit' }) },
		'admitted [guest] b-1',
	],
	[
		'a guest of a full class',
		{ pass: guest, door: doorOf('b-1'), enrolled: offerings(), ...policy({ guests: 'admit' }), ...seats(0) },
		'ask-desk full b-1',
	],
	['a guest at a door for every class', { pass: guest }, 'ask-desk guest'],
	['on a seat that the kiosk holds', { ...walkIn, ...seats(null, 1) }, 'admitted [walk-in,leased] b-1'],
	['no seat that the kiosk holds is left', { ...walkIn, ...seats(9, 0) }, 'ask-desk cannot-tell b-1'],
	['seats unknown', { ...walkIn, ...seats(null) }, 'admitted [walk-in,seats-unknown] b-1'],
	[
		'seats unknown, and the venue refuses doubt',
		{ ...walkIn, ...seats(null), ...policy({ walkIn: 'admit', unknownSeats: 'refuse' }) },
		'refused cannot-tell b-1',
	],
	[
		'refused for one reason, asked for another',
		{ ...walkIn, ...seats(null), ...policy({ walkIn: 'ask-desk', unknownSeats: 'refuse' }) },
		'refused cannot-tell b-1',
	],
	[
		'waiting, on a seat that the kiosk holds',
		{ enrolled: offerings(), waiting: offerings('a'), ...seats(null, 1) },
		'admitted [moved-up,leased] a-1',
	],
	[
		'waiting, seats unknown',
		{ enrolled: offerings(), waiting: offerings('a'), ...seats(null) },
		'ask-desk waiting a-1',
	],
	['a party', shown({ party: 3 }), 'admitted [companion] a-1 of 3'],
	[
		'a party larger than one may be',
		{ ...shown({ party: 30 }), ...policy({ party: 5 }) },
		'admitted [companion] a-1 of 5',
	],
	['a party for whom seats are short', { ...shown({ party: 3 }), ...seats(1) }, 'ask-desk full a-1'],
	['a party, and seats enough', { ...shown({ party: 3 }), ...seats(2) }, 'admitted [companion] a-1 of 3'],
	[
		'a party, and few seats that the kiosk holds',
		{ ...shown({ party: 3 }), ...seats(null, 1) },
		'ask-desk cannot-tell a-1',
	],
	[
		'an unknown union',
		{ unions: undefined, ...policy({ unions: ['机械工会'] }) },
		'admitted [eligibility-unknown] a-1',
	],
	[
		'an unknown union, and the desk decides',
		{ unions: undefined, ...policy({ unions: ['机械工会'], unknownEligibility: 'ask-desk' }) },
		'ask-desk cannot-tell a-1',
	],
	[
		'a limit that may be reached',
		{ history: unsure, ...policy({ limits: { perDay: 1, of: 'venue' } }) },
		'admitted [limit-unknown] a-1',
	],
	[
		'a limit that may be reached, and the venue refuses doubt',
		{ history: unsure, ...policy({ limits: { perDay: 1, of: 'venue' }, unknownLimit: 'refuse' }) },
		'refused cannot-tell a-1',
	],
	[
		'a limit that is reached though not everything is known',
		{
			history: {
				...unsure,
				comings: [{ sessionId: id('c-1'), offeringId: asId<OfferingId>('c'), at: at('14:00') }],
			},
			...policy({ limits: { perDay: 1, of: 'venue' } }),
		},
		'refused day-limit a-1',
	],
	[
		'a room’s door, no roster',
		{ door: { room: asId<RoomId>('r101') }, enrolled: null },
		'admitted [enrollment-unknown] b-1',
	],
	[
		'no roster, and late',
		{ door: doorOf('a-1'), enrolled: null, now: at('18:45') },
		'admitted [enrollment-unknown,late] a-1',
	],
];

function inShort(facts: AdmissionFacts): string {
	const verdict = decideAdmission(facts);
	const what =
		verdict.outcome === 'admitted'
			? `[${verdict.flags.join(',')}]`
			: 'reason' in verdict
				? verdict.reason
				: '';
	const { back = false, party = 1 } = verdict.outcome === 'admitted' ? verdict : {};
	const how = [back ? 'back' : '', party > 1 ? `of ${party}` : ''];
	return [verdict.outcome, what, verdict.meeting?.session.id ?? '', ...how].filter(Boolean).join(' ');
}
// An admission without flags still shows its empty brackets, so that a flag cannot hide.

describe('admission', () => {
	it.each(TABLE)('%s', (_, differs, verdict) => {
		expect(inShort({ ...usual, ...differs })).toBe(verdict);
	});

	it('a code that is no pass never enters, whatever else is true', () => {
		const fault = fc.constantFrom('unreadable', 'unsupported-version', 'unknown-issuer', 'forged' as const);
		fc.assert(
			fc.property(fault, fc.constantFrom(...TABLE), fc.nat(86_400_000), (f, [, differs], later) => {
				const facts = { ...usual, ...differs, ...unreadable(f), now: at('00:00') + later };
				expect(decideAdmission(facts)).toMatchObject({ outcome: 'refused', reason: f });
			}),
		);
	});

	it('who is in is never admitted to the same session again', () => {
		fc.assert(
			fc.property(fc.constantFrom(...TABLE), fc.nat(86_400_000), ([, differs], later) => {
				const facts = { ...usual, ...differs, now: at('00:00') + later };
				const first = decideAdmission(facts);
				if (first.outcome !== 'admitted') return;
				const stay = { here: true, since: facts.now };
				const stays = new Map([...facts.stays, [first.meeting.session.id, stay] as const]);
				const second = decideAdmission({ ...facts, stays });
				expect(second.outcome === 'admitted' && second.meeting.session.id === first.meeting.session.id).toBe(
					false,
				);
			}),
		);
	});
});
