/**
 * What a search for a person asks for: the beginnings of keys (server/search-keys.ts makes those). What is neither letter
 * nor digit is nothing that could be asked for.
 */
export function askedKeys(query: string): readonly string[] {
	const text = plainText(query);
	if (text === '') return [];
	if (!/^\d+$/.test(text)) return [text];
	const tail = reversed(text);
	return [
		text,
		...(text.length >= NUMBER_TAIL ? [`<${tail}`] : []),
		...(text.length >= PHONE_TAIL ? [`#${tail}`] : []),
	];
}

/** So many digits at least are a phone number's end. */
const PHONE_TAIL = 4;
const NUMBER_TAIL = 2;

/** Small letters and digits alone; ü as it is typed. */
export const plainText = (text: string): string =>
	text
		.normalize('NFKC')
		.toLowerCase()
		.replaceAll('ü', 'v')
		.replace(/[^\p{L}\p{N}]/gu, '');

export const reversed = (digits: string): string => [...digits].reverse().join('');
