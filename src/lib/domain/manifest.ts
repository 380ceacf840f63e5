import * as v from 'valibot';
import { integer } from './shapes.ts';

/**
 * A IIIF Presentation 3.0 manifest or collection in its canonical form: lists are lists, words are language maps, and no
 * string is HTML. Members that we have no use for are kept as they came (loose objects). https://iiif.io/api/presentation/3.0/
 */

/** Not always an address: annotations may be called anything. Whoever opens one looks at it first. */
const Id = v.pipe(v.string(), v.minLength(1), v.maxLength(2000));
const Name = v.pipe(v.string(), v.maxLength(200));
const Pixels = v.pipe(v.number(), v.minValue(0), v.maxValue(10_000_000));
const Seconds = v.pipe(v.number(), v.minValue(0), v.maxValue(1_000_000));
const many = <T extends v.GenericSchema>(schema: T, max: number) =>
	v.optional(v.pipe(v.array(schema), v.maxLength(max)));

/** Values by language, BCP 47; `none` where it has none. */
export const WordsSchema = v.record(v.pipe(v.string(), v.maxLength(40)), v.array(v.string()));
export type Words = v.InferOutput<typeof WordsSchema>;

const PairSchema = v.looseObject({ label: WordsSchema, value: WordsSchema });
export type Pair = v.InferOutput<typeof PairSchema>;

/** A page of the web, or a file, that belongs to something. */
const LinkSchema = v.looseObject({
	id: v.optional(Id),
	type: v.optional(Name),
	label: v.optional(WordsSchema),
	format: v.optional(Name),
});
export type Link = v.InferOutput<typeof LinkSchema>;

/** An image service: its id is in `id`, or `@id` before version 3. */
const ServiceSchema = v.looseObject({ id: v.optional(Id), '@id': v.optional(Id) });
export type Service = v.InferOutput<typeof ServiceSchema>;

const body = {
	id: v.optional(Id),
	type: v.optional(Name),
	format: v.optional(Name),
	language: v.optional(v.union([Name, v.array(Name)])),
	/** Of text. */
	value: v.optional(v.string()),
	width: v.optional(Pixels),
	height: v.optional(Pixels),
	duration: v.optional(Seconds),
	label: v.optional(WordsSchema),
	service: many(ServiceSchema, 20),
	selector: v.optional(v.unknown()),
};
const SimpleBody = v.looseObject(body);
/** What is shown or said: a picture, a sound, text, a part of one of them (`source`), or a choice (`items`). */
const BodySchema = v.looseObject({
	...body,
	source: v.optional(v.union([Id, SimpleBody])),
	items: many(v.looseObject({ ...body, source: v.optional(v.union([Id, SimpleBody])) }), 100),
});
export type Body = v.InferOutput<typeof BodySchema>;

const described = {
	label: v.optional(WordsSchema),
	summary: v.optional(WordsSchema),
	metadata: many(PairSchema, 500),
	requiredStatement: v.optional(PairSchema),
	rights: v.optional(Id),
	provider: many(v.looseObject({ label: v.optional(WordsSchema), homepage: many(LinkSchema, 20) }), 20),
	thumbnail: many(BodySchema, 20),
	homepage: many(LinkSchema, 50),
	seeAlso: many(LinkSchema, 50),
	rendering: many(LinkSchema, 50),
	partOf: many(LinkSchema, 50),
	behavior: many(Name, 20),
	navDate: v.optional(Name),
	/** GeoJSON. */
	navPlace: v.optional(v.looseObject({ features: v.optional(v.array(v.unknown())) })),
};
export type Described = v.InferOutput<v.ObjectSchema<typeof described, undefined>>;

const AnnotationSchema = v.looseObject({
	id: v.optional(Id),
	type: v.literal('Annotation'),
	motivation: v.optional(v.union([Name, v.array(Name)])),
	label: v.optional(WordsSchema),
	body: v.optional(v.union([v.array(v.union([BodySchema, Id])), BodySchema, Id])),
	target: v.optional(v.unknown()),
});
export type Annotation = v.InferOutput<typeof AnnotationSchema>;

/** Without `items`: to be had elsewhere. */
export const AnnotationPageSchema = v.looseObject({
	id: v.optional(Id),
	type: v.literal('AnnotationPage'),
	label: v.optional(WordsSchema),
	items: many(AnnotationSchema, 20_000),
});
export type AnnotationPage = v.InferOutput<typeof AnnotationPageSchema>;

const canvas = {
	...described,
	id: Id,
	type: v.literal('Canvas'),
	width: v.optional(Pixels),
	height: v.optional(Pixels),
	duration: v.optional(Seconds),
	items: many(AnnotationPageSchema, 50),
	annotations: many(AnnotationPageSchema, 200),
};
const SideCanvas = v.looseObject(canvas);
const CanvasSchema = v.looseObject({
	...canvas,
	/** Shown until it plays, and while it plays. */
	placeholderCanvas: v.optional(SideCanvas),
	accompanyingCanvas: v.optional(SideCanvas),
});
export type Canvas = v.InferOutput<typeof CanvasSchema>;

export interface Range extends Described {
	readonly id: string;
	readonly type: 'Range';
	/** Ranges, and canvases or parts of them. */
	readonly items?: readonly unknown[] | undefined;
}
const RangeSchema = v.looseObject({
	...described,
	id: Id,
	type: v.literal('Range'),
	items: many(v.unknown(), 20_000),
});

const start = v.optional(v.looseObject({ id: v.optional(Id) }));
export const DIRECTIONS = ['left-to-right', 'right-to-left', 'top-to-bottom', 'bottom-to-top'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const MOST_CANVASES = 2000;
export const ManifestSchema = v.looseObject({
	...described,
	id: Id,
	type: v.literal('Manifest'),
	viewingDirection: v.optional(v.picklist(DIRECTIONS)),
	start,
	placeholderCanvas: v.optional(SideCanvas),
	accompanyingCanvas: v.optional(SideCanvas),
	items: v.pipe(v.array(CanvasSchema), v.minLength(1), v.maxLength(MOST_CANVASES)),
	structures: many(RangeSchema, 2000),
	annotations: many(AnnotationPageSchema, 200),
});
export type Manifest = v.InferOutput<typeof ManifestSchema>;

const MemberSchema = v.looseObject({ ...described, id: Id, type: v.picklist(['Manifest', 'Collection']) });
export type Member = v.InferOutput<typeof MemberSchema>;
export const CollectionSchema = v.looseObject({
	...described,
	id: Id,
	type: v.literal('Collection'),
	viewingDirection: v.optional(v.picklist(DIRECTIONS)),
	/** By name alone, however much of them came with it. */
	items: v.pipe(v.array(MemberSchema), v.maxLength(5000)),
	total: v.optional(integer(0, 1_000_000)),
});
export type Collection = v.InferOutput<typeof CollectionSchema>;
