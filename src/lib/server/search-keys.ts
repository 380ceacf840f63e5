import { pinyin } from 'pinyin-pro';
import { plainText as plain, reversed } from '../domain/asked-keys.ts';
import { familyLength } from '../domain/masking.ts';
import type { MemberRow } from './storage/people-port.ts';

/**
 * Under what a person is found. Every key is found by its beginning, so that an index finds it among hundreds of thousands.
 * What begins with `<` is a number and with `#` a phone number, last digit first.
 */

/** Counted up where other keys come of the same names: the hub then writes all of them anew at its next start. */
export const KEYS_VERSION = '1';

/** Longer names are found by their first characters. */
const MOST_UNITS = 12;
export function searchKeys({
	name,
	number,
	phone,
}: Pick<MemberRow, 'name' | 'number' | 'phone'>): readonly string[] {
	const digits = /\d+$/.exec(number)?.[0];
	const keys = [
		...nameKeys(name),
		plain(number),
		...(digits ? [`<${reversed(digits)}`] : []),
		...(phone ? [`#${reversed(phone.replace(/\D/g, ''))}`] : []),
	];
	return [...new Set(keys)].filter((key) => key.length > 0 && key !== '#');
}

/** One sound of a name: a Chinese character, or a word in letters. */
interface Unit {
	readonly text: string;
	readonly sound: string;
}

function nameKeys(name: string): string[] {
	const words = name.normalize('NFKC').match(/\p{Script=Han}|[^\p{Script=Han}\s·•.\-']+/gu) ?? [];
	const texts = words.slice(0, MOST_UNITS).map(plain).filter(Boolean);
	if (texts.length === 0) return [];
	const family = familyLength(texts);
	const ends = texts.map((_, from) => texts.slice(from).join(''));
	return [...ends, ...readingsOf(texts, family).flatMap((units) => soundKeys(units, family))];
}

/** wangxiaoming, wangxm, wxiaoming, wxm; xiaoming, xm. */
function soundKeys(units: readonly Unit[], family: number): string[] {
	const full = (part: readonly Unit[]): string => part.map(({ sound }) => sound).join('');
	const first = (part: readonly Unit[]): string => part.map(({ sound }) => [...sound][0] ?? '').join('');
	const [head, given] = [units.slice(0, family), units.slice(family)];
	return [
		...[full(units), full(head) + first(given), first(head) + full(given), first(units)],
		// One sound would find everyone whose name ends in it.
		...(given.length > 1 ? [full(given), first(given)] : []),
		...(units.length > 4 ? units.slice(2, -1).map((_, skipped) => full(units.slice(skipped + 2))) : []),
	];
}

/** As the family name is read (单 shan), and as staff may read it who do not know the person (dan). */
function readingsOf(texts: readonly string[], family: number): Unit[][] {
	const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text);
	const run = texts.map((text) => (isHan(text) ? text : ' ')).join('');
	const sounds = pinyin(run, { surname: 'head', toneType: 'none', type: 'array', v: true });
	const units = texts.map((text, n) => ({
		text,
		sound: isHan(text) ? plain(sounds[n] ?? '') || text : text,
	}));
	const [surname] = units;
	if (!surname || family > 1 || !isHan(surname.text)) return [units];
	const others = pinyin(surname.text, { multiple: true, toneType: 'none', type: 'array', v: true }).map(
		plain,
	);
	const sounded = [...new Set([surname.sound, ...others])].slice(0, 4);
	return sounded.map((sound) => [{ ...surname, sound }, ...units.slice(1)]);
}
