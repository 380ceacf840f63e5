import * as v from 'valibot';
import type { HonoreeId, MilestoneId } from '../base/id.ts';
import { MediaIds } from './media.ts';
import { integer, slug } from './shapes.ts';
import { TextSchema } from './text.ts';

/** One dated fact on the timeline of the movement. */
export const MilestoneSchema = v.object({
	id: slug<MilestoneId>(),
	year: integer(1800, 2200),
	month: v.optional(integer(1, 12)),
	day: v.optional(integer(1, 31)),
	title: TextSchema,
	text: TextSchema,
	people: v.optional(v.array(slug<HonoreeId>()), []),
	media: MediaIds,
});
export type Milestone = v.InferOutput<typeof MilestoneSchema>;
