/** Content lines of iCalendar (RFC 5545, 3.1) as programs write them: folded anywhere, ended by CRLF, LF or CR. Pure. */

export interface Property {
	/** In capitals. */
	readonly name: string;
	/** By name in capitals. */
	readonly params: Readonly<Record<string, string>>;
	/** As it stands there; texts are still escaped. */
	readonly value: string;
	/** Of the file, from 1. */
	readonly line: number;
}

/** Continuation lines begin with a space or a tab; some editors leave empty lines in between. */
export function* contentLines(text: string): Generator<{ text: string; line: number }> {
	let folded = '';
	let began = 1;
	let line = 0;
	for (const physical of text.split(/\r\n|\n|\r/)) {
		line++;
		if ((physical.startsWith(' ') || physical.startsWith('\t')) && folded) folded += physical.slice(1);
		else if (physical !== '') {
			if (folded) yield { text: folded, line: began };
			[folded, began] = [physical, line];
		}
	}
	if (folded) yield { text: folded, line: began };
}

/** Null where it is no `NAME;PARAM=value:value`. */
export function readProperty(text: string, line: number): Property | null {
	const head = /^([A-Za-z0-9.-]+)(?=[;:])/.exec(text)?.[1];
	if (head === undefined) return null;
	const params: Record<string, string> = {};
	let at = head.length;
	while (text[at] === ';') {
		const param = /^;([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,])*(?:,(?:"[^"]*"|[^";:,])*)*)/.exec(text.slice(at));
		if (!param) return null;
		params[param[1]!.toUpperCase()] = param[2]!.replaceAll('"', '');
		at += param[0].length;
	}
	if (text[at] !== ':') return null;
	// A group before the name (`item1.SUMMARY`) is Apple's.
	const name = head.slice(head.lastIndexOf('.') + 1).toUpperCase();
	return { name, params, value: text.slice(at + 1), line };
}

const ESCAPES: Record<string, string> = { n: '\n', N: '\n' };

export const plainText = (value: string): string =>
	value.replaceAll(/\\(.)/gs, (_, sign: string) => ESCAPES[sign] ?? sign).trim();

/** Values between commas, none of them escaped. */
export const listOf = (value: string): string[] =>
	value
		.split(/(?<!\\),/)
		.map((part) => part.trim())
		.filter(Boolean);
