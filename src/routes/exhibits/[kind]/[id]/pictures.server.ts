import type { MediaId, VenueId } from '$lib/base/id.ts';
import type { Text } from '$lib/domain/text.ts';
import type { Work } from '$lib/domain/work.ts';
import { bookOf } from '$lib/exhibits/iiif/book.ts';
import { textOf } from '$lib/exhibits/iiif/words.ts';
import type { Hub } from '$lib/server/hub.ts';

/** Something that a page shows, with its own words where it has some. */
export interface Shown {
	readonly media: MediaId;
	readonly label?: Text | null;
	readonly note?: Text | null;
}
export interface Picture {
	readonly address: string;
	readonly width: number | undefined;
	readonly height: number | undefined;
	readonly caption: Text;
	readonly note: Text | null;
}

/** A phone is no wider in its own pixels than this. */
const WIDE = 1280;
/** Of a book of hundreds of pages the first: whoever wants all of it comes again. */
const MOST = 40;

/** Those that are published, as files that a phone can show. */
export async function picturesOf(
	hub: Hub,
	venueId: VenueId,
	shown: readonly Shown[],
): Promise<readonly Picture[]> {
	const found = await Promise.all(
		shown.slice(0, MOST).map(async ({ media: id, label, note }): Promise<Picture | null> => {
			const media = await hub.records.one(venueId, 'media', id);
			const files = media?.files.filter(({ type }) => type.startsWith('image/')) ?? [];
			const file = files.find(({ width }) => (width ?? 0) >= WIDE) ?? files.at(-1);
			if (media?.kind !== 'picture' || !file) return null;
			const { width, height, caption } = media;
			const address = `/media/${id}/${file.name}`;
			return { address, width, height, caption: label ?? caption, note: note ?? null };
		}),
	);
	return found.filter((picture) => picture !== null);
}

/** The pages of a work that the hub holds. */
export function pagesOf({ content, pages, held }: Work): Shown[] {
	if (content.type !== 'Manifest') return [];
	return bookOf(content, pages).pages.flatMap(({ label, summary, layers }) => {
		const media = held[layers[0]?.choices[0]?.address ?? ''];
		return media ? [{ media, label: textOf(label), note: textOf(summary) }] : [];
	});
}
