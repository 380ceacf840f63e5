import readXlsx from 'read-excel-file/node';
import { err, ok, type Result } from '../../base/result.ts';
import { plainName, shown, type Cell } from '../../domain/table-headers.ts';
import { parseCsv } from './csv.ts';
import { kindOf, startsWith, type FileKind } from './file-kind.ts';
import { zipEntries } from './zip.ts';

/** The rows of a table; row 1 of the file is the first. Empty rows keep their place, so that numbers agree with the file's. */
export type Rows = readonly (readonly Cell[])[];

export interface Table {
	readonly rows: Rows;
	/** Names of the sheets that hold something else, and were not read. */
	readonly otherSheets: readonly string[];
}

export type TableFault =
	| { readonly fault: 'empty' }
	| { readonly fault: 'too-large' }
	| { readonly fault: 'broken'; readonly detail: string }
	/** A quotation mark that nothing closes, in this row of the file. */
	| { readonly fault: 'open-quote'; readonly row: number }
	/** Other sheets have rows of the same kind: which were meant is not ours to say. */
	| { readonly fault: 'more-sheets'; readonly sheets: readonly string[] }
	| { readonly fault: 'other-kind'; readonly seems: FileKind };

/** More than any venue's year; a file beyond it is a mistake, or an attack. */
export const MOST_BYTES = 20 * 1024 * 1024;
const MOST_ROWS = 100_000;
/** What a sheet may unpack to. */
const MOST_UNPACKED = 300 * 1024 * 1024;

/** Reads the first sheet of an .xlsx that holds anything, or a .csv in UTF-8, UTF-16 or GB18030. Told by what is in the file, not by its name. */
export async function readTable(bytes: Uint8Array): Promise<Result<Table, TableFault>> {
	if (bytes.length === 0) return err({ fault: 'empty' });
	if (bytes.length > MOST_BYTES) return err({ fault: 'too-large' });
	const kind = kindOf(bytes);
	if (kind !== 'sheet' && kind !== 'text') return err({ fault: 'other-kind', seems: kind });
	try {
		if (kind === 'sheet' && isBomb(bytes)) return err({ fault: 'too-large' });
		const lines = kind === 'sheet' ? null : parseCsv(textOf(bytes));
		if (lines && !lines.ok) return err({ fault: 'open-quote', row: lines.error.row });
		const [first, ...others] = lines
			? [{ sheet: '', data: withoutGuards(lines.value) }]
			: await sheetsOf(bytes);
		if (!first || first.data.length === 0) return err({ fault: 'empty' });
		if (first.data.length > MOST_ROWS) return err({ fault: 'too-large' });
		const same = others.filter(({ data }) => isAlike(first.data, data));
		if (same.length > 0) return err({ fault: 'more-sheets', sheets: same.map(({ sheet }) => sheet) });
		return ok({ rows: first.data, otherSheets: others.map(({ sheet }) => sheet) });
	} catch (failure) {
		return err({ fault: 'broken', detail: (failure as Error).message });
	}
}

const isBomb = (bytes: Uint8Array): boolean =>
	(zipEntries(bytes) ?? []).reduce((sum, { size }) => sum + size, 0) > MOST_UNPACKED;

interface Sheet {
	readonly sheet: string;
	readonly data: Rows;
}

/** Those that hold anything: an empty one is what new workbooks come with. */
async function sheetsOf(bytes: Uint8Array): Promise<Sheet[]> {
	const sheets = (await readXlsx(Buffer.from(bytes), { trim: false })) as Sheet[];
	return sheets.filter(({ data }) => data.some((row) => row.some((cell) => shown(cell).trim() !== '')));
}

/** Half of the columns by the same names, and rows below them. */
function isAlike([headers = []]: Rows, [others = [], ...rows]: Rows): boolean {
	const names = headersOf(headers);
	const shared = headersOf(others).intersection(names).size;
	return rows.length > 0 && shared >= 2 && shared * 2 >= names.size;
}

const headersOf = (row: Rows[number]): Set<string> =>
	new Set(row.map((cell) => plainName(shown(cell))).filter(Boolean));

/** The apostrophe that write-csv.ts and others put before what a spreadsheet would run. */
const withoutGuards = (rows: string[][]): string[][] =>
	rows.map((row) => row.map((field) => (/^'\s*[=+\-@＝＋－＠]/.test(field) ? field.slice(1) : field)));

/** What is no UTF-8 was saved by a Chinese Excel: GB18030, of which GBK and GB2312 are parts. Throws where it is no text. */
export function textOf(bytes: Uint8Array): string {
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

/** The same, null where it is no text. */
export function wordsIn(bytes: Uint8Array): string | null {
	try {
		return textOf(bytes);
	} catch {
		return null;
	}
}
