import * as v from 'valibot';

/** Words people read, in the venue's languages. Chinese is never missing; English falls back to it. */
export const TextSchema = v.object({
	zh: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4000)),
	en: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4000))),
});
export type Text = v.InferOutput<typeof TextSchema>;

/** The same where there is little room: one line of at most so many characters in each language. */
export const shortText = (max: number) => {
	const words = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));
	return v.object({ zh: words, en: v.optional(words) });
};

export type Language = 'zh' | 'en';

/** The words in `language`, or in Chinese where they were not translated. */
export const inLanguage = (text: Text, language: Language): string => text[language] ?? text.zh;
