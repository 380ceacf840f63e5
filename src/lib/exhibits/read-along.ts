import type { Cue } from '../domain/story.ts';
import { inLanguage, type Language } from '../domain/text.ts';

/** How fast a line is read aloud, unhurried: characters of Chinese and letters of English a second. */
const PACE = { zh: 4.2, en: 13 } as const;
const PAUSE_MS = 900;

/** How long the eye stays on a line that has no sound. */
export const lingerMs = (cue: Cue, language: Language): number =>
	PAUSE_MS + (inLanguage(cue.text, language).length / PACE[language]) * 1000;

/** The line being spoken `seconds` into the recording; −1 before the first. Between two lines, the last one said. */
export function cueAt(cues: readonly Cue[], seconds: number): number {
	let at = -1;
	for (const [n, { from }] of cues.entries()) {
		if (from === undefined) continue;
		if (from > seconds) break;
		at = n;
	}
	return at;
}

/** Lines that hold `query`, by number, whatever the case of letters. */
export function linesWith(cues: readonly Cue[], query: string): number[] {
	const wanted = query.normalize('NFKC').trim().toLowerCase();
	if (wanted === '') return [];
	return [...cues.entries()].flatMap(([n, { text }]) =>
		`${text.zh}\n${text.en ?? ''}`.normalize('NFKC').toLowerCase().includes(wanted) ? [n] : [],
	);
}
