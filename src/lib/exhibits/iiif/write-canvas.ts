import type { Media } from '../../domain/media.ts';
import type { Text } from '../../domain/text.ts';
import type { JsonObject } from './clean.ts';

/** What exhibits go out as: canvases with one thing painted on each. */

export const CONTEXT = 'http://iiif.io/api/presentation/3/context.json';

export interface Exported {
	/** Below the folder: `collection.json`, `person/wang-jinxi.json`. */
	readonly path: string;
	readonly document: JsonObject;
}

/** Where it will be found on the web: the folder's own address, and the hub's, whose `/media` holds the files. */
export interface Addresses {
	readonly base: string;
	readonly hub: string;
}

export type Words = Record<string, string[]>;
export const wordsOf = ({ zh, en }: Text): Words => ({ zh: [zh], ...(en ? { en: [en] } : {}) });
export interface Size {
	readonly width?: number;
	readonly height?: number;
	readonly duration?: number;
}
export const sizeOf = ({ kind, width, height, seconds }: Media): Size => ({
	...(kind !== 'audio' && width && height
		? { width, height }
		: kind === 'picture'
			? { width: 1600, height: 1200 }
			: {}),
	...(kind !== 'picture' ? { duration: seconds && seconds > 0 ? seconds : 1 } : {}),
});
export const TYPES = { picture: 'Image', audio: 'Sound', video: 'Video' } as const;

/** Null where nothing of it has been made yet. */
export function bodyOf(media: Media, hub: string): JsonObject | null {
	const start = `${media.kind === 'picture' ? 'image' : media.kind}/`;
	const file = media.files.filter(({ type }) => type.startsWith(start)).at(-1);
	if (!file) return null;
	const service = {
		...{ id: `${hub}/media/${media.id}/tiles`, type: 'ImageService3', profile: 'level0' },
	};
	return {
		...{ id: `${hub}/media/${media.id}/${file.name}`, type: TYPES[media.kind], format: file.type },
		...sizeOf(media),
		...(media.tiles ? { service: [service] } : {}),
	};
}

export const canvasOf = (id: string, body: JsonObject, size: Size, label: Words): JsonObject => ({
	...{ id, type: 'Canvas', label, ...size },
	items: [
		{
			...{ id: `${id}/page`, type: 'AnnotationPage' },
			items: [{ id: `${id}/painting`, type: 'Annotation', motivation: 'painting', body, target: id }],
		},
	],
});
