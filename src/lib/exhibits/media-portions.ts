import type { Media, MediaFile } from '../domain/media.ts';

/** Files of one medium that a device with this screen has a use for. */
export interface Portion {
	/** Better than nothing: the smallest picture, and the text tracks. */
	readonly least: readonly MediaFile[];
	/** All that a visitor of this screen would see or hear of it. */
	readonly full: readonly MediaFile[];
}

const isOf = (family: string, file: MediaFile): boolean => file.type.startsWith(`${family}/`);

/**
 * The smallest file that fills `pixels`, else the widest that there is; null where there is none of this family.
 * `family`: “image”, “audio” or “video”.
 */
export function usefulFile(files: readonly MediaFile[], family: string, pixels: number): MediaFile | null {
	const wide = ({ width = 0 }: MediaFile): number => width;
	const fitting = files
		.filter((file) => isOf(family, file))
		.sort((a, b) => wide(a) - wide(b) || a.bytes - b.bytes);
	const widest = Math.max(...fitting.map(wide));
	return fitting.find((file) => wide(file) >= Math.min(pixels, widest)) ?? null;
}

/** `pixels`: how many of them a picture may have to fill from left to right. */
export function portionOf({ kind, files }: Media, pixels: number): Portion {
	const tracks = files.filter((file) => isOf('text', file));
	const one = (family: string, width: number): MediaFile[] => {
		const file = usefulFile(files, family, width);
		return file ? [file] : [];
	};
	const least = [...tracks, ...one('image', 0)];
	const full = [...tracks, ...one('image', pixels)];
	return { least, full: kind === 'picture' ? full : [...full, ...one(kind, pixels)] };
}
