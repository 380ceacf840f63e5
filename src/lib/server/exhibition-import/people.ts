import * as v from 'valibot';
import type { VenueId } from '../../base/id.ts';
import { err, ok, type Result } from '../../base/result.ts';
import { HonoreeSchema, type Honoree, type Honour } from '../../domain/exhibit.ts';
import { mapHeaders, shown, type Cell, type OwnHeaders } from '../../domain/table-headers.ts';
import { slugOf } from '../exhibition/names.ts';
import type { Hub } from '../hub.ts';
import type { Rows } from '../tables/read-table.ts';
import { draftOf, importedBody, type Drafted } from './drafts.ts';
import {
	kindOf,
	levelOf,
	motifOf,
	NEEDED,
	PEOPLE_COLUMNS,
	readingOf,
	type PeopleColumn,
} from './people-columns.ts';
import { beforeBirthIn, EARLIEST, yearFault, yearIn } from './people-years.ts';

/** A table of people becomes drafts of honourees: a row an honour, all rows of one person together. */

export interface PeoplePlan {
	readonly people: readonly PlannedPerson[];
	readonly problems: readonly RowProblem[];
	readonly unknown: readonly string[];
}
export interface PlannedPerson {
	/** Of the file, from 1. */
	readonly rows: readonly number[];
	readonly body: Honoree;
	readonly does: Drafted;
}
export interface RowProblem {
	readonly row: number;
	readonly column: string;
	readonly fault:
		| ('missing' | 'not-a-year' | 'several-years' | 'year-out-of-range' | 'no-pinyin' | 'too-long')
		/** Nobody dies, or is honoured, before they are born. */
		| 'before-birth'
		| 'differs-from-another-row'
		/** Not as an exhibit has it. */
		| 'refused'
		/** Of one name, and nothing in the row says which of them. */
		| 'several-people';
	readonly value: string;
}
export type PeopleFault =
	| { readonly fault: 'missing-columns'; readonly columns: readonly string[] }
	| { readonly fault: 'column-twice'; readonly header: string }
	| { readonly fault: 'no-rows' };

const LONGEST_SOURCE = 300;

type Row = Readonly<Record<PeopleColumn, string>> & { readonly number: number };

export async function planPeople(
	hub: Hub,
	venueId: VenueId,
	rows: Rows,
	own: OwnHeaders<PeopleColumn> = new Map(),
): Promise<Result<PeoplePlan, PeopleFault>> {
	const [header = [], ...rest] = rows;
	const { at, unknown, twice } = mapHeaders<PeopleColumn>(header, PEOPLE_COLUMNS, own);
	if (twice[0] !== undefined) return err({ fault: 'column-twice', header: twice[0] });
	const missing = NEEDED.filter((column) => at[column] === undefined);
	if (missing.length > 0) return err({ fault: 'missing-columns', columns: missing });
	const read = rest.flatMap((cells, n) => rowOf(cells, at, n + 2) ?? []);
	if (read.length === 0) return err({ fault: 'no-rows' });
	const problems = read.flatMap(problemsOf);
	const bad = new Set(problems.map(({ row }) => row));
	const { groups, unsure } = grouped(read.filter(({ number }) => !bad.has(number)));
	problems.push(...unsure, ...groups.flatMap(differencesIn), ...groups.flatMap(beforeBirthIn));
	const people: PlannedPerson[] = [];
	const taken = new Set<string>();
	for (const group of groups) {
		const { body, problem } = await personOf(hub, venueId, group, taken);
		if (problem) problems.push(problem);
		if (!body) continue;
		taken.add(body.id);
		const { does } = await draftOf(hub, venueId, 'honoree', body);
		people.push({ rows: group.map(({ number }) => number), body, does });
	}
	return ok({ people, problems, unknown });
}

function rowOf(
	cells: readonly Cell[],
	at: Partial<Record<PeopleColumn, number>>,
	number: number,
): Row | null {
	const columns = Object.keys(PEOPLE_COLUMNS) as PeopleColumn[];
	const said = columns.map((column) => {
		const index = at[column];
		return [column, index === undefined ? '' : shown(cells[index] ?? null).trim()] as const;
	});
	return said.some(([, text]) => text !== '')
		? { ...(Object.fromEntries(said) as Omit<Row, 'number'>), number }
		: null;
}

