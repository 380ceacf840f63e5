import { beginnings, letterTable, typedFirst, type Beginnings, type LetterTable } from './beginnings.ts';
import { eachBeginning, isRead, lettersOf, readingOf, type Letters, type Reading } from './read-aloud.ts';
import { folded, looseUnitsOf, typedFor, undotted, unitsOf, type Unit } from './sounded.ts';

/** What can be found in an exhibition, and by which of its words. */
export interface Findable<Of = unknown> {
	readonly of: Of;
	/** Chinese name or title: found by characters, whole syllables and initials. */
	readonly name: string;
	readonly person: boolean;
	readonly reading?: string | undefined;
	/** Short words about it, in Chinese: trade, place, honours. Found by characters and syllables. */
	readonly about: readonly string[];
	/** All its other words, and whatever is in English. Found as they are written. */
	readonly words: readonly string[];
}

interface Entry<Of> {
	readonly of: Of;
	readonly units: readonly Unit[];
	/** Where the name has ü: as those type it who take it for u. */
	readonly loose: readonly Unit[] | null;
	readonly name: string;
	/** All of it as it is written. */
	readonly text: string;
	/** Its words in letters only, a blank before each: most people have none, and are passed over quickly. */
	readonly latin: string;
	readonly about: Reading;
}

export interface SearchIndex<Of> {
	/** Those in which every word of `query` is found: names before words, else in the order given. */
	find(query: string): readonly Of[];
	readonly size: number;
}

/**
 * Better is lower; null where a word is not found at all. `about` as it is read for the most part; `otherwise` in any other
 * way: 银行 by yinhang, but 厂 by an as well.
 */
const RANK = { whole: 0, begins: 1, within: 2, about: 3, words: 4, otherwise: 5 } as const;
const RANKS = Object.values(RANK);
const NOT_FOUND = 255;

/** By which whoever may be meant is found without looking at everybody. */
interface Tables {
	/** By the whole name. */
	readonly whole: Beginnings;
	readonly names: Beginnings;
	/** As it is read for the most part, and in any way. */
	readonly about: LetterTable;
	readonly anyway: LetterTable;
	readonly words: LetterTable;
}

/**
 * Makes the index in small steps, in the order given: whoever runs it stops between two steps when the screen needs the time.
 * Ends with the index.
 */
export function* indexing<Of>(findables: Iterable<Findable<Of>>): Generator<void, SearchIndex<Of>> {
	const entries: Entry<Of>[] = [];
	const tables = {
		...{ whole: beginnings(), names: beginnings() },
		...{ about: letterTable(), anyway: letterTable(), words: letterTable() },
	};
	for (const findable of findables) {
		const entry = entryOf(findable);
		note(tables, entry, entries.push(entry) - 1);
		yield;
	}
	return indexOf(entries, tables);
}

function note<Of>(tables: Tables, { name, units, latin, about }: Entry<Of>, n: number): void {
	const { whole, names, words } = tables;
	whole.note(name, n);
	for (const unit of units) for (const first of typedFirst(unit)) names.note(first, n);
	eachBeginning(about, 'first', (letters) => tables.about.note(letters, 0, n));
	eachBeginning(about, 'any', (letters) => tables.anyway.note(letters, 0, n));
	for (let at = latin.indexOf(' '); at >= 0; at = latin.indexOf(' ', at + 1)) words.note(latin, at + 1, n);
}

function entryOf<Of>({ of, name, person, reading, about, words }: Findable<Of>): Entry<Of> {
	const text = ` ${folded([name, ...about, ...words].join('\n')).replace(/[^\p{L}\p{N}\n]+/gu, ' ')}`;
	const units = unitsOf(name, person, reading);
	const latin = (text.match(/[a-z][a-z0-9]*/g) ?? []).map((word) => ` ${word}`).join('');
	const loose = looseUnitsOf(units);
	return { of, units, loose, name: undotted(name), text, latin, about: readingOf(about) };
}

function indexOf<Of>(entries: readonly Entry<Of>[], tables: Tables): SearchIndex<Of> {
	const everybody = entries.map((_, n) => n);
	let last = { query: '', found: everybody };
	return {
		size: entries.length,
		find(query) {
			const asked = undotted(query).trim();
			if (asked === '') return entries.map(({ of }) => of);
			const [first, ...others] = asked.split(/\s+/u).map(partOf);
			// Whoever types on narrows down what was found; a space or a letter taken away begins anew.
			const among = narrows(last.query, asked) ? last.found : everybody;
			const ranks = ranksOf(entries, tables, first!, among);
			const buckets: Of[][] = RANKS.map(() => []);
			const found: number[] = [];
			for (let n = 0; n < ranks.length; n++) {
				if (ranks[n] === NOT_FOUND) continue;
				const rank = worstOf(ranks[n]!, others, (part) => rankOfPart(entries[n]!, part));
				if (rank === null) continue;
				found.push(n);
				buckets[rank]!.push(entries[n]!.of);
			}
			last = { query: asked, found };
			return buckets.flat();
		},
	};
}

