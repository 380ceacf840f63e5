/** From the SQL that both databases share to PostgreSQL's. Texts in, texts out. */

/** Type of a column, by `table.column`. */
export type ColumnTypes = ReadonlyMap<string, string>;

/** `?` → `$1`, `$2` …, but not inside a quoted text. */
export function numbered(text: string, first = 1): string {
	let next = first;
	return text.replace(/'[^']*'|\?/g, (found) => (found === '?' ? `$${next++}` : found));
}

const INSERT = /^\s*INSERT INTO (\w+) \(([^)]*)\)\s*VALUES \([?,\s]*\)(.*)$/s;

/** One INSERT of a tuple → one of as many as the arrays `$1`, `$2` … hold, a column each. */
export function manyTuples(text: string, types: ColumnTypes): string {
	const [, table, list, rest] = INSERT.exec(text) ?? [];
	if (table === undefined || list === undefined) throw new Error(`no INSERT of one tuple: ${text}`);
	const columns = list.split(',').map((column) => column.trim());
	const arrays = columns.map((column, i) => `$${i + 1}::${types.get(`${table}.${column}`)}[]`);
	return `INSERT INTO ${table} (${list}) SELECT * FROM unnest(${arrays.join(', ')}) ${rest}`;
}

/** One SELECT → the same for each of many keys, whose parts come as arrays behind the `fixed` values. */
export function eachKey(text: string, fixed: number, keyTypes: readonly string[]): string {
	const parts = keyTypes.map((_, i) => `part${i + 1}`);
	const arrays = keyTypes.map((type, i) => `$${fixed + i + 1}::${type}[]`);
	const one = numbered(text).replace(/\$(\d+)/g, (mark, digits: string) => {
		const part = parts[Number(digits) - 1 - fixed];
		return part ? `key.${part}` : mark;
	});
	return `SELECT found.* FROM unnest(${arrays.join(', ')}) AS key (${parts.join(', ')})
		CROSS JOIN LATERAL (${one}) AS found`;
}

/** Tuples → one array a column, as `unnest` takes them. */
export const columnsOf = <Value>(tuples: readonly (readonly Value[])[]): Value[][] =>
	tuples[0]!.map((_, i) => tuples.map((tuple) => tuple[i]!));

/** What JSON would write in its own way. All else it escapes as an array's elements are: `"` and the backslash. */
// eslint-disable-next-line no-control-regex -- just those
const NOT_AS_JSON = /[\u0000-\u001f\ud800-\udfff]/;

/** An array as PostgreSQL reads it, written faster than the driver does. */
export function arrayText(values: readonly (string | number | null)[]): string {
	let text = '';
	for (const value of values) text += (text === '' ? '{' : ',') + elementText(value);
	return text === '' ? '{}' : `${text}}`;
}

function elementText(value: string | number | null): string {
	if (typeof value !== 'string') return value === null ? 'NULL' : String(value);
	return NOT_AS_JSON.test(value) ? `"${value.replaceAll(/["\\]/g, '\\$&')}"` : JSON.stringify(value);
}
