import * as v from 'valibot';
import type { HonoreeId, SceneId, ScrollId } from '../base/id.ts';
import { mediaId } from './media.ts';
import { integer, line, slug } from './shapes.ts';
import { TextSchema } from './text.ts';

/** A figure in a scene: a rectangle in the scene's own pixels, and the person it shows where the gallery knows them. */
export const FigureSchema = v.object({
	name: TextSchema,
	honoree: v.optional(slug<HonoreeId>()),
	x: integer(0, 100_000),
	y: integer(0, 100_000),
	width: integer(1, 100_000),
	height: integer(1, 100_000),
});
export type Figure = v.InferOutput<typeof FigureSchema>;

/** One scene of a Scroll, `width` by its scroll's height in pixels at full size. */
export const SceneSchema = v.object({
	id: slug<SceneId>(),
	scroll: slug<ScrollId>(),
	/** 1 stands at the scroll's beginning. */
	number: integer(1, 10_000),
	title: TextSchema,
	/** What the guided tour says here. */
	narration: TextSchema,
	width: integer(100, 20_000),
	/** The painting; drawn by the app from `motifs` where there is none. */
	picture: v.optional(mediaId()),
	/** What a drawn scene shows, from far to near, in the words of its painter. */
	motifs: v.optional(v.pipe(v.array(line(40)), v.maxLength(20)), []),
	figures: v.optional(v.pipe(v.array(FigureSchema), v.maxLength(200)), []),
});
export type Scene = v.InferOutput<typeof SceneSchema>;

/** A long painted scroll (长卷): scenes side by side on one canvas, in periods, with guided tours. */
export const ScrollSchema = v.object({
	id: slug<ScrollId>(),
	title: TextSchema,
	summary: TextSchema,
	/** Height of every scene in pixels at full size. */
	height: integer(200, 20_000),
	/** Which edge is the beginning: Chinese scrolls are unrolled from the right. */
	begins: v.optional(v.picklist(['left', 'right']), 'right'),
	/** Parts of the scroll, each from its first scene on. */
	periods: v.pipe(v.array(v.object({ name: TextSchema, from: integer(1, 10_000) })), v.maxLength(50)),
	tours: v.optional(
		v.pipe(
			v.array(v.object({ name: TextSchema, stops: v.pipe(v.array(slug<SceneId>()), v.minLength(1)) })),
			v.maxLength(20),
		),
		[],
	),
});
export type Scroll = v.InferOutput<typeof ScrollSchema>;
