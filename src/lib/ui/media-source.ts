import { getContext, setContext } from 'svelte';
import type { Media, MediaFile } from '../domain/media.ts';

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

export const mediaAddress = ({ id }: Media, { name }: MediaFile): string => `/media/${id}/${name}`;
