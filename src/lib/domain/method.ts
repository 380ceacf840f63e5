import * as v from 'valibot';
import type { HonoreeId, MethodId } from '../base/id.ts';
import { MediaIds } from './media.ts';
import { integer, slug } from './shapes.ts';
import { TextSchema } from './text.ts';

/** An advanced operating method (先进操作法), as it is taught. */
export const MethodSchema = v.object({
	id: slug<MethodId>(),
	name: TextSchema,
	/** Whoever found it: a person of the gallery, or a name alone. */
	inventor: v.optional(slug<HonoreeId>()),
	inventorName: v.optional(TextSchema),
	year: v.optional(integer(1800, 2200)),
	trade: v.optional(TextSchema),
	/** One sentence for the wall. */
	summary: TextSchema,
	problem: TextSchema,
	/** The steps, in order. */
	steps: v.pipe(v.array(TextSchema), v.minLength(1), v.maxLength(200)),
	result: TextSchema,
	media: MediaIds,
});
export type Method = v.InferOutput<typeof MethodSchema>;
