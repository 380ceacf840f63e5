import type { Meeting } from '../domain/catalogue.ts';
import { inLanguage } from '../domain/text.ts';
import { comingsWords } from './comings.ts';
import { formatTime } from './time.ts';
import type { VerdictSetting, VerdictWords } from './verdict-words.ts';

/** What somebody reads who came without a class and was counted; `at`: when they were counted before, today. */
export function visitWords(
	{ room }: Meeting,
	at: number | null,
	{ language, zone }: VerdictSetting,
): Omit<VerdictWords, 'kicker' | 'tone'> {
	const { title, next, already } = comingsWords(language).visit;
	const said = at === null ? next(inLanguage(room.name, language)) : already(formatTime(at, zone));
	return { title, next: said, notes: [], room: null, leads: false };
}

/** The address of a room that is not in this venue, as a line of its own. */
export function addressLine(
	{ offsite, address }: Meeting['room'],
	language: VerdictSetting['language'],
): string[] {
	return offsite && address ? [comingsWords(language).address(inLanguage(address, language))] : [];
}