/** Is whatever `asked` finds among what `before` found? A single letter finds names only, two find words as well. */
const narrows = (before: string, asked: string): boolean =>
	before !== '' && asked.startsWith(before) && !/(?:^|[^a-z])[a-z]$/.test(before);

/** How well one word finds each of the entries; nobody but those in `among` is found. */
function ranksOf<Of>(
	entries: readonly Entry<Of>[],
	{ whole, names, about, anyway, words }: Tables,
	{ text, runs }: Part,
	among: readonly number[],
): Uint8Array {
	const ranks = new Uint8Array(entries.length).fill(NOT_FOUND);
	const put = (some: readonly number[], rank: number): void => {
		for (let n = 0; n < some.length; n++) if (rank < ranks[some[n]!]!) ranks[some[n]!] = rank;
	};
	const look = (some: readonly number[], rankOf: (entry: Entry<Of>) => number | null): void => {
		for (let n = 0; n < some.length; n++) {
			const rank = rankOf(entries[some[n]!]!);
			if (rank !== null && rank < ranks[some[n]!]!) ranks[some[n]!] = rank;
		}
	};
	const letters = runs.find((run) => run.letters)?.text;
	if (letters === text && text.length <= 3) {
		put(words.of(text), RANK.words);
		put(about.of(text), RANK.about);
		put(anyway.of(text), RANK.otherwise);
	} else if (letters !== undefined && among.length === entries.length)
		for (const table of [words, anyway])
			look(table.of(letters.slice(0, 3)), (entry) => rankOfRuns(entry, runs));
	else look(among, (entry) => rankOfRuns(entry, runs));
	const named = names.of(text.charAt(0));
	look(
		among.length < named.length ? among : named,
		(entry) => rankOfName(entry, text) ?? rankOfLoose(entry, text),
	);
	put(whole.of(text), RANK.whole);
	return ranks;
}

interface Part {
	readonly text: string;
	/** The same in runs of one script: 大庆zuan → 大庆, zuan. */
	readonly runs: readonly Run[];
}
interface Run {
	readonly text: string;
	readonly isLatin: boolean;
	/** Null where they are too few to find anything by. */
	readonly letters: Letters | null;
}

const partOf = (text: string): Part => ({
	text,
	runs: (text.match(/[a-z]+|[^a-z]+/g) ?? []).map((run) => {
		const isLatin = /^[a-z]/.test(run);
		return { text: run, isLatin, letters: isLatin && run.length > 1 ? lettersOf(run) : null };
	}),
});

function worstOf<Of>(
	first: number,
	others: readonly Of[],
	rankOf: (other: Of) => number | null,
): number | null {
	let worst = first;
	for (const other of others) {
		const rank = rankOf(other);
		if (rank === null) return null;
		worst = Math.max(worst, rank);
	}
	return worst;
}

function rankOfPart<Of>(entry: Entry<Of>, { text, runs }: Part): number | null {
	if (entry.name === text) return RANK.whole;
	return rankOfName(entry, text) ?? rankOfRuns(entry, runs) ?? rankOfLoose(entry, text);
}

function rankOfName<Of>({ units }: Entry<Of>, text: string): number | null {
	if (typedFor(units, 0, text)) return RANK.begins;
	return typedWithin(units, text) ? RANK.within : null;
}

const rankOfLoose = <Of>({ loose }: Entry<Of>, text: string): number | null =>
	loose && (typedFor(loose, 0, text) || typedWithin(loose, text)) ? RANK.otherwise : null;

/** Within a name by more than one letter only. */
function typedWithin(units: readonly Unit[], text: string): boolean {
	if (text.length < 2) return false;
	for (let at = 1; at < units.length; at++) if (typedFor(units, at, text)) return true;
	return false;
}

const rankOfRuns = <Of>(entry: Entry<Of>, runs: readonly Run[]): number | null =>
	worstOf(0, runs, (run) => rankOfRun(entry, run));

function rankOfRun<Of>({ text, latin, about }: Entry<Of>, run: Run): number | null {
	const { letters } = run;
	if (!letters) return !run.isLatin && text.includes(run.text) ? RANK.words : null;
	const read = isRead(about, letters, 'any');
	if (read && isRead(about, letters, 'first')) return RANK.about;
	if (latin.includes(` ${run.text}`)) return RANK.words;
	return read ? RANK.otherwise : null;
}
