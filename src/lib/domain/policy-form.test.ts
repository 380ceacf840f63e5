import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { asId, type CourseId, type OfferingId } from '../base/id.ts';
import { inherited, layersAbove, typedPolicy } from './policy-above.ts';
import { fieldsOf, POLICY_KINDS } from './policy-fields.ts';
import { readPolicies } from './policy-form.ts';
import { classesByName, readLines } from './policy-lines.ts';
import { PolicyPartSchema, type PolicyPart } from './policy.ts';
import { SignUpPolicySchema, type SignUpPolicy } from './sign-up-policy.ts';
import { catalogueOf } from '../../../tests/fixtures/venue.ts';

const catalogue = catalogueOf([]);
const [offering] = catalogue.offerings.values();
const course = catalogue.courses.get(offering!.courseId)!;
const names = {
	...{ zone: 'Asia/Shanghai', classes: classesByName(catalogue) },
	isUnion: (name: string) => ['电车公司工会', '城北区总工会'].includes(name),
};
const read = (
	typed: Readonly<Record<string, string>>,
	kind: (typeof POLICY_KINDS)[number] = 'offering',
	kept?: PolicyPart['rules'],
) => readPolicies(kind, (name) => typed[name] ?? '', names, kept);

const POLICY: PolicyPart = {
	...{ opensBefore: 45, closesAfter: 20, walkIn: 'refuse', party: 4, checkOut: 'ask' },
	unions: ['城北区总工会', '电车公司工会'],
	limits: { perWeek: 2, of: 'course' },
	prerequisites: [
		{ course: asId<CourseId>(course.id), attended: 3 },
		{ offering: asId<OfferingId>(offering!.id), attended: 1 },
	],
	unknownTime: 'ask-desk',
};
const SIGN_UP: SignUpPolicy = {
	...{ opensAt: Date.parse('2026-11-23T09:00+08:00'), closesAt: Date.parse('2026-11-30T18:30+08:00') },
	...{ cancelUntil: 48, waitingList: 0, mostHeld: 3 },
	quotas: { 城北区总工会: 20, 电车公司工会: 8 },
	noShows: { most: 3, days: 60 },
};

describe('whom classes admit and who signs up, as a form', () => {
	it('is typed as it stands, and read back the same', () => {
		const record = { policy: POLICY, signUp: SIGN_UP };
		const typed = Object.fromEntries(
			fieldsOf('offering').map((field) => [field.name, typedPolicy(field, record, catalogue, names.classes)]),
		);
		expect(typed['signUp.opensAt']).toBe('2026-11-23T09:00');
		expect(read(typed)).toEqual({ policy: POLICY, signUp: SIGN_UP, faults: {} });
	});
	it('that says “any” lifts what is asked above, and shows it', () => {
		const typed = { 'policy.unions': '不限', 'policy.prerequisites': ' none ' };
		const { policy, faults } = read(typed);
		expect([policy, faults]).toEqual([{ unions: [], prerequisites: [] }, {}]);
		const field = fieldsOf('offering').find(({ name }) => name === 'policy.unions')!;
		expect(typedPolicy(field, { policy }, catalogue, names.classes)).toBe('不限');
	});
	it('that is empty says nothing, and keeps a rule that has no field', () => {
		expect(read({})).toEqual({ policy: undefined, signUp: undefined, faults: {} });
		const rules = { admitIf: { '==': [1, 1] }, otherwise: 'refuse', unknown: 'admit' } as const;
		expect(read({}, 'course', rules).policy).toEqual({ rules });
	});
	it('has sign-up for classes alone, and only where it is open', () => {
		expect(read({ signUp: 'yes' }).signUp).toEqual({ cancelUntil: 0, waitingList: 20 });
		expect(read({ 'signUp.waitingList': 'many' })).toMatchObject({ signUp: undefined, faults: {} });
		expect(read({ signUp: 'yes' }, 'course').signUp).toBeUndefined();
	});
	it.each([
		[{ 'policy.opensBefore': 'soon' }, 'policy.opensBefore', { fault: 'not-a-number' }],
		[{ 'policy.party': '0' }, 'policy.party', { fault: 'out-of-range' }],
		[{ 'policy.walkIn': 'perhaps' }, 'policy.walkIn', { fault: 'bad-choice' }],
		[{ 'policy.unions': '电车公司' }, 'policy.unions', { fault: 'no-such-union', value: '电车公司' }],
		[
			{ 'policy.unions': '电车公司工会\n电车公司工会' },
			'policy.unions',
			{ fault: 'named-twice', value: '电车公司工会' },
		],
		[
			{ 'policy.prerequisites': '插花 | 2' },
			'policy.prerequisites',
			{ fault: 'no-such-class', value: '插花' },
		],
		[{ 'policy.limits.of': 'venue' }, 'policy.limits.perDay', { fault: 'missing' }],
		[{ signUp: 'yes', 'signUp.opensAt': '2026-02-31T09:00' }, 'signUp.opensAt', { fault: 'bad-time' }],
		[
			{ signUp: 'yes', 'signUp.opensAt': '2026-11-23T09:00', 'signUp.closesAt': '2026-11-23T09:00' },
			'signUp.closesAt',
			{ fault: 'closes-before-it-opens' },
		],
		[
			{ signUp: 'yes', 'signUp.quotas': '电车公司工会' },
			'signUp.quotas',
			{ fault: 'no-number', value: '电车公司工会' },
		],
		[
			{ signUp: 'yes', 'signUp.quotas': '电车公司工会 900000' },
			'signUp.quotas',
			{ fault: 'out-of-range', value: '电车公司工会' },
		],
		[{ signUp: 'yes', 'signUp.noShows.days': '30' }, 'signUp.noShows.most', { fault: 'missing' }],
	] as const)('%j: %s is refused', (typed, field, fault) => {
		expect(read(typed)).toEqual({ policy: undefined, signUp: undefined, faults: { [field]: fault } });
	});
	it('takes every number that the schema takes, and no other', () => {
		for (const field of fieldsOf('offering')) {
			if (field.is !== 'number') continue;
			const said = (n: number) =>
				read({ signUp: 'yes', ...needs(field.name), [field.name]: String(n) }).faults;
			expect(said(field.least), field.name).toEqual({});
			expect(said(field.most), field.name).toEqual({});
			expect(said(field.least - 1)[field.name]).toBeDefined();
			expect(said(field.most + 1)[field.name]).toBeDefined();
			const [top, member, inside] = field.name.split('.');
			const beyond = inside ? { most: 1, [inside]: field.most + 1 } : field.most + 1;
			const schema = top === 'policy' ? PolicyPartSchema : SignUpPolicySchema;
			expect(v.safeParse(schema, { [member!]: beyond }).success, field.name).toBe(false);
		}
	});
});

