/** What HTML says, as text: no tag survives, whatever it is. Line breaks and paragraphs stay lines. */

const ENTITIES: Readonly<Record<string, string>> = {
	...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', copy: '©', hellip: '…' },
	...{ ndash: '–', mdash: '—', middot: '·', ldquo: '“', rdquo: '”', lsquo: '‘', rsquo: '’' },
};

/** By Presentation 3.0, 4.2: what begins with < and ends with > is HTML. */
export const isHtml = (value: string): boolean => /^\s*<[\s\S]*>\s*$/.test(value);

export function textOfHtml(html: string): string {
	const silent = html
		.replaceAll(/<!--[\s\S]*?(?:-->|$)/g, '')
		.replaceAll(/<(script|style|template|iframe|object)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
		.replaceAll(/<img\b[^>]*?\balt\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>/gi, '$1$2')
		.replaceAll(/<(?:br|\/p|\/div|\/li|\/h\d|\/tr)\b[^>]*>/gi, '\n')
		.replaceAll(/<[^>]*(?:>|$)/g, '');
	return silent
		.replaceAll(/&(#x[\da-f]{1,6}|#\d{1,7}|\w{2,8});/gi, (whole, name: string) => entity(name) ?? whole)
		.split('\n')
		.map((line) => line.replaceAll(/[^\S\n]+/g, ' ').trim())
		.filter((line) => line !== '')
		.join('\n');
}

function entity(name: string): string | null {
	if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? null;
	const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
	return code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000)
		? String.fromCodePoint(code)
		: '';
}
