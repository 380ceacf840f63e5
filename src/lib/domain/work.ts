import * as v from 'valibot';
import type { WorkId } from '../base/id.ts';
import { AnnotationPageSchema, CollectionSchema, ManifestSchema } from './manifest.ts';
import { mediaId } from './media.ts';
import { slug } from './shapes.ts';
import { TextSchema } from './text.ts';

const Address = v.pipe(v.string(), v.minLength(1), v.maxLength(2000));

/**
 * A work in pages, or one that is heard or seen (图册、作品): a book, an album, a recording, as libraries and archives publish
 * them by IIIF; or a shelf of such works.
 */
export const WorkSchema = v.object({
	id: slug<WorkId>(),
	title: TextSchema,
	summary: v.optional(TextSchema),
	/** As it is published, and goes out again. */
	content: v.variant('type', [ManifestSchema, CollectionSchema]),
	/** What of it the hub holds: pictures, sound and film by their address in `content`. */
	held: v.optional(v.record(Address, mediaId()), {}),
	/** Annotations that `content` only names, by address. */
	pages: v.optional(v.record(Address, AnnotationPageSchema), {}),
	/** Captions and transcripts, by address: WebVTT or plain text. */
	texts: v.optional(v.record(Address, v.pipe(v.string(), v.maxLength(500_000))), {}),
	/** Of a shelf: the works that stand on it, by the id of their manifest. */
	members: v.optional(v.record(Address, slug<WorkId>()), {}),
});
export type Work = v.InferOutput<typeof WorkSchema>;