function problemsOf(row: Row): RowProblem[] {
	const problem = (column: PeopleColumn, fault: RowProblem['fault']): RowProblem => ({
		...{ row: row.number, column, fault, value: row[column].slice(0, 40) },
	});
	return [
		...NEEDED.filter((column) => row[column] === '').map((column) => problem(column, 'missing')),
		...(['year', 'born', 'died'] as const).flatMap((column) => {
			const fault = row[column] === '' ? null : yearFault(row[column], EARLIEST[column]);
			return fault ? [problem(column, fault)] : [];
		}),
		...(row.reading !== '' && readingOf(row.reading) === null ? [problem('reading', 'no-pinyin')] : []),
		...(['honour', 'work', 'summary', 'source'] as const)
			.filter((column) => row[column].length > (column === 'source' ? LONGEST_SOURCE : 4000))
			.map((column) => problem(column, 'too-long')),
	];
}

/**
 * Rows are of one person where name, year of birth, place and work agree, as far as they are said. Those that say most come
 * first; one that would fit another person of its name as well is nobody's.
 */
function grouped(rows: readonly Row[]): { groups: Row[][]; unsure: RowProblem[] } {
	const groups: Row[][] = [];
	const unsure: Row[] = [];
	for (const namesakes of Map.groupBy(rows, ({ name }) => name).values()) {
		const people: Row[][] = [];
		const fitting = (row: Row): Row[][] => people.filter((known) => known.every((one) => agree(one, row)));
		for (const row of namesakes.toSorted((a, b) => saidOf(b) - saidOf(a) || byNumber(a, b))) {
			const [person] = fitting(row);
			if (person) person.push(row);
			else people.push([row]);
		}
		const nobodys = new Set(namesakes.filter((row) => fitting(row).length > 1));
		unsure.push(...nobodys);
		const sure = people.map((person) => person.filter((row) => !nobodys.has(row)).sort(byNumber));
		groups.push(...sure.filter(({ length }) => length > 0));
	}
	return {
		groups: groups.sort(([a], [b]) => byNumber(a!, b!)),
		unsure: unsure.sort(byNumber).map(({ number: row, name }) => ({
			...({ row, column: 'name', fault: 'several-people' } as const),
			value: name.slice(0, 40),
		})),
	};
}
const byNumber = (a: Row, b: Row): number => a.number - b.number;

/** What tells people of one name apart. */
const APART = ['born', 'home', 'work'] as const;
const partOf = (row: Row, column: (typeof APART)[number]): string =>
	column === 'born' ? String(yearIn(row.born) ?? '') : row[column];
const saidOf = (row: Row): number => APART.filter((column) => row[column] !== '').length;
const agree = (a: Row, b: Row): boolean =>
	APART.every((column) => a[column] === '' || b[column] === '' || partOf(a, column) === partOf(b, column));

/** What a person has only one of, and another row says otherwise. Stories and quotes are put together. */
function differencesIn(rows: readonly Row[]): RowProblem[] {
	const once = ['reading', 'english', 'died', 'trade', 'summary'] as const;
	// “1998”, “1998年” and “1998-03” are one year.
	const meant = (column: PeopleColumn, said: string) => (column === 'died' && yearIn(said)) || said;
	return once.flatMap((column) =>
		rows
			.filter(
				(row) => row[column] !== '' && meant(column, row[column]) !== meant(column, first(rows, column)),
			)
			.map(({ number, [column]: said }) => ({
				...({ row: number, column, fault: 'differs-from-another-row' } as const),
				value: said.slice(0, 40),
			})),
	);
}

const text = (zh: string) => ({ zh });
const first = (rows: readonly Row[], column: PeopleColumn): string =>
	rows.find((row) => row[column] !== '')?.[column] ?? '';

