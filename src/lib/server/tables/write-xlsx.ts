import type { Cell } from '../../domain/table-headers.ts';
import { writeZip } from './zip.ts';

/** One sheet of a workbook: its first row is the header, and stays in sight. */
export interface Sheet {
	readonly name: string;
	readonly rows: readonly (readonly Cell[])[];
}

/**
 * A workbook (ECMA-376, transitional) that Excel, WPS and LibreOffice open: words are words, whatever they begin with; dates
 * and times are in UTC, as `Cell` says.
 */
export function writeXlsx(sheets: readonly Sheet[]): Uint8Array {
	const names = sheetNames(sheets);
	const parts = sheets.map((_, n) => `xl/worksheets/sheet${n + 1}.xml`);
	return writeZip([
		{ name: '[Content_Types].xml', text: contentTypes(parts) },
		{ name: '_rels/.rels', text: relations([[`${OFFICE}/officeDocument`, 'xl/workbook.xml']]) },
		{ name: 'xl/workbook.xml', text: workbook(names) },
		{
			name: 'xl/_rels/workbook.xml.rels',
			text: relations([
				...parts.map((part) => [`${OFFICE}/worksheet`, part.slice(3)] as const),
				[`${OFFICE}/styles`, 'styles.xml'],
			]),
		},
		{ name: 'xl/styles.xml', text: STYLES },
		...sheets.map(({ rows }, n) => ({ name: parts[n]!, text: worksheet(rows) })),
	]);
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Characters that XML has no place for go. */
export const escapeXml = (text: string): string =>
	text
		.toWellFormed()
		.replaceAll(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, '')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');

const LONGEST_NAME = 31;

/** At most 31 characters, none of `[]:*?/\`, and no two alike. */
function sheetNames(sheets: readonly Sheet[]): string[] {
	const taken = new Set<string>();
	return sheets.map(({ name }, n) => {
		const clean =
			name
				.replaceAll(/[[\]:*?/\\']/g, ' ')
				.trim()
				.slice(0, LONGEST_NAME) || `${n + 1}`;
		const unique = taken.has(clean.toLowerCase()) ? `${clean.slice(0, LONGEST_NAME - 4)} ${n + 1}` : clean;
		taken.add(unique.toLowerCase());
		return unique;
	});
}

const contentTypes = (parts: readonly string[]): string => {
	const override = (part: string, type: string): string =>
		`<Override PartName="/${part}" ContentType="${SHEET_TYPE}.${type}+xml"/>`;
	return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('xl/workbook.xml', 'sheet.main')}${override('xl/styles.xml', 'styles')}${parts.map((part) => override(part, 'worksheet')).join('')}</Types>`;
};

const relations = (to: readonly (readonly [type: string, target: string])[]): string =>
	`${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${to
		.map(([type, target], n) => `<Relationship Id="rId${n + 1}" Type="${type}" Target="${target}"/>`)
		.join('')}</Relationships>`;

const workbook = (names: readonly string[]): string =>
	`${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${names
		.map((name, n) => `<sheet name="${escapeXml(name)}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`)
		.join('')}</sheets></workbook>`;

/** Formats by place: 0 plain, 1 header, 2 date, 3 time, 4 both. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="hh:mm"/><numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/>${[164, 165, 166].map((id) => `<xf xfId="0" numFmtId="${id}" applyNumberFormat="1"/>`).join('')}</cellXfs></styleSheet>`;

const WIDEST = 40;

function worksheet(rows: readonly (readonly Cell[])[]): string {
	const columns = Math.max(1, ...rows.slice(0, 1).map((row) => row.length));
	const widths = Array.from({ length: columns }, (_, n) =>
		Math.min(WIDEST, Math.max(8, ...rows.slice(0, 200).map((row) => widthOf(row[n] ?? null)))),
	);
	const cols = widths
		.map((width, n) => `<col min="${n + 1}" max="${n + 1}" width="${width + 2}" customWidth="1"/>`)
		.join('');
	const lines = rows.map(
		(row, y) =>
			`<row r="${y + 1}">${row.map((cell, x) => cellXml(cell, `${columnName(x)}${y + 1}`, y === 0)).join('')}</row>`,
	);
	return `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${cols}</cols><sheetData>${lines.join('')}</sheetData></worksheet>`;
}

const widthOf = (cell: Cell): number =>
	cell instanceof Date ? 16 : [...String(cell ?? '')].reduce((sum, c) => sum + (c > '\u2e7f' ? 2 : 1), 0);

function cellXml(cell: Cell, at: string, head: boolean): string {
	if (cell === null || cell === '') return '';
	if (typeof cell === 'number' && Number.isFinite(cell)) return `<c r="${at}"><v>${cell}</v></c>`;
	if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`;
	if (cell instanceof Date && !Number.isNaN(cell.getTime())) return dateXml(cell, at);
	const text = escapeXml(String(cell));
	return `<c r="${at}" t="inlineStr"${head ? ' s="1"' : ''}><is><t xml:space="preserve">${text}</t></is></c>`;
}

const DAY = 86_400_000;
/** 1899-12-30: from where spreadsheets count days. */
const EPOCH = Date.UTC(1899, 11, 30);

function dateXml(date: Date, at: string): string {
	const days = (date.getTime() - EPOCH) / DAY;
	const style = days < 1 ? 3 : Number.isInteger(days) ? 2 : 4;
	return `<c r="${at}" s="${style}"><v>${Math.round(days * 86_400) / 86_400}</v></c>`;
}

/** `A`, `Z`, `AA` … */
function columnName(index: number): string {
	const letter = String.fromCharCode(65 + (index % 26));
	return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}
