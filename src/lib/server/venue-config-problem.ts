import type * as v from 'valibot';
import { nearestWord } from './nearest-word.ts';
import { VENUE_WORDS } from './venue-schema-words.ts';

/** One thing that is wrong with a configuration file. */
export interface ConfigProblem {
	/** Path of the value, `rooms[2].floor`; empty for the file as a whole. */
	readonly field: string;
	/** What is the matter. */
	readonly problem: string;
	/** The way out. */
	readonly hint: string;
}

export type PathKey = string | number;

export const pathText = (keys: readonly PathKey[]): string =>
	keys.map((key, i) => (typeof key === 'number' ? `[${key}]` : (i > 0 ? '.' : '') + key)).join('');

/** A value as a message quotes it: never longer than a line. */
export const quoted = (value: unknown): string => {
	const text = JSON.stringify(value) ?? 'nothing';
	return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

type AnyIssue = v.BaseIssue<unknown>;

/** A schema's issue in the words of whoever writes the file. */
export function explainIssue(issue: AnyIssue): ConfigProblem {
	const keys = (issue.path ?? []).map((item) => item.key as PathKey);
	const field = pathText(keys);
	if (issue.input === undefined || issue.received === 'undefined')
		return { field, problem: 'is missing', hint: `add it. ${descriptionOf(field)}` };
	if (issue.type === 'picklist') return unknownChoice(field, issue.input, choicesOf(issue));
	if (field === 'zone' && typeof issue.input === 'string')
		return unknownChoice(field, issue.input, Intl.supportedValuesOf('timeZone'));
	return { field, problem: `is ${quoted(issue.input)}`, hint: expectation(issue) };
}

function unknownChoice(field: string, input: unknown, choices: readonly string[]): ConfigProblem {
	const meant = typeof input === 'string' ? nearestWord(input, choices) : null;
	const all =
		choices.length > 12 ? descriptionOf(field) : `The choices are ${choices.map(quoted).join(', ')}.`;
	return {
		field,
		problem: `is ${quoted(input)}, which is not one of the choices`,
		hint: meant ? `did you mean ${quoted(meant)}? ${all}` : all,
	};
}

/** What the schema says of this field, whichever item of a list it is in. */
const descriptionOf = (field: string): string =>
	VENUE_WORDS[field.replace(/\[\d+\]/g, '[]')]?.[1] ?? 'venue.example.json shows what belongs here.';

const choicesOf = (issue: AnyIssue): string[] =>
	[...(issue.expected ?? '').matchAll(/"([^"]*)"/g)].map((match) => match[1]!);

/** What the value must be, by the kind of check that it failed. */
function expectation(issue: AnyIssue): string {
	const limit = String(issue.requirement);
	switch (issue.type) {
		case 'string':
			return 'it must be text in "quotes"';
		case 'number':
			return 'it must be a number, without quotes';
		case 'boolean':
			return 'it must be true or false, without quotes';
		case 'array':
			return 'it must be a list: [ … ]';
		case 'integer':
			return 'it must be a whole number';
		case 'min_value':
			return `it must be at least ${limit}`;
		case 'max_value':
			return `it must be at most ${limit}`;
		case 'min_length':
			return typeof issue.input === 'string' ? 'it must not be empty' : `it must hold at least ${limit}`;
		case 'max_length':
			return `it must be no longer than ${limit}`;
		case 'object':
			return 'it must be an object: { … }';
		default:
			return issue.message.startsWith('must') ? `it ${issue.message}` : issue.message;
	}
}

/** Fields that no schema knows, at any depth: usually a slip of the pen, which would otherwise have no effect. */
export function unknownFields(
	schema: unknown,
	value: unknown,
	path: readonly PathKey[] = [],
): ConfigProblem[] {
	const shape = schema as { type?: string; wrapped?: unknown; item?: unknown; entries?: object };
	if (shape.wrapped) return unknownFields(shape.wrapped, value, path);
	if (Array.isArray(value))
		return shape.item ? value.flatMap((item, i) => unknownFields(shape.item, item, [...path, i])) : [];
	if (!shape.entries || typeof value !== 'object' || value === null) return [];
	const entries = shape.entries as Record<string, unknown>;
	const known = Object.keys(entries);
	return Object.entries(value).flatMap(([key, member]) => {
		if (Object.hasOwn(entries, key)) return unknownFields(entries[key], member, [...path, key]);
		const meant = nearestWord(key, known);
		return {
			field: pathText([...path, key]),
			problem: 'is not a field of this file',
			hint: meant ? `did you mean ${quoted(meant)}?` : `remove it; known here are ${known.join(', ')}`,
		};
	});
}
