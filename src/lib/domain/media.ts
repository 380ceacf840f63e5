import * as v from 'valibot';
import type { MediaId } from '../base/id.ts';
import { hexId, integer, line } from './shapes.ts';
import { TextSchema } from './text.ts';

export const mediaId = () => hexId<MediaId>(16);

/** Pictures, sound or film that belong to an exhibit, in the order shown. */
export const MediaIds = v.optional(v.pipe(v.array(mediaId()), v.maxLength(200)), []);

export const MEDIA_KINDS = ['picture', 'audio', 'video'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

/** One file that a device can fetch at `/media/{id}/{name}`. */
export const MediaFileSchema = v.object({
	name: v.pipe(line(80), v.regex(/^[a-z0-9][a-z0-9._-]*$/, 'must be a–z, 0–9, dot, dash, underscore')),
	type: line(80),
	bytes: integer(1, 4_000_000_000),
	/** Of its content, as hex. */
	sha256: hexId(32),
	/** Of a picture, in pixels. */
	width: v.optional(integer(1, 100_000)),
	/** Of a text track: BCP 47, “zh-CN” or “yue”. */
	language: v.optional(line(35)),
});
export type MediaFile = v.InferOutput<typeof MediaFileSchema>;

/**
 * What an exhibit shows or plays, as devices know it. The text of everything is always there; the files come with a pack, or
 * when they are asked for. Whose face or voice it is, and with what consent, stays on the hub.
 */
export const MediaSchema = v.object({
	id: mediaId(),
	kind: v.picklist(MEDIA_KINDS),
	/** Shown under it, and in its place while the file is not here. */
	caption: TextSchema,
	credit: v.optional(line(200)),
	/** Of the original, in pixels. */
	width: v.optional(integer(1, 100_000)),
	height: v.optional(integer(1, 100_000)),
	seconds: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(86_400))),
	/** What the hub made of it, smallest first: pictures by width, sound and film, text tracks (WebVTT). */
	files: v.pipe(v.array(MediaFileSchema), v.maxLength(40)),
	/** Deep-zoom tiles by IIIF Image API 3.0 level 0 under `/media/{id}/tiles`. */
	tiles: v.optional(
		v.object({ size: integer(128, 2048), scaleFactors: v.pipe(v.array(integer(1, 4096)), v.maxLength(12)) }),
	),
});
export type Media = v.InferOutput<typeof MediaSchema>;
