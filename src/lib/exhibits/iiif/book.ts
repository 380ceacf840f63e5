import type {
	AnnotationPage,
	Canvas,
	Described,
	Direction,
	Link,
	Manifest,
	Pair,
	Words,
} from '../../domain/manifest.ts';
import { chaptersOf, ordersOf, type Chapter } from './chapters.ts';
import { isObject, listOf, said } from './clean.ts';
import { layersOf, spotOf, type Layer, type Spot } from './layers.ts';
import { placeOf } from './place.ts';
import { annotationsOf, tracksOf, zonesOf, type Track, type Zone } from './zones.ts';

/** A manifest as it is read page by page, heard or seen. */
export interface Book extends Told {
	readonly direction: Direction;
	/** How pages lie: one by one, two by two like a bound book, or in one long strip. */
	readonly lie: 'single' | 'paired' | 'strip';
	/** From one page to the next by itself, and from the last to the first. */
	readonly advances: boolean;
	readonly repeats: boolean;
	readonly pages: readonly Page[];
	readonly chapters: readonly Chapter[];
	/** Other orders of the same pages, by number of page. */
	readonly orders: readonly { readonly label: Words | undefined; readonly pages: readonly number[] }[];
	/** Where to begin. */
	readonly start: { readonly page: number; readonly seconds: number; readonly spot: Spot | null };
}

export interface Page extends Told {
	readonly id: string;
	readonly width: number;
	readonly height: number;
	readonly seconds: number | null;
	readonly layers: readonly Layer[];
	readonly zones: readonly Zone[];
	readonly tracks: readonly Track[];
	/** Shown until it plays, and while it plays. */
	readonly cover: Page | null;
	readonly beside: Page | null;
	/** Never beside another: a cover, a fold-out. */
	readonly alone: boolean;
	readonly advances: boolean;
}

/** What a resource says of itself. */
export interface Told {
	readonly label: Words | undefined;
	readonly summary: Words | undefined;
	readonly facts: readonly Pair[];
	readonly credit: Pair | undefined;
	readonly rights: string | undefined;
	readonly givers: readonly {
		readonly label: Words | undefined;
		readonly link: string | null;
		readonly logo: string | null;
	}[];
	readonly links: readonly (Link & { readonly as: 'homepage' | 'rendering' | 'seeAlso' | 'partOf' })[];
	readonly thumbnail: string | null;
	readonly date: string | undefined;
	readonly places: readonly SpotOnEarth[];
}
/** A place on the map by its name; degrees of its middle. */
export interface SpotOnEarth {
	readonly label: Words | undefined;
	readonly longitude: number;
	readonly latitude: number;
}

/** `pages`: annotations that the manifest only names, by address. */
export function bookOf(named: Manifest, pagesOf: Readonly<Record<string, AnnotationPage>> = {}): Book {
	const manifest = withPages(named, pagesOf);
	const behaviour = manifest.behavior ?? [];
	const numbers = new Map(manifest.items.map(({ id }, n) => [id, n]));
	const pages = manifest.items.map((canvas) => pageOf(canvas, manifest));
	const start = placeOf(manifest.start);
	const begun = numbers.get(start?.of ?? '') ?? 0;
	const has = (one: string): boolean => behaviour.includes(one);
	const first = pages[0]!;
	const covered =
		manifest.placeholderCanvas && !first.cover
			? [{ ...first, cover: pageOf(manifest.placeholderCanvas, manifest) }, ...pages.slice(1)]
			: pages;
	return {
		...told(manifest),
		direction: manifest.viewingDirection ?? 'left-to-right',
		lie: has('continuous') ? 'strip' : has('paged') ? 'paired' : 'single',
		...{ advances: has('auto-advance'), repeats: has('repeat'), pages: covered },
		chapters: chaptersOf(manifest),
		orders: ordersOf(manifest).map(({ label, canvases }) => ({
			label,
			pages: canvases.flatMap((id) => numbers.get(id) ?? []),
		})),
		start: { page: begun, seconds: start?.from ?? 0, spot: spotOf(start, manifest.items[begun]!) },
	};
}

