import { getContext, setContext } from 'svelte';
import type { Media, MediaFile } from '../domain/media.ts';
import { usefulFile } from '../exhibits/media-portions.ts';

/** Which of the exhibition's files can be shown at this moment, on a machine that keeps them for times without a network. */
export interface MediaSource {
	/**
	 * The file of a family (“image”, “audio”, “video”) to show, as wide as `pixels` where there is one; null: none is here.
	 * Reactive.
	 */
	find(media: Media, family: string, pixels: number): MediaFile | null;
	/** Somebody looks at it, or at its empty place. */
	looked(media: Media, here: boolean): void;
}

const KEY = Symbol('media source');

export const provideMediaSource = (source: MediaSource): MediaSource => setContext(KEY, source);

/** Null where every file is at its address: on phones and in the console. To be asked while a component is made. */
export const useMediaSource = (): MediaSource | null => getContext<MediaSource | undefined>(KEY) ?? null;

/** The file to show of a medium; `source` as it was asked for while the component was made. */
export const fileToShow = (
	source: MediaSource | null,
	media: Media | null,
	family: 'image' | 'audio' | 'video',
	pixels = Infinity,
): MediaFile | null =>
	media &&
	(source
		? source.find(media, family, Math.min(pixels, innerWidth * devicePixelRatio))
		: usefulFile(media.files, family, pixels));

export const mediaAddress = ({ id }: Media, { name }: MediaFile): string => `/media/${id}/${name}`;
