import * as v from 'valibot';
import type { HeritageId, HonoreeId } from '../base/id.ts';
import { MediaIds } from './media.ts';
import { slug } from './shapes.ts';
import { TextSchema } from './text.ts';

/** 文物、旧址、陈列室. */
export const HERITAGE_KINDS = ['object', 'site', 'room'] as const;

export const HeritageSchema = v.object({
	id: slug<HeritageId>(),
	kind: v.picklist(HERITAGE_KINDS),
	name: TextSchema,
	/** When it was made or built: “1958 年”. */
	era: v.optional(TextSchema),
	/** Where it is kept, or stands, and when it is open. */
	place: v.optional(TextSchema),
	summary: TextSchema,
	story: v.pipe(v.array(TextSchema), v.maxLength(200)),
	people: v.optional(v.array(slug<HonoreeId>()), []),
	media: MediaIds,
});
export type Heritage = v.InferOutput<typeof HeritageSchema>;
