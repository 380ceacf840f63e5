import { zipEntries, type ZipEntry } from './zip.ts';

/** Kinds of file, told by what is in them and never by their names. */
export const FILE_KINDS = [
	'sheet',
	'text',
	'calendar',
	'schedule-json',
	'schedule-xml',
	'pdf',
	'old-office',
	'word',
	'slides',
	'open-document',
	'binary-sheet',
	'apple',
	'archive',
	'json',
	'html',
	'xml',
	'picture',
	'film',
	'database',
	'program',
	'web-calendar',
] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** First bytes of files that are no text. */
const MAGIC: readonly (readonly [magic: string, kind: FileKind])[] = [
	['%PDF', 'pdf'],
	['\u00d0\u00cf\u0011\u00e0', 'old-office'],
	['\u0089PNG', 'picture'],
	['\u00ff\u00d8\u00ff', 'picture'],
	['GIF8', 'picture'],
	['RIFF', 'picture'],
	['BM', 'picture'],
	['II*\u0000', 'picture'],
	['MM\u0000*', 'picture'],
	['\u0000\u0000\u0000', 'film'],
	['ID3', 'film'],
	['Rar!', 'archive'],
	['7z\u00bc\u00af', 'archive'],
	['\u001f\u008b', 'archive'],
	['SQLite format 3', 'database'],
	['MZ', 'program'],
	['\u007fELF', 'program'],
];
/** Two letters may begin a text as well. */
const SURE = 3;

/** What a file seems to be. `text`: what a table in text may be. */
export function kindOf(bytes: Uint8Array): FileKind {
	if (startsWith(bytes, 'PK\u0003\u0004') || startsWith(bytes, 'PK\u0005\u0006'))
		return archiveKind(zipEntries(bytes) ?? cutOff(bytes));
	const binary = bytes.subarray(0, 4096).includes(0);
	const known = MAGIC.find(([magic]) => (magic.length >= SURE || binary) && startsWith(bytes, magic));
	return known?.[1] ?? textKind(headOf(bytes));
}

export const startsWith = (bytes: Uint8Array, magic: string): boolean =>
	[...magic].every((char, i) => bytes[i] === char.charCodeAt(0));

/** The archive's end is missing: its first name says what it was to be. */
const cutOff = (bytes: Uint8Array): ZipEntry[] =>
	/Content_Types|xl\//.test(new TextDecoder('latin1').decode(bytes.subarray(0, 200)))
		? [{ name: 'xl/', size: 0 }]
		: [];

function archiveKind(entries: readonly ZipEntry[]): FileKind {
	const has = (start: string): boolean => entries.some(({ name }) => name.startsWith(start));
	if (has('xl/workbook.bin')) return 'binary-sheet';
	if (has('xl/')) return 'sheet';
	if (has('word/')) return 'word';
	if (has('ppt/')) return 'slides';
	if (has('Index/') || has('index.xml')) return 'apple';
	return has('mimetype') && has('content.xml') ? 'open-document' : 'archive';
}

const HEAD = 64 * 1024;

/** Its beginning as text, in whatever encoding: only signs of ASCII are looked for. */
function headOf(bytes: Uint8Array): string {
	const head = bytes.subarray(0, HEAD);
	const wide = startsWith(head, '\u00ff\u00fe')
		? 'utf-16le'
		: startsWith(head, '\u00fe\u00ff')
			? 'utf-16be'
			: 'utf-8';
	return new TextDecoder(wide).decode(head).trimStart();
}

function textKind(head: string): FileKind {
	if (/^BEGIN:VCALENDAR/i.test(head)) return 'calendar';
	if (/^\{\s*"/.test(head) && /"(?:schedule|conference)"\s*:\s*\{/.test(head)) return 'schedule-json';
	if (/^(?:\{\s*["}]|\[\s*[{[\]])/.test(head)) return 'json';
	if (!/^<[!?a-z]/i.test(head)) return 'text';
	if (/^(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*)*<schedule[\s>]/.test(head)) return 'schedule-xml';
	if (/<iCalendar[\s>]|urn:ietf:params:xml:ns:icalendar/.test(head)) return 'web-calendar';
	return /<(?:!doctype html|html|head|body|table|div)[\s>]/i.test(head) ? 'html' : 'xml';
}
