import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, meetingsOf, MINUTE, session } from '../../../tests/fixtures/venue.ts';
import { asId, type MemberId, type OfferingId, type SessionId } from '../base/id.ts';
import { decideAdmission, type AdmissionFacts } from './admission.ts';
import type { Pass } from './pass.ts';

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
	alreadyIn: new Map(),
	policy: {
		opensBefore: 30,
		lateAfter: 10,
		walkIn: 'ask-desk',
		unknownEnrollment: 'admit',
		unknownTime: 'admit',
	},
};
const policy = (differs: Partial<AdmissionFacts['policy']>) => ({ policy: { ...usual.policy, ...differs } });
const cancelled = meetings.map((m) => ({ ...m, session: { ...m.session, status: 'cancelled' as const } }));
const unreadable = (fault: 'unreadable' | 'unsupported-version' | 'unknown-issuer' | 'forged') => ({
	pass: { ok: false as const, fault },
});

/** What differs from the usual, and the verdict in short: outcome, reason or flags, session. */
const TABLE: [string, Partial<AdmissionFacts>, string][] = [
	['the usual', {}, 'admitted [] a-1'],
	['garbage', unreadable('unreadable'), 'refused unreadable'],
	['a version from the future', unreadable('unsupported-version'), 'refused unsupported-version'],
	['an untrusted issuer', unreadable('unknown-issuer'), 'refused unknown-issuer'],
	['a forgery', unreadable('forged'), 'refused forged'],
	['revoked', { pass: { ok: true, pass, revoked: 'yes' } }, 'refused revoked'],
	['revocation unknown', { pass: { ok: true, pass, revoked: 'unknown' } }, 'admitted [] a-1'],
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
	['already in', { alreadyIn: new Map([[id('a-1'), at('18:05')]]) }, 'already-in a-1'],
	[
		'already in, and over',
		{ now: at('20:10'), alreadyIn: new Map([[id('a-1'), at('18:05')]]) },
		'already-in a-1',
	],
	['cancelled', { meetings: cancelled }, 'refused cancelled a-1'],
	['two classes: the open one', { enrolled: offerings('a', 'c') }, 'admitted [] a-1'],
	[
		'two classes: the next one when the first is over',
		{ enrolled: offerings('a', 'c'), now: at('20:05') },
		'admitted [] c-2',
	],
	[
		'two classes at once: the one not yet in',
		{ enrolled: offerings('a', 'b'), alreadyIn: new Map([[id('a-1'), at('18:05')]]) },
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
	['own door', { door: id('a-1') }, 'admitted [] a-1'],
	['another door while the own class is open', { door: id('b-1') }, 'refused other-class a-1'],
	[
		'another door, own class not open',
		{ door: id('b-1'), enrolled: offerings('c') },
		'ask-desk not-enrolled b-1',
	],
	[
		'walk-in where walk-ins may',
		{ door: id('b-1'), enrolled: offerings(), ...policy({ walkIn: 'admit' }) },
		'admitted [walk-in] b-1',
	],
	[
		'walk-in where they may not',
		{ door: id('b-1'), enrolled: offerings(), ...policy({ walkIn: 'refuse' }) },
		'refused not-enrolled b-1',
	],
	['a door, no roster', { door: id('b-1'), enrolled: null }, 'admitted [enrollment-unknown] b-1'],
	[
		'a door, no roster, venue refuses',
		{ door: id('b-1'), enrolled: null, ...policy({ unknownEnrollment: 'refuse' }) },
		'refused cannot-tell b-1',
	],
	[
		'a door, no roster, desk decides',
		{ door: id('b-1'), enrolled: null, ...policy({ unknownEnrollment: 'ask-desk' }) },
		'ask-desk cannot-tell b-1',
	],
	['a door that is gone', { door: id('z-1') }, 'refused closed'],
	[
		'no roster, and late',
		{ door: id('a-1'), enrolled: null, now: at('18:45') },
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
	return [verdict.outcome, what, verdict.meeting?.session.id ?? ''].filter(Boolean).join(' ');
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
				const alreadyIn = new Map([...facts.alreadyIn, [first.meeting.session.id, facts.now]]);
				const second = decideAdmission({ ...facts, alreadyIn });
				expect(second.outcome === 'admitted' && second.meeting.session.id === first.meeting.session.id).toBe(
					false,
				);
			}),
		);
	});
});
