import { LAST_INSTANT } from '$lib/domain/fact.ts';
import type { Language } from '$lib/domain/text.ts';
import { localTime } from '$lib/domain/venue-time.ts';
import { staffWords } from '$lib/i18n/staff/staff-words.ts';

/** Can a clock that works have said so? 0 is where whatever lies before 1970 is kept. */
export const isCredible = (at: number): boolean => at > 0 && at <= LAST_INSTANT;

/** Local time `HH:MM` of an instant that a device told; in words where it cannot have been. */
export const toldTime = (at: number, zone: string, lang: Language): string =>
	isCredible(at) ? localTime(at, zone) : staffWords(lang).noTime;
