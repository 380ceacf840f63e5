import type { ExhibitKind } from '$lib/domain/editorial.ts';
import { HONOUR_KINDS, HONOUR_LEVELS, MOTIFS } from '$lib/domain/exhibit.ts';
import { HERITAGE_KINDS } from '$lib/domain/heritage.ts';
import type { MediaKind } from '$lib/domain/media.ts';
import type { Work } from '$lib/domain/work.ts';
import { LIES, madeByHand, TURNS } from '$lib/exhibits/iiif/by-hand.ts';

/** What each kind of exhibit is filled in with, in the order of its form. Labels by `at` in i18n/staff/exhibit-fields. */
export type Field =
	/** In Chinese and English; `rows` over 1: of several lines. */
	| { readonly as: 'text'; readonly at: string; readonly rows: number; readonly needed?: true }
	| { readonly as: 'line'; readonly at: string; readonly needed?: true }
	| { readonly as: 'number'; readonly at: string; readonly needed?: true }
	| { readonly as: 'choice'; readonly at: string; readonly of: readonly string[]; readonly needed?: true }
	/** Another exhibit, by id. */
	| { readonly as: 'exhibit'; readonly at: string; readonly kind: ExhibitKind; readonly needed?: true }
	| { readonly as: 'media'; readonly at: string; readonly of: readonly MediaKind[] }
	/** Repeated: of several fields, or of one alone where its `at` is empty. */
	| { readonly as: 'list'; readonly at: string; readonly of: readonly Field[]; readonly needed?: true };

const text = (at: string, rows = 1) => ({ as: 'text', at, rows }) as const;
const needed = (at: string, rows = 1) => ({ as: 'text', at, rows, needed: true }) as const;
const year = (at = 'year') => ({ as: 'number', at }) as const;
const person = (at: string) => ({ as: 'exhibit', at, kind: 'honoree' }) as const;
const picture = (at: string) => ({ as: 'media', at, of: ['picture'] }) as const;
const list = (at: string, ...of: Field[]) => ({ as: 'list', at, of }) as const;
const media = list('media', { as: 'media', at: '', of: ['picture', 'audio', 'video'] });

export const FIELDS: Readonly<Record<ExhibitKind, readonly Field[]>> = {
	honoree: [
		needed('name'),
		{ as: 'line', at: 'reading' },
		needed('work'),
		year('born'),
		year('died'),
		text('trade'),
		text('home'),
		needed('summary', 2),
		{
			...list(
				'honours',
				needed('title'),
				{ as: 'choice', at: 'level', of: HONOUR_LEVELS, needed: true },
				{ as: 'number', at: 'year', needed: true },
				{ as: 'line', at: 'source' },
				text('issuer'),
				{ as: 'choice', at: 'kind', of: HONOUR_KINDS },
			),
			needed: true,
		},
		list('story', text('', 4)),
		list('milestones', { as: 'number', at: 'year', needed: true }, needed('text', 2)),
		list('quotes', text('', 2)),
		picture('portrait'),
		media,
		{ as: 'choice', at: 'motif', of: MOTIFS, needed: true },
	],
	method: [
		...[needed('name'), person('inventor'), text('inventorName'), year(), text('trade')],
		...[needed('summary', 2), needed('problem', 4)],
		{ ...list('steps', text('', 3)), needed: true },
		...[needed('result', 3), media],
	],
	heritage: [
		{ as: 'choice', at: 'kind', of: HERITAGE_KINDS, needed: true },
		...[needed('name'), text('era'), text('place', 2), needed('summary', 2)],
		...[list('story', text('', 4)), list('people', person('')), media],
	],
	story: [
		...[needed('title'), needed('teller'), person('about'), needed('summary', 2), text('dialect'), year()],
		{ as: 'media', at: 'recording', of: ['audio', 'video'] },
		{ as: 'media', at: 'mandarin', of: ['audio', 'video'] },
		list(
			'transcript',
			{ as: 'number', at: 'from' },
			{ as: 'number', at: 'until' },
			{ as: 'line', at: 'speaker' },
			needed('text', 2),
		),
		media,
	],
	milestone: [
		...[{ as: 'number', at: 'year', needed: true } as const, year('month'), year('day')],
		...[needed('title'), needed('text', 4), list('people', person('')), media],
	],
	scroll: [
		...[needed('title'), needed('summary', 2), { as: 'number', at: 'height', needed: true } as const],
		{ as: 'choice', at: 'begins', of: ['right', 'left'], needed: true },
		list('periods', needed('name'), { as: 'number', at: 'from', needed: true }),
		list('tours', needed('name'), list('stops', { as: 'exhibit', at: '', kind: 'scene' })),
	],
	scene: [
		{ as: 'exhibit', at: 'scroll', kind: 'scroll', needed: true },
		...[{ as: 'number', at: 'number', needed: true } as const, needed('title'), needed('narration', 4)],
		...[{ as: 'number', at: 'width', needed: true } as const, picture('picture')],
		list('motifs', { as: 'line', at: '' }),
		list(
			'figures',
			...[needed('name'), person('honoree'), { as: 'number', at: 'x', needed: true } as const],
			...[
				{ as: 'number', at: 'y', needed: true } as const,
				{ as: 'number', at: 'width', needed: true } as const,
			],
			{ as: 'number', at: 'height', needed: true },
		),
	],
	work: [
		...[needed('title'), text('summary', 4)],
		{ as: 'choice', at: 'lie', of: LIES, needed: true },
		{ as: 'choice', at: 'turn', of: TURNS, needed: true },
		{
			...list(
				'leaves',
				{ as: 'media', at: 'media', of: ['picture', 'audio', 'video'] },
				text('label'),
				text('note', 2),
			),
			needed: true,
		},
	],
};

