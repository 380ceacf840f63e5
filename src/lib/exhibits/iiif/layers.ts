import type { Annotation, Body, Canvas, Service } from '../../domain/manifest.ts';
import { isObject, listOf } from './clean.ts';
import { placeOf, selected, type Box, type Place } from './place.ts';

/** What is painted on a canvas, from the back to the front. */

/** A rectangle as shares of the canvas, 0 to 1. */
export interface Spot {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}
export const WHOLE: Spot = { x: 0, y: 0, width: 1, height: 1 };

export type LayerKind = 'picture' | 'sound' | 'film' | 'text' | 'unknown';
/** One of the things that a layer may show. */
export interface Choice {
	readonly kind: LayerKind;
	readonly address: string | null;
	readonly body: Body;
	/** Of text. */
	readonly text: string | null;
	/** The part of it that is shown; in its own pixels. */
	readonly crop: Box | null;
	/** Degrees clockwise. */
	readonly turn: number;
	readonly services: readonly Service[];
}
export interface Layer {
	readonly choices: readonly Choice[];
	readonly at: Spot;
	/** Seconds on the canvas. `until` null: to its end. */
	readonly from: number;
	readonly until: number | null;
}

const KINDS: Readonly<Record<string, LayerKind>> = {
	...{ Image: 'picture', Sound: 'sound', Audio: 'sound', Video: 'film', MovingImage: 'film' },
	...{ Text: 'text', TextualBody: 'text' },
};

/** The annotations of a canvas's own pages that have this motivation. */
export const paintingsOf = (canvas: Pick<Canvas, 'items'>): Annotation[] =>
	(canvas.items ?? []).flatMap(({ items }) => items ?? []).filter((one) => isFor(one, 'painting'));
export const isFor = ({ motivation }: Annotation, purpose: string): boolean =>
	listOf(motivation).some((one) => one.replace(/^\w+:/, '') === purpose);

export function layersOf(canvas: Canvas): Layer[] {
	return paintingsOf(canvas).flatMap((annotation) => {
		const place = placeOf(annotation.target);
		const choices = listOf<Body | string>(annotation.body as Body).flatMap(choicesOf);
		if (choices.length === 0) return [];
		const at = spotOf(place, canvas) ?? WHOLE;
		return [{ choices, at, from: place?.from ?? 0, until: place?.until ?? null }];
	});
}

function choicesOf(body: Body | string): Choice[] {
	if (typeof body === 'string') return [choice({ id: body })];
	if (body.type === 'Choice') return (body.items ?? []).map((item) => choice(item as Body));
	return [choice(body)];
}

function choice(body: Body): Choice {
	const { source } = body;
	const inner: Body = typeof source === 'string' ? { id: source } : (source ?? body);
	const selector = source === undefined ? undefined : listOf(body.selector)[0];
	const turn = isObject(selector) ? Number(selector['rotation'] ?? 0) : 0;
	const label = body.label ?? inner.label;
	return {
		kind: kindOf(inner),
		address: inner.id ?? null,
		body: label ? { ...inner, label } : inner,
		text: inner.value ?? null,
		crop: selected(selector).box ?? null,
		turn: Number.isFinite(turn) ? turn : 0,
		services: inner.service ?? [],
	};
}

/** By its type; where that says nothing, by its format or its name. */
function kindOf({ type, format, id, value }: Body): LayerKind {
	const known = KINDS[type ?? ''];
	if (known) return known;
	const hint = `${format ?? ''} ${id ?? ''}`;
	if (/image\/|\.(?:jpe?g|png|gif|webp|avif|tiff?)\b/i.test(hint)) return 'picture';
	if (/audio\/|\.(?:mp3|m4a|ogg|wav)\b/i.test(hint)) return 'sound';
	if (/video\/|\.(?:mp4|webm|mov)\b/i.test(hint)) return 'film';
	return value === undefined ? 'unknown' : 'text';
}

/** Null for the whole of it, or where it has no size. */
export function spotOf(
	place: Place | null,
	{ width, height }: Pick<Canvas, 'width' | 'height'>,
): Spot | null {
	const box = place?.box;
	if (!box) return null;
	if (box.percent)
		return { x: box.x / 100, y: box.y / 100, width: box.width / 100, height: box.height / 100 };
	if (!width || !height) return null;
	return { x: box.x / width, y: box.y / height, width: box.width / width, height: box.height / height };
}
