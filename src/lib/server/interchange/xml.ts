import { err, ok, type Result } from '../../base/result.ts';

/** As much of XML 1.0 as programs exchange: elements, attributes, text, CDATA. No entities but the five, no DTD: none is read. */
export interface Element {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: readonly Element[];
	readonly text: string;
}

interface Open {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: Element[];
	text: string;
}

const MOST_NESTED = 32;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const TOKEN =
	/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<!|<\/?[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>|[^<]+|</g;

/** The error says at which character. */
export function readXml(source: string): Result<Element, string> {
	const top: Open = { name: '', attributes: {}, children: [], text: '' };
	const open: Open[] = [top];
	for (const { 0: token, index } of source.replace(/^\uFEFF/, '').matchAll(TOKEN)) {
		const inside = open.at(-1)!;
		if (token.startsWith('<!--') || token.startsWith('<?')) continue;
		if (token.startsWith('<![CDATA[')) inside.text += token.slice(9, -3);
		else if (!token.startsWith('<')) inside.text += plain(token);
		else if (token === '<!')
			return err(`a document type (<!…>) is not read, at character ${index + 1}: take it out`);
		else if (token === '<') return err(`not understood at character ${index + 1}`);
		else if (token.startsWith('</')) {
			if (open.length === 1 || token.slice(2, -1).trim() !== inside.name)
				return err(`</${token.slice(2, -1).trim()}> ends nothing, at character ${index + 1}`);
			open.pop();
		} else {
			const [, name, rest = '', empty] = /^<([^\s/>]+)([\s\S]*?)(\/?)>$/.exec(token) ?? [];
			if (!name || open.length > MOST_NESTED) return err(`not understood at character ${index + 1}`);
			const element: Open = { name, attributes: attributesOf(rest), children: [], text: '' };
			inside.children.push(element);
			if (!empty) open.push(element);
		}
	}
	const [root] = top.children;
	if (open.length > 1) return err(`<${open.at(-1)!.name}> does not end`);
	return root ? ok(root) : err('it holds no element');
}

const attributesOf = (text: string): Record<string, string> =>
	Object.fromEntries(
		[...text.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name, a, b]) => [
			name!,
			plain(a ?? b ?? ''),
		]),
	);

const plain = (text: string): string =>
	text.replaceAll(/&(#x[\da-f]+|#\d+|\w+);/gi, (whole, name: string) => {
		if (!name.startsWith('#')) return NAMED[name] ?? whole;
		const code = name[1] === 'x' || name[1] === 'X' ? parseInt(name.slice(2), 16) : Number(name.slice(1));
		return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
	});

export const childrenOf = ({ children }: Element, name: string): readonly Element[] =>
	children.filter((child) => child.name === name);

/** Null where there is none, or it is empty. */
export const childText = (element: Element, name: string): string | null =>
	element.children.find((child) => child.name === name)?.text.trim() || null;
