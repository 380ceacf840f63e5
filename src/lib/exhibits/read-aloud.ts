import { loosely, readingsOf } from './readings.ts';
import { folded } from './sounded.ts';

/**
 * How some texts may be read: for each character a blank and a sign for each of its sounds, the commonest first; two blanks
 * between words. Short, and quickly looked through.
 */
export type Reading = string;

const BLANK = 32;
const SOUNDS: string[] = [];
const signs = new Map<string, number>();
const known = new Map<string, string>();

function signOf(sound: string): number {
	let sign = signs.get(sound);
	if (sign === undefined) signs.set(sound, (sign = BLANK + SOUNDS.push(sound)));
	return sign;
}

function signsOf(character: string): string {
	let made = known.get(character);
	if (made === undefined)
		known.set(character, (made = String.fromCharCode(...loosely(readingsOf(character)).map(signOf))));
	return made;
}

export const readingOf = (texts: readonly string[]): Reading =>
	texts.map((text) => Array.from(folded(text), (character) => ` ${signsOf(character)}`).join('')).join(' ');

/** Which sounds count: as it is read for the most part, or in any way. */
export type Ways = 'first' | 'any';

/** Tells the beginnings of all that may be typed for a reading: three letters or more where it goes on so far. */
export function eachBeginning(reading: Reading, ways: Ways, tell: (letters: string) => void): void {
	for (let at = reading.indexOf(' '); at >= 0; at = reading.indexOf(' ', at + 1))
		tellFrom(reading, at, ways, '', tell);
}

function tellFrom(
	reading: Reading,
	at: number,
	ways: Ways,
	before: string,
	tell: (letters: string) => void,
): void {
	const next = reading.indexOf(' ', at + 1);
	const ends = next < 0 || !(reading.charCodeAt(next + 1) > BLANK);
	for (let n = at + 1; reading.charCodeAt(n) > BLANK; n++) {
		const letters = before + SOUNDS[reading.charCodeAt(n) - BLANK - 1]!;
		if (letters.length > 2 || ends) tell(letters);
		else tellFrom(reading, next, ways, letters, tell);
		if (ways === 'first') return;
	}
}

/** Letters made ready to be looked for: from an offset on, by sign, how many of them the sound takes. */
export type Letters = (from: number) => Uint8Array;

/** The letters end within the sound, or with it. */
const LAST = 255;

export function lettersOf(typed: string): Letters {
	const steps: Uint8Array[] = [];
	return (from) => (steps[from] ??= stepsOf(typed.slice(from)));
}

function stepsOf(typed: string): Uint8Array {
	const steps = new Uint8Array(BLANK + 1 + SOUNDS.length);
	for (const [sound, sign] of signs)
		if (sound.startsWith(typed)) steps[sign] = LAST;
		else if (typed.startsWith(sound)) steps[sign] = sound.length;
	return steps;
}

/** Can the letters be typed from one of its characters on, in whole syllables but for the last? */
export function isRead(reading: Reading, letters: Letters, ways: Ways): boolean {
	const steps = letters(0);
	for (let at = 1; at < reading.length; at++) {
		const step = steps[reading.charCodeAt(at)]!;
		if (step === 0 || (ways === 'first' && reading.charCodeAt(at - 1) !== BLANK)) continue;
		if (step === LAST || goesOn(reading, at, letters, step, ways)) return true;
	}
	return false;
}

function goesOn(reading: Reading, at: number, letters: Letters, from: number, ways: Ways): boolean {
	const next = reading.indexOf(' ', at);
	if (next < 0) return false;
	const steps = letters(from);
	for (let n = next + 1; reading.charCodeAt(n) > BLANK; n++) {
		const step = steps[reading.charCodeAt(n)]!;
		if (step === LAST || (step > 0 && goesOn(reading, n, letters, from + step, ways))) return true;
		if (ways === 'first') return false;
	}
	return false;
}
