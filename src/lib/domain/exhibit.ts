import * as v from 'valibot';
import type { HonoreeId } from '../base/id.ts';
import { MediaIds, mediaId } from './media.ts';
import { integer, line, slug } from './shapes.ts';
import { TextSchema } from './text.ts';

/** Levels of honour, highest first. */
export const HONOUR_LEVELS = ['national', 'province', 'city', 'venue'] as const;

/** 劳动模范、先进生产者 / 五一劳动奖章 / 大国工匠 and other craftsmen's titles. */
export const HONOUR_KINDS = ['model-worker', 'may-day-medal', 'craftsman'] as const;

export const HonourSchema = v.object({
	title: TextSchema,
	level: v.picklist(HONOUR_LEVELS),
	year: integer(1900, 2200),
	/** What the gallery filters by; left out for honours of other kinds. */
	kind: v.optional(v.picklist(HONOUR_KINDS)),
	/** Who gave it: “全国总工会”. */
	issuer: v.optional(TextSchema),
	/** Where it can be looked up. */
	source: v.optional(line(300)),
});
export type Honour = v.InferOutput<typeof HonourSchema>;

/** What the drawn portrait shows beside the name when there is no photograph. */
export const MOTIFS = [
	'steel',
	'oil',
	'textile',
	'railway',
	'mine',
	'machine',
	'farm',
	'shop',
	'post',
	'city',
	'shipyard',
	'science',
] as const;

/** A model worker or craftsman (劳模/工匠). Only facts that are public and undisputed. */
export const HonoreeSchema = v.object({
	id: slug<HonoreeId>(),
	name: TextSchema,
	/** Family name's first letter, A–Z, for the index. */
	initial: v.pipe(v.string(), v.regex(/^[A-Z]$/, 'must be one letter A–Z')),
	born: v.optional(integer(1850, 2200)),
	died: v.optional(integer(1850, 2200)),
	/** How the name is read where its characters alone do not tell: syllables without tones, “shan xiong xin”. */
	reading: v.optional(v.pipe(line(80), v.regex(/^[a-z]+(?: [a-z]+)*$/, 'must be syllables a–z'))),
	/** Trade and place: “大庆油田钻井工人”. */
	work: TextSchema,
	/** What the gallery filters by: “石油”, and “黑龙江”. */
	trade: v.optional(TextSchema),
	home: v.optional(TextSchema),
	motif: v.picklist(MOTIFS),
	honours: v.pipe(v.array(HonourSchema), v.minLength(1)),
	/** One sentence for the gallery. */
	summary: TextSchema,
	/** Paragraphs of the page. */
	story: v.array(TextSchema),
	/** Dated facts, oldest first. */
	milestones: v.optional(v.array(v.object({ year: integer(1850, 2200), text: TextSchema })), []),
	quotes: v.optional(v.array(TextSchema), []),
	portrait: v.optional(mediaId()),
	media: MediaIds,
	/** Month `YYYY-MM` in which this is the person of the month (身边好榜样). */
	month: v.optional(v.pipe(line(7), v.regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, 'must be YYYY-MM'))),
});
export type Honoree = v.InferOutput<typeof HonoreeSchema>;

/** Nobody dies, or is honoured, before they are born; many are honoured after their death. As far as both are known. */
export const isBeforeBirth = (year: number | undefined, born: number | undefined): boolean =>
	year !== undefined && born !== undefined && year < born;
