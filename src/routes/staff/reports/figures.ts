import type { Language } from '$lib/domain/text.ts';

/** Numbers as a report writes them. */

export const inThousands = (value: number, lang: Language): string =>
	new Intl.NumberFormat(lang === 'zh' ? 'zh-CN' : 'en').format(value);

export const inPercent = (rate: number | null, none: string): string =>
	rate === null ? none : `${(100 * rate).toFixed(1)}%`;

/** One digit below a hundred hours. */
export const inHours = (minutes: number, lang: Language): string => {
	const hours = minutes / 60;
	return inThousands(hours < 100 ? Math.round(hours * 10) / 10 : Math.round(hours), lang);
};

/** A round number not below `value`: 1, 2 or 5 times a power of ten. */
export function roundUp(value: number): number {
	if (value <= 1) return 1;
	const power = 10 ** Math.floor(Math.log10(value));
	return [1, 2, 5, 10].map((times) => times * power).find((round) => round >= value)!;
}
