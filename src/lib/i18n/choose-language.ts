import type { Language } from '../domain/text.ts';

const isLanguage = (value: unknown): value is Language => value === 'zh' || value === 'en';

/**
 * The language of a server-rendered page: what was just asked for (`?lang=`), else what was asked for before
 * (cookie), else what the browser prefers (`Accept-Language`), else Chinese.
 */
export function chooseLanguage(
	asked: string | null,
	kept: string | undefined,
	accepted: string | null,
): Language {
	if (isLanguage(asked)) return asked;
	if (isLanguage(kept)) return kept;
	return preferred(accepted ?? '') ?? 'zh';
}

/** First of our languages by weight; equal weights keep the order in which they were written. */
function preferred(header: string): Language | null {
	const wishes = header.split(',').map((wish) => {
		const [tag = '', ...parameters] = wish.split(';').map((part) => part.trim().toLowerCase());
		const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
		return { language: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) || 0 };
	});
	const ours = wishes.filter((wish) => isLanguage(wish.language) && wish.weight > 0);
	ours.sort((a, b) => b.weight - a.weight);
	return (ours[0]?.language as Language | undefined) ?? null;
}