async function personOf(
	hub: Hub,
	venueId: VenueId,
	rows: readonly Row[],
	taken: ReadonlySet<string>,
): Promise<{ body: Honoree | null; problem: RowProblem | null }> {
	const said = (column: PeopleColumn): string => first(rows, column);
	const [trade, home, reading] = [said('trade'), said('home'), readingOf(said('reading'))];
	const stories = new Set(rows.map(({ story }) => story));
	const paragraphs = [...stories]
		.flatMap((story) => story.split(/\n+/))
		.map((one) => one.trim())
		.filter(Boolean);
	const work = said('work') || [home, trade].filter(Boolean).join('') || rows[0]!.honour;
	const summary = said('summary') || sentence(paragraphs[0] ?? '') || work;
	const [born, died] = [yearIn(said('born')), yearIn(said('died'))];
	const quotes = [...new Set(rows.map(({ quote }) => quote).filter(Boolean))];
	const person = {
		name: { zh: rows[0]!.name, ...(said('english') ? { en: said('english') } : {}) },
		initial: 'A',
		...(reading ? { reading } : {}),
		...(born ? { born } : {}),
		...(died ? { died } : {}),
		work: text(work),
		...(trade ? { trade: text(trade) } : {}),
		...(home ? { home: text(home) } : {}),
		motif: motifOf(`${trade} ${work}`),
		// The same row twice is one honour.
		honours: [...new Map(rows.map(honourOf).map((one) => [JSON.stringify(one), one])).values()],
		...{ summary: text(summary), story: paragraphs.map(text), quotes: quotes.map(text) },
	};
	const id = await idOf(hub, venueId, person.name.zh, { born, home, work }, taken);
	const parsed = v.safeParse(HonoreeSchema, { ...person, id });
	if (parsed.success) return { body: parsed.output, problem: null };
	return { body: null, problem: refusal(rows[0]!.number, parsed.issues[0]) };
}

/** The columns that the fields of an exhibit are made of, where they are called otherwise. */
const COLUMN_OF: Readonly<Record<string, PeopleColumn>> = { quotes: 'quote', title: 'honour' };

function refusal(row: number, { type, path, input }: v.BaseIssue<unknown>): RowProblem {
	const keys = (path ?? []).map(({ key }) => String(key));
	const field = (keys[0] === 'honours' ? keys[2] : keys[0]) ?? 'name';
	const column = keys[1] === 'en' ? 'english' : (COLUMN_OF[field] ?? field);
	return {
		...{ row, column: column in PEOPLE_COLUMNS ? column : 'name' },
		fault: type === 'max_length' ? 'too-long' : 'refused',
		value: typeof input === 'string' ? input.slice(0, 40) : '',
	};
}

const sentence = (paragraph: string): string =>
	(/^[^。！？]*[。！？]?/.exec(paragraph)?.[0] ?? '').slice(0, 120);

function honourOf({ honour, level, year, issuer, source }: Row): Honour {
	const kind = kindOf(honour);
	return {
		...{ title: text(honour), level: levelOf(level, honour, issuer), year: yearIn(year)! },
		...(kind ? { kind } : {}),
		...(issuer ? { issuer: text(issuer) } : {}),
		...(source ? { source } : {}),
	};
}

interface Identity {
	readonly born: number | null;
	readonly home: string;
	readonly work: string;
}

/** The exhibit of the same person where there is one; else a free id. */
async function idOf(
	hub: Hub,
	venueId: VenueId,
	name: string,
	who: Identity,
	taken: ReadonlySet<string>,
): Promise<string> {
	const query = name.toLowerCase();
	const { rows } = await hub.exhibition.list(venueId, { kind: 'honoree', query }, 0, 200);
	for (const { id, title } of rows) {
		if (title !== name || taken.has(id)) continue;
		const sheet = await hub.exhibition.sheet(venueId, { kind: 'honoree', id });
		if (!sheet) continue;
		// Also where staff have written it anew since.
		const imported = await importedBody(hub, venueId, sheet);
		if ([sheet.body, imported].some((body) => body && isSame(body as Honoree, who))) return id;
	}
	const slug = slugOf('honoree', name);
	for (let n = 1; ; n++) {
		const id = n === 1 ? slug : `${slug}-${n}`;
		if (!taken.has(id) && !(await hub.exhibition.sheet(venueId, { kind: 'honoree', id }))) return id;
	}
}

/** As far as both say it. */
const isSame = ({ born, home, work }: Honoree, who: Identity): boolean =>
	(who.born === null || born === undefined || who.born === born) &&
	(who.home === '' || home === undefined || home.zh === who.home) &&
	(born !== undefined && who.born === born ? true : work.zh === who.work);
