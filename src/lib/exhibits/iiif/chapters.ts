import type { Manifest, Range, Words } from '../../domain/manifest.ts';
import { isObject } from './clean.ts';
import { placeOf, type Place } from './place.ts';

/** The table of contents. */
export interface Chapter {
	readonly id: string;
	readonly label: Words | undefined;
	/** Where it begins; null where it holds nothing. */
	readonly at: Place | null;
	/** Everything it is made of, in order. */
	readonly parts: readonly Place[];
	readonly chapters: readonly Chapter[];
	readonly thumbnail: string | null;
	/** `no-nav`: nobody is led there. */
	readonly silent: boolean;
}

const isRange = (item: unknown): item is Range => isObject(item) && item['type'] === 'Range';
const isOrder = ({ behavior }: Range): boolean => behavior?.includes('sequence') ?? false;

export const chaptersOf = ({ structures }: Manifest): Chapter[] =>
	((structures ?? []) as Range[]).filter((range) => !isOrder(range)).map((range) => chapter(range, 0));

const DEEPEST = 20;

function chapter(range: Range, depth: number): Chapter {
	const items = range.items ?? [];
	const chapters = depth > DEEPEST ? [] : items.filter(isRange).map((one) => chapter(one, depth + 1));
	const parts = items.filter((item) => !isRange(item)).flatMap((item) => placeOf(item) ?? []);
	const first = parts[0] ?? chapters.find(({ at }) => at !== null)?.at ?? null;
	return {
		...{ id: range.id, label: range.label, at: first, parts, chapters },
		thumbnail: range.thumbnail?.[0]?.id ?? null,
		silent: range.behavior?.includes('no-nav') ?? false,
	};
}

/** Other orders in which the same pages can be read; each by ids of canvases. */
export const ordersOf = ({ structures }: Manifest): { label: Words | undefined; canvases: string[] }[] =>
	((structures ?? []) as Range[]).filter(isOrder).map(({ label, items }) => ({
		label,
		canvases: (items ?? []).flatMap((item) => placeOf(item)?.of ?? []),
	}));
