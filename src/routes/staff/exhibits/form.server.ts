import * as v from 'valibot';
import { err, ok, type Result } from '$lib/base/result.ts';
import type { ExhibitKind } from '$lib/domain/editorial.ts';
import { isBeforeBirth } from '$lib/domain/exhibit.ts';
import { RECORDS } from '$lib/sync/records.ts';
import type { Work } from '$lib/domain/work.ts';
import { HandWorkSchema } from '$lib/exhibits/iiif/by-hand.ts';
import { bodyOf, FIELDS, fieldsOf, rowsOf, typedOf, type Field, type Typed } from './fields.ts';

/** What is wrong with what was typed, by the control's path; words in i18n/staff/exhibit-fields. */
export type FieldFault =
	'needed' | 'too-long' | 'no-number' | 'out-of-range' | 'before-birth' | 'too-many' | 'wrong' | 'not-ready';
export type Faults = Readonly<Record<string, FieldFault>>;

/** The texts of a posted form by their names; a form of more fields than any exhibit has is cut. */
const MOST_FIELDS = 30_000;

export function typedIn(form: FormData): Typed {
	const typed: Record<string, string> = {};
	let count = 0;
	for (const [name, value] of form)
		if (typeof value === 'string' && /^[a-zA-Z0-9.]{1,80}$/.test(name) && count++ < MOST_FIELDS)
			typed[name] = value.replaceAll('\r\n', '\n');
	return typed;
}

/** Adds, drops or moves a row: `add:honours`, `drop:honours.2`, `up:honours.2`. */
export function reshaped(typed: Typed, order: string): Typed {
	const [what, path = ''] = order.split(':');
	if (what === 'add') return { ...typed, [`${path}.${rowsOf(typed, path)}`]: '' };
	const cut = path.lastIndexOf('.');
	const [list, row] = [path.slice(0, cut), Number(path.slice(cut + 1))];
	if (cut < 1 || !Number.isInteger(row)) return typed;
	const place = (n: number): number | null => {
		if (what === 'drop') return n === row ? null : n > row ? n - 1 : n;
		if (what === 'up') return n === row ? row - 1 : n === row - 1 ? row : n;
		return n;
	};
	if (what === 'up' && row === 0) return typed;
	return Object.fromEntries(
		Object.entries(typed).flatMap(([name, value]): [string, string][] => {
			if (!name.startsWith(`${list}.`)) return [[name, value]];
			const [at = '', ...rest] = name.slice(list.length + 1).split('.');
			const to = place(Number(at));
			return to === null ? [] : [[[list, to, ...rest].join('.'), value]];
		}),
	);
}

/** The record that a form says, or what is wrong with it and the form to show again: without its empty rows. */
export function readForm(
	kind: ExhibitKind,
	typed: Typed,
	id: string,
	/** An imported work before, whose pages the form does not show. */
	imported: object | null = null,
): Result<Record<string, unknown>, { typed: Typed; faults: Faults }> {
	const fields = fieldsOf(kind, imported !== null);
	const { title: _title, summary: _summary, ...kept } = (imported ?? {}) as Partial<Work>;
	const said = { ...kept, ...bodyOf(fields, typed) };
	// Found by the hub, from the name.
	const whole = { ...said, id, ...(kind === 'honoree' ? { initial: 'A' } : {}) };
	const schema = kind === 'work' && !imported ? HandWorkSchema : RECORDS[kind];
	const parsed = v.safeParse(schema, whole);
	const faults: Record<string, FieldFault> = {};
	for (const issue of parsed.issues ?? []) {
		const path = v.getDotPath(issue) ?? '';
		faults[controlOf(kind, path)] ??= faultOf(issue);
	}
	// A year of birth that is wrong itself contradicts nothing.
	if (kind === 'honoree' && !faults['born'])
		for (const at of beforeBirthIn(said)) faults[at] ??= 'before-birth';
	return Object.keys(faults).length === 0 ? ok(said) : err({ typed: typedOf(fields, said), faults });
}

/** The controls of a death or an honour before the birth. What is no number is told otherwise. */
function beforeBirthIn({ born, died, honours }: Record<string, unknown>): string[] {
	const before = (year: unknown): boolean =>
		typeof year === 'number' && typeof born === 'number' && isBeforeBirth(year, born);
	const rows = (honours as readonly { readonly year?: unknown }[]).flatMap(({ year }, n) =>
		before(year) ? [`honours.${n}.year`] : [],
	);
	return before(died) ? ['died', ...rows] : rows;
}

/** A missing text is told at its Chinese. */
function controlOf(kind: ExhibitKind, path: string): string {
	const names = path.split('.').filter((part) => !/^\d+$/.test(part));
	return fieldAt(FIELDS[kind], names)?.as === 'text' && !/\.(?:zh|en)$/.test(path) ? `${path}.zh` : path;
}

function fieldAt(fields: readonly Field[], names: readonly string[]): Field | undefined {
	const [first, ...rest] = names;
	const field = fields.find(({ at }) => at === (first ?? ''));
	if (field?.as !== 'list') return field;
	// A row of one field has its name.
	const alone = field.of.length === 1 && field.of[0]!.at === '';
	if (rest.length > 0) return fieldAt(field.of, rest);
	return alone ? field.of[0] : field;
}

function faultOf({ type, input }: v.BaseIssue<unknown>): FieldFault {
	if (input === undefined || input === '') return 'needed';
	if (type === 'min_length' || type === 'picklist') return 'needed';
	if (type === 'max_length') return Array.isArray(input) ? 'too-many' : 'too-long';
	if (type === 'number' || type === 'integer') return 'no-number';
	return type === 'min_value' || type === 'max_value' ? 'out-of-range' : 'wrong';
}
