/**
 * Comma-separated values as programs write them (RFC 4180): quoted fields may hold commas, line breaks and doubled quotes. The
 * separator is the one of `,`, `;` and tab that the first line has most of: Excel writes its country's, or says it in a line
 * `sep=;` before all others. Old programs end lines with CR alone.
 */
export function parseCsv(file: string): string[][] {
	const said = /^sep=([,;\t])(?:\r\n?|\n)/i.exec(file);
	const text = file.slice(said?.[0].length ?? 0);
	const separator = said?.[1] ?? separatorOf(text);
	const rows: string[][] = [];
	let row: string[] = [];
	let field = '';
	let quoted = false;
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
		} else if (char === '"' && field === '') quoted = true;
		else if (char === separator) endField();
		else if (char === '\n') endRow();
		else if (char !== '\r') field += char;
		else if (text[i + 1] !== '\n') endRow();
	}
	if (field !== '' || row.length > 0) endRow();
	return rows;
}

function separatorOf(text: string): string {
	const [first = ''] = text.split(/[\r\n]/, 1);
	const count = (char: string): number => first.split(char).length;
	return [',', ';', '\t'].reduce((best, char) => (count(char) > count(best) ? char : best));
}
