import type { Teacher } from './course.ts';
import type { Text } from './text.ts';
import { openingHoursOf } from './opening-text.ts';

/** What staff can edit of each kind of thing in a venue's catalogue, and what of a form becomes which member of its record. Pure. */

export const CATALOGUE_KINDS = ['venue', 'programme', 'course', 'offering', 'room', 'teacher'] as const;
export type CatalogueKind = (typeof CATALOGUE_KINDS)[number];

export type FieldShape =
	/** Words in both languages: `NAME` and `NAME-en`. */
	| 'words'
	| 'long-words'
	/** One thing a line, in Chinese; ` | ` and English behind it. */
	| 'list'
	| 'line'
	| 'number'
	| 'check'
	/** One of what there is. */
	| 'choice'
	| 'hours'
	/** A teacher by name: one of the venue's, or just a name. */
	| 'teacher';

export interface FormField {
	readonly name: string;
	readonly is: FieldShape;
	readonly required?: true;
}

const named: FormField = { name: 'name', is: 'words', required: true };

export const FORM_FIELDS: Record<CatalogueKind, readonly FormField[]> = {
	venue: [
		named,
		{ name: 'kind', is: 'choice', required: true },
		{ name: 'openingHours', is: 'hours' },
		{ name: 'address', is: 'words' },
		{ name: 'phone', is: 'line' },
		{ name: 'amenities', is: 'list' },
	],
	programme: [named, { name: 'tint', is: 'choice', required: true }, { name: 'summary', is: 'long-words' }],
	course: [
		named,
		{ name: 'programmeId', is: 'choice', required: true },
		{ name: 'summary', is: 'long-words' },
		{ name: 'bring', is: 'words' },
	],
	offering: [
		named,
		{ name: 'courseId', is: 'choice', required: true },
		{ name: 'teacher', is: 'teacher', required: true },
		{ name: 'capacity', is: 'number', required: true },
	],
	room: [
		named,
		{ name: 'number', is: 'line' },
		{ name: 'floor', is: 'number', required: true },
		{ name: 'seats', is: 'number' },
		{ name: 'directions', is: 'words' },
		{ name: 'offsite', is: 'check' },
		{ name: 'address', is: 'words' },
	],
	teacher: [named, { name: 'honoreeId', is: 'choice' }],
};

export type FieldFault = 'missing' | 'needs-chinese' | 'not-a-number' | 'bad-hours' | 'bad-value';

export interface ReadForm {
	/** Members of the record; undefined: left out of it. */
	readonly members: Readonly<Record<string, unknown>>;
	readonly faults: Readonly<Record<string, FieldFault>>;
}

/** What the texts of a form say. `teacherNamed` finds a teacher of the venue. */
export function readCatalogueForm(
	kind: CatalogueKind,
	typed: (name: string) => string,
	teacherNamed: (name: string) => Teacher | null,
): ReadForm {
	const members: Record<string, unknown> = {};
	const faults: Record<string, FieldFault> = {};
	for (const { name, is, required } of FORM_FIELDS[kind]) {
		const text = typed(name).trim();
		const read = readField(is, name, text, typed, teacherNamed);
		if (typeof read === 'string') faults[name] = read;
		else members[name] = read?.value;
		if (required && !(name in faults) && members[name] === undefined) faults[name] = 'missing';
	}
	return { members, faults };
}

function readField(
	is: FieldShape,
	name: string,
	text: string,
	typed: (name: string) => string,
	teacherNamed: (name: string) => Teacher | null,
): { readonly value: unknown } | FieldFault | null {
	if (is === 'check') return text ? { value: true } : null;
	if (is === 'words' || is === 'long-words') return readWords(text, typed(`${name}-en`).trim());
	if (is === 'hours') {
		const hours = openingHoursOf(text);
		return hours ? { value: hours } : 'bad-hours';
	}
	if (!text) return null;
	if (is === 'number') return /^-?\d{1,6}$/.test(text) ? { value: Number(text) } : 'not-a-number';
	if (is === 'teacher') return { value: teacherNamed(text) ?? { name: { zh: text } } };
	if (is === 'list') return { value: readList(text) };
	return { value: text };
}

function readWords(zh: string, en: string): { readonly value: Text } | FieldFault | null {
	if (!zh) return en ? 'needs-chinese' : null;
	return { value: { zh, ...(en ? { en } : {}) } };
}

const readList = (text: string): Text[] =>
	text
		.split('\n')
		.map((line) => line.split('|').map((part) => part.trim()))
		.filter(([zh]) => zh)
		.map(([zh, en]) => ({ zh: zh!, ...(en ? { en } : {}) }));
