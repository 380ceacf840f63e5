import * as v from 'valibot';
import { err, ok, type Result } from '$lib/base/result.ts';
import { fieldTime, readFieldTime } from '$lib/domain/field-time.ts';
import { LONGEST_TEXT, LONGEST_TITLE, NoticeSchema } from '$lib/domain/notice-shapes.ts';
import type { Notice } from '$lib/domain/notice.ts';

export const NOTICE_FIELDS = [
	...(['title', 'titleEn', 'text', 'textEn', 'from', 'until', 'priority', 'id'] as const),
] as const;
export type TypedNotice = Record<(typeof NOTICE_FIELDS)[number], string>;

type Fault = 'title-missing' | 'text-too-long' | 'bad-time' | 'ends-before-it-begins';

const words = (zh: string, en: string) => ({ zh: zh.trim(), ...(en.trim() && { en: en.trim() }) });

/** A notice out of what was typed. */
export function readNotice(typed: TypedNotice, zone: string): Result<Omit<Notice, 'id'>, Fault> {
	const [from, until] = [readFieldTime(typed.from, zone), readFieldTime(typed.until, zone)];
	const longest = (...texts: string[]) => Math.max(...texts.map((text) => text.trim().length));
	if (!typed.title.trim() || longest(typed.title, typed.titleEn) > LONGEST_TITLE) return err('title-missing');
	if (longest(typed.text, typed.textEn) > LONGEST_TEXT) return err('text-too-long');
	if (from === null || until === null) return err('bad-time');
	if (until <= from) return err('ends-before-it-begins');
	const notice = {
		...{ title: words(typed.title, typed.titleEn), from, until },
		...(typed.text.trim() && { text: words(typed.text, typed.textEn) }),
		priority: typed.priority ? 'important' : 'normal',
	};
	const parsed = v.safeParse(v.omit(v.object(NoticeSchema.entries), ['id']), notice);
	return parsed.success ? ok(parsed.output) : err('bad-time');
}

/** As the form shows it again. */
export const typedFrom = (notice: Notice, zone: string): TypedNotice => ({
	...{ id: notice.id, title: notice.title.zh, titleEn: notice.title.en ?? '' },
	...{ text: notice.text?.zh ?? '', textEn: notice.text?.en ?? '' },
	...{ from: fieldTime(notice.from, zone), until: fieldTime(notice.until, zone) },
	priority: notice.priority === 'important' ? 'on' : '',
});
