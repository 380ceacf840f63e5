import * as v from 'valibot';
import { assert } from '../base/assert.ts';
import { readFieldTime } from './field-time.ts';
import { PolicyPartSchema, type PolicyPart } from './policy.ts';
import { fieldsOf, type PolicyField, type PolicyKind } from './policy-fields.ts';
import { liftsDemand, readLines, type ClassOrCourse } from './policy-lines.ts';
import { SignUpPolicySchema, type SignUpPolicy } from './sign-up-policy.ts';

/** What is wrong with a field; `value`: with what in it. */
export interface PolicyFault {
	readonly fault:
		| 'not-a-number'
		| 'out-of-range'
		| 'bad-choice'
		| 'bad-time'
		| 'closes-before-it-opens'
		| 'no-number'
		| 'named-twice'
		| 'no-such-union'
		| 'no-such-class'
		| 'missing';
	readonly value?: string;
}

/** What names in a form are read by. */
export interface PolicyNames {
	readonly zone: string;
	readonly isUnion: (name: string) => boolean;
	readonly classes: ReadonlyMap<string, ClassOrCourse>;
}

export interface ReadPolicies {
	/** Undefined: nothing is said here, and what is above holds. */
	readonly policy: PolicyPart | undefined;
	readonly signUp: SignUpPolicy | undefined;
	readonly faults: Readonly<Record<string, PolicyFault>>;
}

type Read = { readonly value: unknown } | PolicyFault | null;

/** What the texts of a form say. A rule in JSON Logic has no field: `kept` is what stands there now. */
export function readPolicies(
	kind: PolicyKind,
	typed: (name: string) => string,
	names: PolicyNames,
	kept: PolicyPart['rules'],
): ReadPolicies {
	const faults: Record<string, PolicyFault> = {};
	const said = new Map<string, unknown>();
	const isFilled = kind === 'offering' && typed('signUp').trim() !== '';
	for (const field of fieldsOf(kind)) {
		if (field.is === 'check' || (field.name.startsWith('signUp.') && !isFilled)) continue;
		const text = typed(field.name).trim();
		const read = text ? readField(field, text, names) : null;
		if (read === null) continue;
		if ('fault' in read) faults[field.name] = read;
		else said.set(field.name, read.value);
	}
	Object.assign(faults, acrossFields(said, faults));
	if (Object.keys(faults).length > 0) return { policy: undefined, signUp: undefined, faults };
	const policy = { ...under('policy', said), ...(kept && { rules: kept }) };
	return {
		policy: Object.keys(policy).length > 0 ? parsed(PolicyPartSchema, policy) : undefined,
		signUp: isFilled ? parsed(SignUpPolicySchema, under('signUp', said)) : undefined,
		faults,
	};
}

function readField(field: PolicyField, text: string, names: PolicyNames): Read {
	if (field.is === 'number') {
		if (!/^-?\d{1,6}$/.test(text)) return { fault: 'not-a-number' };
		const value = Number(text);
		return value < field.least || value > field.most ? { fault: 'out-of-range' } : { value };
	}
	if (field.is === 'choice') return field.of.includes(text) ? { value: text } : { fault: 'bad-choice' };
	if (field.is === 'time') {
		const value = readFieldTime(text, names.zone);
		return value === null ? { fault: 'bad-time' } : { value };
	}
	return readNames(field.is, text, names);
}

function readNames(is: PolicyField['is'], text: string, { isUnion, classes }: PolicyNames): Read {
	if (is !== 'quotas' && liftsDemand(text)) return { value: [] };
	const lines = readLines(text, is !== 'unions');
	const twice = lines.find(({ name }, n) => lines.findIndex((line) => line.name === name) < n);
	if (twice) return { fault: 'named-twice', value: twice.name };
	const wrong = lines.find(({ name }) => (is === 'prerequisites' ? !classes.has(name) : !isUnion(name)));
	if (wrong) return { fault: is === 'prerequisites' ? 'no-such-class' : 'no-such-union', value: wrong.name };
	if (is === 'unions') return { value: lines.map(({ name }) => name) };
	if (is === 'prerequisites') {
		const many = lines.find(({ count }) => count !== null && count > 1000);
		if (many) return { fault: 'out-of-range', value: many.name };
		return { value: lines.map(({ name, count }) => ({ ...classes.get(name), attended: count ?? 1 })) };
	}
	const bare = lines.find(({ count }) => count === null);
	if (bare) return { fault: 'no-number', value: bare.name };
	const many = lines.find(({ count }) => count! > 100_000);
	if (many) return { fault: 'out-of-range', value: many.name };
	return { value: Object.fromEntries(lines.map(({ name, count }) => [name, count])) };
}

/** What only two fields together get wrong. */
function acrossFields(
	said: ReadonlyMap<string, unknown>,
	faults: Readonly<Record<string, PolicyFault>>,
): Record<string, PolicyFault> {
	const more: Record<string, PolicyFault> = {};
	const without = (name: string): boolean => !said.has(name) && !(name in faults);
	const [opens, closes] = ['signUp.opensAt', 'signUp.closesAt'].map((name) => said.get(name));
	if (opens !== undefined && closes !== undefined && (closes as number) <= (opens as number))
		more['signUp.closesAt'] = { fault: 'closes-before-it-opens' };
	if (said.has('signUp.noShows.days') && without('signUp.noShows.most'))
		more['signUp.noShows.most'] = { fault: 'missing' };
	if (said.has('policy.limits.of') && without('policy.limits.perDay') && without('policy.limits.perWeek'))
		more['policy.limits.perDay'] = { fault: 'missing' };
	return more;
}

/** What was said below this name, members of members put together. */
function under(name: string, said: ReadonlyMap<string, unknown>): Record<string, unknown> {
	const found: Record<string, unknown> = {};
	for (const [path, value] of said) {
		const [top, member, inside] = path.split('.');
		if (top !== name) continue;
		found[member!] = inside === undefined ? value : { ...(found[member!] as object), [inside]: value };
	}
	return found;
}

/** Every field has been looked at, so that nothing can be wrong with the whole. */
function parsed<T extends v.GenericSchema>(schema: T, value: unknown): v.InferOutput<T> {
	const read = v.safeParse(schema, value);
	assert(read.success, `a policy that no field refused: ${read.issues?.[0].message}`);
	return read.output;
}
