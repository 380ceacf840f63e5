import { isObject, listOf, type Json, type JsonObject, said } from './clean.ts';

/** Presentation 3 as many write it, in the one form in which the specification has it: lists where it says lists, language maps. */

const LISTS = new Set([
	...[
		'items',
		'annotations',
		'metadata',
		'provider',
		'thumbnail',
		'homepage',
		'seeAlso',
		'rendering',
		'partOf',
	],
	...['behavior', 'structures', 'service', 'services', 'logo'],
]);
const WORDS = new Set(['label', 'summary']);
const PAIRS = new Set(['metadata', 'requiredStatement']);
/** Inside these nothing is ours to mend. */
const FOREIGN = new Set(['navPlace', 'selector', 'geometry', 'features']);

export function canonical(value: Json): Json {
	if (Array.isArray(value)) return value.map(canonical);
	if (!isObject(value)) return value;
	const named = 'type' in value || !('@type' in value) || isService(value) ? value : renamed(value);
	return Object.fromEntries(
		Object.entries(named).flatMap(([name, member]): [string, Json][] => {
			if (member === null) return [];
			if (FOREIGN.has(name)) return [[name, member]];
			if (WORDS.has(name)) return [[name, wordsOf(member)]];
			if (PAIRS.has(name)) {
				const pairs = listOf(member).filter(isObject).map(pairOf);
				return name === 'metadata' ? [[name, pairs]] : pairs[0] ? [[name, pairs[0]]] : [];
			}
			return [[name, canonical(LISTS.has(name) ? listOf(member) : member)]];
		}),
	);
}

/** Services keep the names of the version they are of. */
const isService = (value: JsonObject): boolean =>
	/Service|context\.json/.test(said(value['@type'] ?? value['@context']));

const renamed = ({ '@id': id, '@type': type, ...rest }: JsonObject): JsonObject => ({
	...(id === undefined ? {} : { id }),
	type: type!,
	...rest,
});

const pairOf = (pair: JsonObject): JsonObject => ({
	...pair,
	label: wordsOf(pair['label'] ?? ''),
	value: wordsOf(pair['value'] ?? ''),
});

/** A language map from a map, a plain string, or version 2's values with `@value`. */
export function wordsOf(value: Json): JsonObject {
	const words: Record<string, string[]> = {};
	const add = (language: string, text: Json): void => {
		if (typeof text !== 'string' && typeof text !== 'number') return;
		(words[language] ??= []).push(said(text));
	};
	for (const one of listOf(value)) {
		if (!isObject(one)) add('none', one);
		else if ('@value' in one) add(languageOf(one['@language']), one['@value'] ?? '');
		else
			for (const [language, texts] of Object.entries(one))
				for (const text of listOf(texts)) add(languageOf(language), text);
	}
	return words;
}

const languageOf = (tag: Json | undefined): string =>
	typeof tag === 'string' && tag !== '' && tag !== '@none' ? tag.slice(0, 40) : 'none';
