import { err, ok, type Result } from '../../base/result.ts';

/**
 * Comma-separated values as programs write them (RFC 4180): quoted fields may hold commas, line breaks and doubled quotes. The
 * separator is the one of `,`, `;` and tab that the first line has most of: Excel writes its country's, or says it in a line
 * `sep=;` before all others. Old programs end lines with CR alone. A quotation mark that nothing closes would take all rows after
 * it into one field: its row (from 1) is the error.
 */
export function parseCsv(file: string): Result<string[][], { readonly row: number }> {
	const said = /^sep=([,;\t])(?:\r\n?|\n)/i.exec(file);
	const text = file.slice(said?.[0].length ?? 0);
	const separator = said?.[1] ?? separatorOf(text);
	const rows: string[][] = [];
	let row: string[] = [];
	let field = '';
	let quoted = false;
	/** Rows before the field that is being read. */
	let above = 0;
	const endField = (): void => {
		row.push(field);
		field = '';
	};
	const endRow = (): void => {
		endField();
		rows.push(row);
		row = [];
	};
	for (let i = 0; i < text.length; i++) {
		const char = text[i]!;
		if (quoted) {
			if (char !== '"') field += char;
			else if (text[i + 1] === '"') field += text[++i];
			else quoted = false;
		} else if (char === '"' && field === '') {
			quoted = true;
			above = rows.length;
		} else if (char === separator) endField();
		else if (char === '\n') endRow();
		else if (char !== '\r') field += char;
		else if (text[i + 1] !== '\n') endRow();
	}
	if (quoted) return err({ row: above + 1 });
	if (field !== '' || row.length > 0) endRow();
	return ok(rows);
}

function separatorOf(text: string): string {
	const [first = ''] = text.split(/[\r\n]/, 1);
	const count = (char: string): number => first.split(char).length;
	return [',', ';', '\t'].reduce((best, char) => (count(char) > count(best) ? char : best));
}
