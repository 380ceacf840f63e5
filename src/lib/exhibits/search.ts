import { folded, soundOf, typedFor, unitsOf, type Unit } from './sounded.ts';

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
	readonly name: string;
	/** All of it as it is written. */
	readonly text: string;
	/** Its words in letters only, a blank before each: most people have none, and are passed over quickly. */
	readonly latin: string;
	readonly sound: string;
	/** `sound` without capitals. */
	readonly quiet: string;
}

export interface SearchIndex<Of> {
	/** Those in which every word of `query` is found: names before words, else in the order given. */
	find(query: string): readonly Of[];
	readonly size: number;
}

/** Better is lower; null where a word is not found at all. */
const RANK = { whole: 0, begins: 1, within: 2, about: 3, words: 4 } as const;

/**
 * Makes the index in small steps, in the order given: whoever runs it stops between two steps when the screen needs the time.
 * Ends with the index.
 */
export function* indexing<Of>(findables: Iterable<Findable<Of>>): Generator<void, SearchIndex<Of>> {
	const entries: Entry<Of>[] = [];
	for (const findable of findables) {
		entries.push(entryOf(findable));
		yield;
	}
	return indexOf(entries);
}

function entryOf<Of>({ of, name, person, reading, about, words }: Findable<Of>): Entry<Of> {
	const sound = about.map(soundOf).join(' ');
	const text = ` ${folded([name, ...about, ...words].join('\n')).replace(/[^\p{L}\p{N}\n]+/gu, ' ')}`;
	const units = unitsOf(name, person, reading);
	const latin = (text.match(/[a-z][a-z0-9]*/g) ?? []).map((word) => ` ${word}`).join('');
	return { of, units, name: folded(name), text, latin, sound, quiet: sound.toLowerCase() };
}

function indexOf<Of>(entries: readonly Entry<Of>[]): SearchIndex<Of> {
	let last = { query: '', found: entries };
	return {
		size: entries.length,
		find(query) {
			const asked = folded(query).trim();
			if (asked === '') return entries.map(({ of }) => of);
			// Whoever types on narrows down what was found; a space or a letter taken away begins anew.
			const among = narrows(last.query, asked) ? last.found : entries;
			const parts = asked.split(/\s+/u).map(partOf);
			const found: Entry<Of>[] = [];
			const buckets: Of[][] = Object.values(RANK).map(() => []);
			// Ten thousand times a key: nothing is made for those who are not found.
			for (const entry of among) {
				const rank = rankOf(entry, parts);
				if (rank === null) continue;
				found.push(entry);
				buckets[rank]!.push(entry.of);
			}
			last = { query: asked, found };
			return buckets.flat();
		},
	};
}

/** Is whatever `asked` finds among what `before` found? A single letter finds names only, two find words as well. */
const narrows = (before: string, asked: string): boolean =>
	before !== '' && asked.startsWith(before) && !/(?:^|[^a-z])[a-z]$/.test(before);

interface Part {
	readonly text: string;
	/** The same in runs of one script: 大庆zuan → 大庆, zuan. */
	readonly runs: readonly string[];
}

const partOf = (text: string): Part => ({
	text,
	runs: text.match(/[a-z]+|[^a-z]+/g) ?? [],
});

function rankOf<Of>(entry: Entry<Of>, parts: readonly Part[]): number | null {
	let worst = 0;
	for (const part of parts) {
		const rank = rankOfPart(entry, part);
		if (rank === null) return null;
		worst = Math.max(worst, rank);
	}
	return worst;
}

function rankOfPart<Of>(entry: Entry<Of>, { text, runs }: Part): number | null {
	if (entry.name === text) return RANK.whole;
	if (typedFor(entry.units, 0, text)) return RANK.begins;
	if (text.length > 1)
		for (let at = 1; at < entry.units.length; at++) if (typedFor(entry.units, at, text)) return RANK.within;
	let worst = 0;
	for (const run of runs) {
		const rank = rankOfRun(entry, run);
		if (rank === null) return null;
		worst = Math.max(worst, rank);
	}
	return worst;
}

const LATIN = /^[a-z]/;

function rankOfRun<Of>({ text, latin, sound, quiet }: Entry<Of>, run: string): number | null {
	if (!LATIN.test(run)) return text.includes(run) ? RANK.words : null;
	if (run.length < 2) return null;
	for (let at = quiet.indexOf(run); at >= 0; at = quiet.indexOf(run, at + 1))
		if (sound.charCodeAt(at) < 97) return RANK.about;
	return latin.includes(` ${run}`) ? RANK.words : null;
}
