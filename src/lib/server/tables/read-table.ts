import readXlsx from 'read-excel-file/node';
import { err, ok, type Result } from '../../base/result.ts';
import type { Cell } from '../../domain/table-headers.ts';
import { parseCsv } from './csv.ts';

/** The rows of a table; row 1 of the file is the first. Empty rows keep their place, so that numbers agree with the file's. */
export type Rows = readonly (readonly Cell[])[];

export type TableFault =
	| { readonly fault: 'empty' }
	| { readonly fault: 'too-large' }
	| { readonly fault: 'broken'; readonly detail: string }
	/** It is another kind of file: which, in English. */
	| { readonly fault: 'other-kind'; readonly seems: string };

/** More than any venue's year; a file beyond it is a mistake, or an attack. */
export const MOST_BYTES = 20 * 1024 * 1024;
const MOST_ROWS = 100_000;

/** Reads the first sheet of an .xlsx, or a .csv in UTF-8, UTF-16 or GB18030. Told by what is in the file, not by its name. */
export async function readTable(bytes: Uint8Array): Promise<Result<Rows, TableFault>> {
	if (bytes.length === 0) return err({ fault: 'empty' });
	if (bytes.length > MOST_BYTES) return err({ fault: 'too-large' });
	const seems = otherKind(bytes);
	if (seems) return err({ fault: 'other-kind', seems });
	try {
		const rows = startsWith(bytes, 'PK\u0003\u0004') ? await sheetOf(bytes) : parseCsv(textOf(bytes));
		if (rows.length > MOST_ROWS) return err({ fault: 'too-large' });
		return rows.length === 0 ? err({ fault: 'empty' }) : ok(rows);
	} catch (failure) {
		return err({ fault: 'broken', detail: (failure as Error).message });
	}
}

async function sheetOf(bytes: Uint8Array): Promise<Rows> {
	const [sheet] = await readXlsx(Buffer.from(bytes), { trim: false });
	return (sheet?.data ?? []) as Rows;
}

const startsWith = (bytes: Uint8Array, magic: string): boolean =>
	[...magic].every((char, i) => bytes[i] === char.charCodeAt(0));

/** Files that people take for a table, by their first bytes. */
const OTHERS: readonly (readonly [magic: string, seems: string])[] = [
	['%PDF', 'a PDF: save the table as .xlsx or .csv'],
	['\u00d0\u00cf\u0011\u00e0', 'an old Excel or Word file (.xls, .doc): open it and save it as .xlsx'],
	['{', 'JSON'],
	['[', 'JSON'],
	['<', 'HTML or XML: save the table as .xlsx or .csv'],
	['BEGIN:VCALENDAR', 'a calendar (.ics)'],
	['\u0089PNG', 'a picture'],
	['\u00ff\u00d8\u00ff', 'a picture'],
	['GIF8', 'a picture'],
	['SQLite format 3', 'a database'],
];

const otherKind = (bytes: Uint8Array): string | null =>
	OTHERS.find(([magic]) => startsWith(bytes, magic))?.[1] ?? null;

/** What is no UTF-8 was saved by a Chinese Excel: GB18030, of which GBK and GB2312 are parts. */
function textOf(bytes: Uint8Array): string {
	if (startsWith(bytes, '\u00ff\u00fe')) return new TextDecoder('utf-16le').decode(bytes);
	if (startsWith(bytes, '\u00fe\u00ff')) return new TextDecoder('utf-16be').decode(bytes);
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		const text = new TextDecoder('gb18030', { fatal: true }).decode(bytes);
		if (text.includes('\u0000')) throw new Error('it is no text');
		return text;
	}
}
