import { familyReading, hasUmlaut, loosely, readingsOf } from './readings.ts';

/** One character of a name, or one word in letters, and every way to read it. */
export interface Unit {
	readonly text: string;
	readonly sounds: readonly string[];
}

/** Between the parts of a name: 阿卜杜拉·买买提. Some type it, some another, and most none. */
const DOTS = /[·•・‧∙⋅]/g;
const DOT_IN_CHINESE = /(\p{Script=Han})[·•・‧∙⋅]+/gu;

/** Between syllables, as pinyin has it: Xi'an. Most type none. */
const APOSTROPHES = /['’‘ʼ]/g;
const APOSTROPHE_IN_WORD = /([a-z])['’‘ʼ]+(?=[a-z])/g;
/** Letters with tones or other accents; ü is v by then. */
const ACCENTED = /[à-ÿ\u0100-\u024f\u1e00-\u1eff]/g;
const plain = (letter: string): string => letter.normalize('NFD').replace(/\p{M}/gu, '');

/** As it is compared: small letters without tones, v for ü, Chinese without dots, words without apostrophes. */
export const folded = (text: string): string =>
	text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[üǖǘǚǜ]/g, 'v')
		.replace(ACCENTED, plain)
		.replace(APOSTROPHE_IN_WORD, '$1')
		.replace(DOT_IN_CHINESE, '$1');

/** A name, or what is asked for: no dots and no apostrophes at all. */
export const undotted = (text: string): string => folded(text).replace(DOTS, '').replace(APOSTROPHES, '');

const HAN = /\p{Script=Han}/u;
const WORDS = /\p{Script=Han}|[^\p{Script=Han}\s·•・‧∙⋅.\-'’，。、：；“”（）《》]+/gu;

/**
 * The units of a name. A person's family name is read as a family name first; `reading` (syllables, as the record has
 * them) goes before what the table says.
 */
export function unitsOf(name: string, person: boolean, reading?: string): Unit[] {
	const texts = folded(name).match(WORDS) ?? [];
	const given = reading?.split(' ');
	const family = person ? familyReading(texts.join('')) : null;
	return texts.map((text, n) => {
		const known = given?.length === texts.length ? given[n] : family?.[n];
		const sounds = HAN.test(text) ? readingsOf(text) : [];
		return { text, sounds: known ? [known, ...sounds.filter((sound) => sound !== known)] : sounds };
	});
}

/** The same where u is taken for ü; null where there is no ü. */
export const looseUnitsOf = (units: readonly Unit[]): Unit[] | null =>
	units.some(({ sounds }) => sounds.some(hasUmlaut))
		? units.map(({ text, sounds }) => ({ text, sounds: loosely(sounds) }))
		: null;

/**
 * Can `query` be typed for the units from `at` on? Each takes its characters, a whole syllable, or its first letter (zh, ch
 * and sh count as one); the last syllable may be unfinished. So 王进喜 is wangjinxi, wjx, wangjx, wjinxi, 王jx, wangji.
 */
export function typedFor(units: readonly Unit[], at: number, query: string, from = 0): boolean {
	if (from >= query.length) return true;
	const unit = units[at];
	if (!unit) return false;
	if (query.startsWith(unit.text, from) && typedFor(units, at + 1, query, from + unit.text.length))
		return true;
	for (const sound of unit.sounds) {
		if (query.charCodeAt(from) !== sound.charCodeAt(0)) continue;
		if (query.length - from <= sound.length && begins(sound, query, from)) return true;
		if (query.startsWith(sound, from) && typedFor(units, at + 1, query, from + sound.length)) return true;
		if (typedFor(units, at + 1, query, from + 1)) return true;
		const two = sound.charAt(1) === 'h' && query.charAt(from + 1) === 'h';
		if (two && typedFor(units, at + 1, query, from + 2)) return true;
	}
	return false;
}

/** Is what is left of `query` from there on the beginning of `sound`? */
function begins(sound: string, query: string, from: number): boolean {
	for (let n = from; n < query.length; n++)
		if (query.charCodeAt(n) !== sound.charCodeAt(n - from)) return false;
	return true;
}
