import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { MediaId } from '../../base/id.ts';
import type { MediaFile } from '../../domain/media.ts';
import type { MediaFolder } from './folder.ts';

/** What a media record says of captions. Another text is another file: what a browser keeps for ever stays true. */
export function trackOf(language: string, vtt: string): MediaFile {
	const bytes = Buffer.from(vtt);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	const name = `captions.${language.toLowerCase()}.${sha256.slice(0, 8)}.vtt`;
	return { name, type: 'text/vtt', bytes: bytes.length, sha256, language };
}

export async function writeTrack(
	folder: MediaFolder,
	mediaId: MediaId,
	language: string,
	vtt: string,
): Promise<void> {
	const path = join(folder.files(mediaId), trackOf(language, vtt).name);
	await mkdir(dirname(path), { recursive: true, mode: 0o700 });
	await writeFile(path, vtt);
}

/** Its text; null where the file is not here. */
export const readTrack = (
	folder: MediaFolder,
	mediaId: MediaId,
	{ name }: MediaFile,
): Promise<string | null> => readFile(join(folder.files(mediaId), name), 'utf8').catch(() => null);
