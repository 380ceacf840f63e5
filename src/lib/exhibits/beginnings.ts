import type { Unit } from './sounded.ts';

/** Tables of who has something that begins so: numbers of entries, smallest first, by their first letters. */
export interface Beginnings {
	note(beginning: string, entry: number): void;
	of(beginning: string): readonly number[];
}

const NOBODY: readonly number[] = [];

export function beginnings(): Beginnings {
	const known = new Map<string, number[]>();
	return {
		note(beginning, entry) {
			const there = known.get(beginning);
			if (!there) known.set(beginning, [entry]);
			else if (there[there.length - 1] !== entry) there.push(entry);
		},
		of: (beginning) => known.get(beginning) ?? NOBODY,
	};
}

/** By the first two and three letters a–z of syllables or words: there are many, so that nothing is made for each. */
export interface LetterTable {
	/** What begins at `at` in `text`. */
	note(text: string, at: number, entry: number): void;
	/** Of a beginning of two or three letters. */
	of(beginning: string): readonly number[];
}

export function letterTable(): LetterTable {
	const known = new Array<number[] | undefined>(27 ** 3).fill(undefined);
	const put = (key: number, entry: number): void => {
		const there = known[key];
		if (!there) known[key] = [entry];
		else if (there[there.length - 1] !== entry) there.push(entry);
	};
	const third = (text: string, at: number): number => {
		const letter = text.charCodeAt(at) - A;
		return letter >= 0 && letter < 26 ? letter + 1 : 0;
	};
	return {
		note(text, at, entry) {
			const two = third(text, at) * 27 + third(text, at + 1);
			put(two * 27, entry);
			put(two * 27 + third(text, at + 2), entry);
		},
		of: (beginning) =>
			known[(third(beginning, 0) * 27 + third(beginning, 1)) * 27 + third(beginning, 2)] ?? NOBODY,
	};
}
const A = 97;

/** What may be typed first for one character or word of a name: itself, or its sound. */
export function* typedFirst({ text, sounds }: Unit): Generator<string> {
	yield text.charAt(0);
	for (const sound of sounds) yield sound.charAt(0);
}
