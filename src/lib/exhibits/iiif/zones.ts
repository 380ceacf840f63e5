import type { Annotation, Body, Canvas, Manifest, Words } from '../../domain/manifest.ts';
import { isObject, listOf } from './clean.ts';
import { isFor, spotOf, type Spot } from './layers.ts';
import { placeOf, type Place } from './place.ts';

/** What is said about a canvas, or a part of it: comments, tags, transcripts, ways to elsewhere. */
export interface Zone {
	readonly why: string;
	/** Each with the language it is in, where it says one. */
	readonly said: readonly { readonly text: string; readonly language: string | null }[];
	readonly label: Words | undefined;
	/** Null: the whole canvas. */
	readonly spot: Spot | null;
	/** Shares of the canvas. */
	readonly point: { readonly x: number; readonly y: number } | null;
	/** In the canvas's own units. */
	readonly outline: string | null;
	readonly from: number | null;
	readonly until: number | null;
	readonly pictures: readonly string[];
	/** Another canvas, or a part of one, by the canvas's id. */
	readonly leads: Place | null;
	/** Something on the web. */
	readonly link: string | null;
	/** GeoJSON. */
	readonly places: readonly unknown[];
}

/** A file of captions or a transcript. */
export interface Track {
	readonly address: string;
	readonly format: string;
	readonly language: string | null;
	readonly label: Words | undefined;
}

/** Every annotation about this canvas: its own, the manifest's, and those of a picture on it. */
export function annotationsOf(canvas: Canvas, manifest: Manifest): Annotation[] {
	const own = [
		...(canvas.annotations ?? []).flatMap(({ items }) => items ?? []),
		...(canvas.items ?? []).flatMap(({ items }) => items ?? []).filter((one) => !isFor(one, 'painting')),
	];
	const others = (manifest.annotations ?? [])
		.flatMap(({ items }) => items ?? [])
		.filter(({ target }) => placeOf(target)?.of === canvas.id);
	return [...own, ...others, ...ofPictures(canvas)];
}

/** Annotations of one picture of several stand in its body, or in its service. */
function ofPictures(canvas: Canvas): Annotation[] {
	const found: Annotation[] = [];
	const look = (value: unknown, depth: number): void => {
		if (depth > 12) return;
		if (Array.isArray(value)) for (const one of value) look(one, depth + 1);
		else if (isObject(value)) {
			for (const page of listOf(value['annotations'])) {
				const items = isObject(page) ? listOf(page['items']) : [];
				found.push(...(items.filter(isObject) as unknown as Annotation[]));
			}
			for (const name of ['items', 'body', 'source', 'service']) look(value[name], depth + 1);
		}
	};
	look(canvas.items, 0);
	return found;
}

const isTrack = ({ type, format, id }: Body): boolean =>
	id !== undefined &&
	type !== 'Image' &&
	/text\/(?:vtt|srt|plain)|application\/(?:x-)?subrip/.test(format ?? (/\.vtt$/i.test(id) ? 'text/vtt' : ''));

const bodiesOf = ({ body }: Annotation): Body[] =>
	listOf<Body | string>(body)
		.map((one): Body => (typeof one === 'string' ? { id: one } : one))
		.flatMap((one) => (one.type === 'Choice' ? ((one.items ?? []) as Body[]) : [one]));

export const tracksOf = (annotations: readonly Annotation[]): Track[] =>
	annotations
		.filter((annotation) => isFor(annotation, 'supplementing'))
		.flatMap((annotation) => bodiesOf(annotation).filter(isTrack))
		.map((body) => ({
			address: body.id!,
			format: body.format ?? 'text/vtt',
			language: languageOf(body),
			label: body.label,
		}));

const languageOf = ({ language }: Body): string | null => listOf(language)[0] ?? null;

export function zonesOf(annotations: readonly Annotation[], canvas: Canvas): Zone[] {
	return annotations.flatMap((annotation): Zone[] => {
		const bodies = bodiesOf(annotation).filter((body) => !isTrack(body));
		const place = placeOf(annotation.target);
		const zone = { ...heard(bodies), ...placed(place, canvas), why: listOf(annotation.motivation)[0] ?? '' };
		const says = zone.said.length + zone.pictures.length + zone.places.length > 0;
		return says || zone.leads || zone.link || annotation.label ? [{ ...zone, label: annotation.label }] : [];
	});
}

function placed(
	place: Place | null,
	canvas: Canvas,
): Pick<Zone, 'spot' | 'point' | 'outline' | 'from' | 'until'> {
	const { width = 0, height = 0 } = canvas;
	const point =
		place?.point && width && height ? { x: place.point.x / width, y: place.point.y / height } : null;
	return {
		...{ spot: spotOf(place, canvas), point, outline: place?.outline ?? null },
		...{ from: place?.from ?? null, until: place?.until ?? null },
	};
}

function heard(bodies: readonly Body[]): Pick<Zone, 'said' | 'pictures' | 'leads' | 'link' | 'places'> {
	const inner = bodies.map((body): Body => {
		const { source } = body;
		if (typeof source === 'string') return { ...body, id: source };
		return source && source.type !== 'Canvas' ? source : body;
	});
	const texts = inner.flatMap((body) =>
		body.value === undefined ? [] : [{ text: body.value, language: languageOf(body) }],
	);
	const pages = bodies.filter(
		({ type, source }) => type === 'Canvas' || (isObject(source) && source['type'] === 'Canvas'),
	);
	const web = inner.find(
		({ type, id, value, source }) =>
			value === undefined &&
			/^https?:/.test(id ?? '') &&
			type !== 'Image' &&
			type !== 'Canvas' &&
			type !== 'Feature' &&
			!isObject(source),
	);
	return {
		said: texts.filter(({ text }) => text.trim() !== ''),
		pictures: inner.flatMap(({ type, id }) => (type === 'Image' && id !== undefined ? [id] : [])),
		leads: pages[0] ? placeOf(pages[0]) : null,
		link: web?.id ?? null,
		places: inner.filter(({ type }) => type === 'Feature' || type === 'FeatureCollection'),
	};
}
