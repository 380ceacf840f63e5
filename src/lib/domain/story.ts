import * as v from 'valibot';
import type { HonoreeId, StoryId } from '../base/id.ts';
import { MediaIds, mediaId } from './media.ts';
import { integer, line, slug } from './shapes.ts';
import { TextSchema } from './text.ts';

/** One line of a transcript; seconds from the beginning of the sound or film, absent in a text. */
export const CueSchema = v.object({
	from: v.optional(v.pipe(v.number(), v.minValue(0))),
	until: v.optional(v.pipe(v.number(), v.minValue(0))),
	speaker: v.optional(line(60)),
	text: TextSchema,
});
export type Cue = v.InferOutput<typeof CueSchema>;

/** Oral history or a told story (口述史、云讲述). */
export const StorySchema = v.object({
	id: slug<StoryId>(),
	title: TextSchema,
	teller: TextSchema,
	about: v.optional(slug<HonoreeId>()),
	summary: TextSchema,
	/** Told in: “鞍山话”. */
	dialect: v.optional(TextSchema),
	year: v.optional(integer(1800, 2200)),
	/** The sound or film; none in a story to read. */
	recording: v.optional(mediaId()),
	/** The same in Mandarin, where `recording` is in a dialect. */
	mandarin: v.optional(mediaId()),
	transcript: v.pipe(v.array(CueSchema), v.maxLength(5000)),
	media: MediaIds,
	/** ISO week `YYYY-Www` in which it is the story of the week (每周讲述之星). */
	week: v.optional(v.pipe(v.string(), v.regex(/^\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])$/, 'must be YYYY-Www'))),
});
export type Story = v.InferOutput<typeof StorySchema>;
