import type { Meeting } from '../domain/catalogue.ts';
import type { Language } from '../domain/text.ts';

/** How a verdict looks and sounds: `settled` is good and no news. Shape, colour and sound all follow it, so that none of them is the only cue. */
export type Tone = 'welcome' | 'settled' | 'attention' | 'refused';

export interface VerdictWords {
	/** What it is, in a word or two. */
	readonly kicker: string;
	/** What to do next, painted large. */
	readonly title: string;
	/** Why, or the way out. */
	readonly next: string;
	/** Things worth knowing on the way in. */
	readonly notes: readonly string[];
	readonly tone: Tone;
	/** Where to go, if somewhere. */
	readonly room: Meeting['room'] | null;
	/** The title already says floor and door. */
	readonly leads: boolean;
}

export interface VerdictSetting {
	readonly language: Language;
	readonly zone: string;
	/** The venue's policy: check-in opens so many minutes before the start, where the session does not say otherwise. */
	readonly opensBefore: number;
}