const needs = (name: string): Record<string, string> =>
	name === 'signUp.noShows.days' ? { 'signUp.noShows.most': '3' } : {};

it.each([
	['电车公司工会 | 20', { name: '电车公司工会', count: 20 }],
	['电车公司工会：20人', { name: '电车公司工会', count: 20 }],
	['电车公司工会 20', { name: '电车公司工会', count: 20 }],
	['第 3 工会', { name: '第 3 工会', count: null }],
	['电车公司工会', { name: '电车公司工会', count: null }],
])('a line: %s', (line, expected) => {
	expect(readLines(`\n ${line} \n`, true)).toEqual([expected]);
});

describe('what holds above', () => {
	const [programme] = catalogue.programmes.values();
	const layered = {
		...catalogue,
		venue: { ...catalogue.venue, policy: { ...catalogue.venue.policy, opensBefore: 40, party: 9 } },
		programmes: new Map([[programme!.id, { ...programme!, policy: { opensBefore: 50 } }]]),
		offerings: new Map([[offering!.id, { ...offering!, policy: { party: 3 } }]]),
		courses: new Map([[course.id, { ...course, policy: { limits: { perDay: 1, of: 'course' as const } } }]]),
	};
	const of = (kind: (typeof POLICY_KINDS)[number], parent: string | null, name: string) =>
		inherited(layersAbove(layered, kind, parent), { name });
	it.each([
		['offering', course.id, 'policy.opensBefore', { value: 50, from: 'programme' }],
		['offering', course.id, 'policy.limits.perDay', { value: 1, from: 'course' }],
		['session', offering!.id, 'policy.party', { value: 3, from: 'offering' }],
		['session', offering!.id, 'policy.limits.perDay', { value: 1, from: 'course' }],
		['offering', course.id, 'policy.limits.perWeek', null],
		['offering', course.id, 'policy.party', { value: 9, from: 'venue' }],
		['course', course.programmeId, 'policy.opensBefore', { value: 50, from: 'programme' }],
		['course', course.programmeId, 'policy.limits.perDay', null],
		['programme', null, 'policy.opensBefore', { value: 40, from: 'venue' }],
		['programme', null, 'policy.full', { value: 'ask-desk', from: 'default' }],
		['venue', null, 'policy.opensBefore', { value: 30, from: 'default' }],
		['offering', course.id, 'signUp.waitingList', null],
	] as const)('a %s of %s: %s', (kind, parent, name, expected) => {
		expect(of(kind, parent, name)).toEqual(expected);
	});
});
