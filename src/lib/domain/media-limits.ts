import type { MediaKind } from './media.ts';

/** What may be uploaded. Said before an upload begins, and checked again when it is here. */
export interface MediaLimit {
	readonly bytes: number;
	/** Of a picture. */
	readonly pixels: number | null;
	/** Of sound and film. */
	readonly seconds: number | null;
	/** As file dialogs want them. */
	readonly accept: readonly string[];
}

export const MEDIA_LIMITS: Readonly<Record<MediaKind, MediaLimit>> = {
	picture: {
		...{ bytes: 60_000_000, pixels: 100_000_000, seconds: null },
		accept: ['.jpg', '.jpeg', '.png', '.webp', '.avif'],
	},
	audio: {
		...{ bytes: 200_000_000, pixels: null, seconds: 3600 },
		accept: ['.mp3', '.m4a', '.wav', '.ogg', '.opus'],
	},
	video: { bytes: 1_000_000_000, pixels: null, seconds: 1800, accept: ['.mp4', '.webm'] },
};

/** Kinds of picture that are decoded as a whole: more pixels than this would take more memory than a hub has. */
export const WHOLE_PIXELS = 40_000_000;

export const LARGEST = Math.max(...Object.values(MEDIA_LIMITS).map(({ bytes }) => bytes));

/** Why a file is not taken. */
export const MEDIA_FAULTS = [
	...(['empty', 'too-large', 'too-long', 'too-many-pixels', 'damaged', 'extra-data', 'codec'] as const),
	...(['drawing', 'web-page', 'archive', 'animation', 'heic', 'document', 'unknown', 'disk-full'] as const),
	...(['failed', 'withdrawn-before'] as const),
] as const;
export type MediaFault = (typeof MEDIA_FAULTS)[number];
