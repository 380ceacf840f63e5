import type { Words } from '../../domain/manifest.ts';
import type { Language, Text } from '../../domain/text.ts';

/** By Presentation 3.0, 4.5: all values of the language that fits best. */
export function valuesIn(words: Words | undefined, language: Language): readonly string[] {
	if (!words) return [];
	const tags = Object.keys(words);
	const of = (wanted: string): string | undefined =>
		tags.find((tag) => tag.toLowerCase() === wanted) ??
		tags.find((tag) => tag.toLowerCase().startsWith(`${wanted}-`));
	const tag = of(language) ?? of('none') ?? of('zh') ?? of('en') ?? tags[0];
	return tag === undefined ? [] : words[tag]!.filter((value) => value.trim() !== '');
}

export const linesIn = (words: Words | undefined, language: Language): string =>
	valuesIn(words, language).join('\n');

const LONGEST = 4000;

/** For lists and search: both languages of ours. Null where there are no words at all. */
export function textOf(words: Words | undefined): Text | null {
	const zh = linesIn(words, 'zh').trim().slice(0, LONGEST);
	if (zh === '') return null;
	const hasEnglish = Object.keys(words ?? {}).some((tag) => /^en(?:-|$)/i.test(tag));
	const en = linesIn(words, 'en').trim().slice(0, LONGEST);
	return hasEnglish && en !== zh && en !== '' ? { zh, en } : { zh };
}
