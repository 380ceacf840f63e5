/** The first row of a table that people keep: which column is what, by the names that they give it. */

/** A cell of a table: as typed, or as a spreadsheet keeps it. Dates and times are in UTC, as the sheet shows them. */
export type Cell = string | number | boolean | Date | null;

/** Which column stands where, by index. `unknown`: headers that mean nothing to us; they are passed over. */
export interface Mapping<Column extends string> {
	readonly at: Readonly<Partial<Record<Column, number>>>;
	readonly unknown: readonly string[];
	readonly twice: readonly string[];
}

/** A name without what people add to it: spaces, marks of what must be filled in, explanations in brackets. */
export const plainName = (name: string): string => name.replace(/[\s*＊:：]|[（(].*[)）]/g, '').toLowerCase();

/** A name as it stands, in whatever width and case it was typed. */
export const exactName = (name: string): string => name.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();

/** What columns are called in somebody's own tables, by plain name. */
export type OwnHeaders<Column extends string> = ReadonlyMap<string, Column>;

/** `names`: what each column may be called. `own` goes before it. */
export function mapHeaders<Column extends string>(
	headers: readonly Cell[],
	names: Readonly<Record<Column, readonly string[]>>,
	own: OwnHeaders<Column> = new Map(),
): Mapping<Column> {
	const meaning = new Map(
		(Object.keys(names) as Column[]).flatMap((column) =>
			names[column].map((name) => [plainName(name), column] as const),
		),
	);
	const at: Partial<Record<Column, number>> = {};
	const unknown: string[] = [];
	const twice: string[] = [];
	for (const [index, header] of headers.entries()) {
		const text = shown(header).trim();
		const column = own.get(plainName(text)) ?? meaning.get(plainName(text));
		if (!column) {
			if (plainName(text)) unknown.push(text);
		} else if (column in at) twice.push(text);
		else at[column] = index;
	}
	return { at, unknown, twice };
}

/** A cell as it stands in a message. */
export function shown(value: Cell): string {
	if (value === null) return '';
	if (!(value instanceof Date)) return String(value);
	return Number.isNaN(value.getTime())
		? ''
		: value.toISOString().slice(0, value.getTime() % 86_400_000 ? 16 : 10);
}