function withPages(manifest: Manifest, pages: Readonly<Record<string, AnnotationPage>>): Manifest {
	const filled = (list: readonly AnnotationPage[] | undefined): AnnotationPage[] =>
		(list ?? []).map((page) => (page.items ? page : (pages[page.id ?? ''] ?? page)));
	return {
		...manifest,
		annotations: filled(manifest.annotations),
		items: manifest.items.map((canvas) => ({ ...canvas, annotations: filled(canvas.annotations) })),
	};
}

function pageOf(canvas: Canvas, manifest: Manifest): Page {
	const about = annotationsOf(canvas, manifest);
	const behaviour = canvas.behavior ?? [];
	const side = (one: Canvas | undefined): Page | null => (one ? pageOf(one, manifest) : null);
	return {
		...told(canvas),
		...{
			id: canvas.id,
			width: canvas.width ?? 0,
			height: canvas.height ?? 0,
			seconds: canvas.duration ?? null,
		},
		...{ layers: layersOf(canvas), zones: zonesOf(about, canvas), tracks: tracksOf(about) },
		cover: side(canvas.placeholderCanvas),
		beside: side(canvas.accompanyingCanvas),
		alone: behaviour.some((one) => one === 'non-paged' || one === 'facing-pages'),
		advances: behaviour.includes('auto-advance'),
	};
}

const LINKS = ['homepage', 'rendering', 'seeAlso', 'partOf'] as const;

export function told(of: Described): Told {
	return {
		...{ label: of.label, summary: of.summary, facts: of.metadata ?? [], credit: of.requiredStatement },
		rights: of.rights,
		givers: (of.provider ?? []).map((provider) => ({
			label: provider.label,
			link: provider.homepage?.[0]?.id ?? null,
			logo: logoOf(provider),
		})),
		links: LINKS.flatMap((as) => (of[as] ?? []).map((link) => ({ ...link, as }))),
		thumbnail: of.thumbnail?.[0]?.id ?? null,
		date: of.navDate,
		places: (of.navPlace?.features ?? []).flatMap(spotOnEarth),
	};
}

function logoOf(provider: { readonly [name: string]: unknown }): string | null {
	const [logo] = listOf(provider['logo']);
	return isObject(logo) ? said(logo['id']) : null;
}

export function spotOnEarth(feature: unknown): SpotOnEarth[] {
	if (!isObject(feature) || !isObject(feature['geometry'])) return [];
	const { geometry, properties } = feature;
	const points = positions(
		geometry['coordinates'] ??
			listOf(geometry['geometries'])
				.filter(isObject)
				.map((one) => one['coordinates']),
		0,
	);
	if (points.length === 0) return [];
	const middle = (n: 0 | 1): number => {
		const all = points.map((point) => point[n]!);
		return (Math.min(...all) + Math.max(...all)) / 2;
	};
	const label = isObject(properties) ? (properties['label'] as Words | undefined) : undefined;
	return [{ label, longitude: middle(0), latitude: middle(1) }];
}

function positions(coordinates: unknown, depth: number): number[][] {
	if (!Array.isArray(coordinates) || depth > 6) return [];
	if (typeof coordinates[0] === 'number' && typeof coordinates[1] === 'number')
		return [coordinates as number[]];
	return coordinates.flatMap((inner) => positions(inner, depth + 1));
}

/** The pages that lie open where page `n` is looked at, in their order of reading. */
export function openAt({ pages, lie }: Book, n: number): readonly number[] {
	if (lie !== 'paired' || n === 0 || pages[n]?.alone) return [n];
	// The first page is the cover: from then on they lie in pairs, begun anew after each that lies alone.
	let first = n;
	while (first > 1 && !pages[first - 1]!.alone) first--;
	const left = n - ((n - first) % 2);
	const right = left + 1;
	return right < pages.length && !pages[right]!.alone ? [left, right] : [left];
}