/** Was it published by others? Then its pages are as they came, and only its words are written here. */
export const isImported = (kind: ExhibitKind, body: unknown): boolean =>
	kind === 'work' &&
	typeof body === 'object' &&
	body !== null &&
	'content' in body &&
	!madeByHand(body as Partial<Work>);

/** What is asked for of this one. */
export const fieldsOf = (kind: ExhibitKind, imported: boolean): readonly Field[] =>
	imported ? FIELDS[kind].filter(({ at }) => at === 'title' || at === 'summary') : FIELDS[kind];

/** A record's body as its form has it: the pages of a work made by hand are in its manifest. */
export const formOf = (kind: ExhibitKind, body: unknown): unknown =>
	kind === 'work' ? { ...(body as Work), ...madeByHand(body as Work) } : body;

/** What was typed, by the path of each control: `honours.0.title.zh`. */
export type Typed = Readonly<Record<string, string>>;

/** A field's path under another; an empty `at` is the row itself. */
export const below = (path: string, at: string): string =>
	path === '' ? at : at === '' ? path : `${path}.${at}`;

/** How many rows of a list hold something. */
export function rowsOf(typed: Typed, path: string): number {
	const rows = Object.keys(typed).flatMap((name) => {
		const n = name.startsWith(`${path}.`) ? Number(name.slice(path.length + 1).split('.')[0]) : NaN;
		return Number.isInteger(n) ? [n] : [];
	});
	return rows.length === 0 ? 0 : Math.max(...rows) + 1;
}

/** The body of a record as the form's controls hold it. */
export function typedOf(fields: readonly Field[], body: unknown): Typed {
	const typed: Record<string, string> = {};
	const put = (field: Field, value: unknown, path: string): void => {
		if (value === undefined || value === null) return;
		if (field.as === 'list') {
			if (Array.isArray(value))
				value.forEach((row: unknown, n) => {
					for (const part of field.of) put(part, member(row, part.at), below(`${path}.${n}`, part.at));
				});
		} else if (field.as === 'text')
			for (const language of ['zh', 'en']) {
				const words = member(value, language);
				if (typeof words === 'string') typed[`${path}.${language}`] = words;
			}
		else if (typeof value === 'string' || typeof value === 'number') typed[path] = String(value);
	};
	for (const field of fields) put(field, member(body, field.at), field.at);
	return typed;
}

const member = (of: unknown, name: string): unknown =>
	name === ''
		? of
		: typeof of === 'object' && of !== null
			? (of as Record<string, unknown>)[name]
			: undefined;

/** What the controls say as a record's body: empty ones left out, empty rows too. Not checked. */
export function bodyOf(fields: readonly Field[], typed: Typed, path = ''): Record<string, unknown> {
	const body: Record<string, unknown> = {};
	for (const field of fields) {
		const value = valueOf(field, typed, below(path, field.at));
		if (value !== undefined) body[field.at] = value;
	}
	return body;
}

function valueOf(field: Field, typed: Typed, path: string): unknown {
	const said = (name: string): string => typed[name]?.trim() ?? '';
	switch (field.as) {
		case 'list': {
			const rows = Array.from({ length: rowsOf(typed, path) }, (_, n) => {
				const [only] = field.of;
				if (field.of.length === 1 && only!.at === '') return valueOf(only!, typed, `${path}.${n}`);
				const row = bodyOf(field.of, typed, `${path}.${n}`);
				return isEmpty(row) ? undefined : row;
			});
			return rows.filter((row) => row !== undefined);
		}
		case 'text': {
			const [zh, en] = [said(`${path}.zh`), said(`${path}.en`)];
			return zh === '' && en === '' ? undefined : { zh, ...(en === '' ? {} : { en }) };
		}
		case 'number': {
			const number = Number(said(path).replace(/年$/, ''));
			return said(path) === '' ? undefined : Number.isFinite(number) ? number : said(path);
		}
		case 'choice':
		case 'exhibit':
		case 'line':
		case 'media':
			return said(path) === '' ? undefined : said(path);
	}
}

/** A row of nothing but choices is no row: a new one comes with some. */
const isEmpty = (row: Record<string, unknown>): boolean =>
	Object.values(row).every(
		(value) => (Array.isArray(value) && value.length === 0) || typeof value === 'undefined',
	);
