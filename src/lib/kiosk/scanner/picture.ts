import { err, ok, type Result } from '../../base/result.ts';

/** Longest side that is read: photographs from phones are larger, and codes on them too. */
const MAX_SIDE = 2_560;
const MAX_BYTES = 30_000_000;
/** Drawings have no size of their own and are drawn at this one. */
const DRAWING_SIDE = 1_200;

/** The picture in a drop or a paste, where there is one. */
export function pictureIn(event: DragEvent | ClipboardEvent): File | null {
	const data = 'dataTransfer' in event ? event.dataTransfer : event.clipboardData;
	return [...(data?.files ?? [])].find((file) => file.type.startsWith('image/')) ?? null;
}

/** Unpacks any picture that the browser can show, SVG included, not larger than what is worth reading. */
export async function openPicture(blob: Blob): Promise<Result<ImageBitmap, 'not-a-picture'>> {
	if (blob.size > MAX_BYTES) return err('not-a-picture');
	const url = URL.createObjectURL(blob);
	try {
		const image = new Image();
		image.src = url;
		await image.decode();
		const { naturalWidth: width, naturalHeight: height } = image;
		const side = Math.max(width, height);
		const scale = (blob.type === 'image/svg+xml' ? DRAWING_SIDE : Math.min(side, MAX_SIDE)) / side;
		const bitmap = await createImageBitmap(image, {
			resizeWidth: Math.max(1, Math.round(width * scale)),
			resizeHeight: Math.max(1, Math.round(height * scale)),
			resizeQuality: 'high',
		});
		return ok(bitmap);
	} catch {
		return err('not-a-picture');
	} finally {
		URL.revokeObjectURL(url);
	}
}
