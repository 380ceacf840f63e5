import type { Language } from '$lib/domain/text.ts';
import { formatMoment, formatTime } from '$lib/i18n/time.ts';

export interface Place {
	readonly zone: string;
	readonly language: Language;
	readonly now: number;
}

/** “今天 18:30–20:00”. */
export const span = (from: number, to: number, { zone, language, now }: Place): string =>
	`${formatMoment(from, now, zone, language)}–${formatTime(to, zone)}`;
