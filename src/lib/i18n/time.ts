import type { Language } from '../domain/text.ts';
import { words } from './index.ts';

/** Times as people read them, always in the venue's zone, never in the machine's. Instants are milliseconds. */

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs a hundred times what using it does, and a board uses it a hundred times. */
function formatOf(zone: string, locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const key = `${zone} ${locale} ${JSON.stringify(options)}`;
	let format = formats.get(key);
	if (!format) formats.set(key, (format = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })));
	return format;
}

const LOCALE: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

/** `HH:MM`, the same in every language. */
export const formatTime = (at: number, zone: string): string =>
	formatOf(zone, 'en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

/** “11月22日 星期日”, “Sunday 22 November”. */
export function formatDate(at: number, zone: string, language: Language): string {
	const date = formatOf(zone, LOCALE[language], { month: 'long', day: 'numeric' }).format(at);
	const weekday = formatOf(zone, LOCALE[language], { weekday: 'long' }).format(at);
	return language === 'zh' ? `${date} ${weekday}` : `${weekday} ${date}`;
}

/** Local date `YYYY-MM-DD`, to tell days apart. */
const isoDate = (at: number, zone: string): string =>
	formatOf(zone, 'en-CA', { dateStyle: 'short' }).format(at);

/** “今天”, “昨天”, “明天”, else the date. */
export function formatDay(at: number, now: number, zone: string, language: Language): string {
	const { day } = words(language).board;
	const days = (Date.parse(isoDate(at, zone)) - Date.parse(isoDate(now, zone))) / 86_400_000;
	if (days === 0) return day.today;
	if (days === -1) return day.yesterday;
	if (days === 1) return day.tomorrow;
	return formatDate(at, zone, language);
}

/** “今天 18:05”, “昨天 21:40”, “11月20日 星期五 21:40”. */
export const formatMoment = (at: number, now: number, zone: string, language: Language): string =>
	`${formatDay(at, now, zone, language)} ${formatTime(at, zone)}`;

/** Whole minutes until `at`, rounded up: “in 1 min” until it is there. */
export const minutesUntil = (at: number, now: number): number => Math.max(0, Math.ceil((at - now) / 60_000));
