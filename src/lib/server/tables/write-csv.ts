import { shown, type Cell } from '../../domain/table-headers.ts';

/**
 * Comma-separated values (RFC 4180) in UTF-8 with the mark by which Excel knows it. A text that a spreadsheet would take for a
 * formula gets an apostrophe in front: then it is shown, and not run (OWASP, CSV injection).
 */
export const writeCsv = (rows: readonly (readonly Cell[])[]): string =>
	`\uFEFF${rows.map((row) => `${row.map(field).join(',')}\r\n`).join('')}`;

/** Full-width twins of the signs count too: some programs fold them. */
const FORMULA = /^[\s]*[=+\-@＝＋－＠\t\r]/;
const NUMBER = /^[+-]?\d[\d\s-]*(?:\.\d+)?$/;

function field(cell: Cell): string {
	const text = shown(cell);
	const harmless = typeof cell === 'string' && FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
	return /[",\r\n;\t']|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
