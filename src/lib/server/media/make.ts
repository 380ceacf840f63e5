import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { err, ok, type Result } from '../../base/result.ts';
import type { Media, MediaFile } from '../../domain/media.ts';
import { MEDIA_LIMITS, type MediaFault } from '../../domain/media-limits.ts';
import { develop } from './darkroom.ts';
import { withFile } from './file-bytes.ts';
import { hashOf } from './folder.ts';
import { HEAD_BYTES, recognise, type Format } from './recognise.ts';
import type { Recording } from './recording.ts';
import { readRecording } from './recordings.ts';
import { guarded, removeAll } from './uploads.ts';

/** What a file turned out to be, looked at as far as that takes no decoding. */
export type Looked =
	| { readonly kind: 'picture'; readonly format: Format }
	| { readonly kind: 'audio' | 'video'; readonly recording: Recording };

const PICTURES: readonly Format[] = ['jpeg', 'png', 'webp', 'avif'];

export async function lookAt(path: string): Promise<Result<Looked, MediaFault>> {
	const { head, size } = await withFile(path, async (read, size) => ({
		head: await read(0, HEAD_BYTES),
		size,
	}));
	const known = recognise(head);
	if (!known.ok) return known;
	const format = known.value;
	if (PICTURES.includes(format))
		return size > MEDIA_LIMITS.picture.bytes ? err('too-large') : ok({ kind: 'picture', format });
	const read = await readRecording(path, format).catch(damagedAtEnd);
	if (!read.ok) return read;
	const { kind, seconds } = read.value;
	if (size > MEDIA_LIMITS[kind].bytes) return err('too-large');
	return (seconds ?? 0) > MEDIA_LIMITS[kind].seconds! ? err('too-long') : ok({ kind, recording: read.value });
}

/** A file that was cut off ends where some reader looks for a number. */
function damagedAtEnd(failure: unknown): Result<never, MediaFault> {
	if (failure instanceof RangeError) return err('damaged');
	throw failure;
}

/** What a media record says of the files made. */
export type Made = Pick<Media, 'width' | 'height' | 'seconds' | 'files' | 'tiles'>;

/** Makes the files of one item in `target`, all or none. Replaces what is there. */
export async function make(
	input: string,
	target: string,
	looked: Looked,
	onProgress: (share: number) => void,
): Promise<Result<Made, MediaFault>> {
	const workshop = `${target}.new`;
	await removeAll(workshop);
	await mkdir(workshop, { recursive: true, mode: 0o700 });
	const made = await guarded(() =>
		looked.kind === 'picture'
			? makePicture(input, workshop, onProgress)
			: makeRecording(input, workshop, looked.recording),
	);
	if (!made.ok) {
		await removeAll(workshop);
		return made;
	}
	await removeAll(target);
	await mkdir(dirname(target), { recursive: true, mode: 0o700 });
	await rename(workshop, target);
	return made;
}

async function makePicture(
	input: string,
	target: string,
	onProgress: (share: number) => void,
): Promise<Result<Made, MediaFault>> {
	const developed = await develop({ input, target }, onProgress);
	if (!developed.ok) return developed;
	const { width, height, files, tiles } = developed.value;
	const told: MediaFile[] = [];
	for (const { name, bytes, width } of files)
		told.push({ name, type: 'image/webp', bytes, width, sha256: await hashOf(join(target, name)) });
	const scaleFactors = tiles && { size: tiles.size, scaleFactors: [...tiles.scaleFactors] };
	return ok({ width, height, files: told, ...(scaleFactors ? { tiles: scaleFactors } : {}) });
}

/** A copy without what tells of its makers. */
async function makeRecording(
	input: string,
	target: string,
	recording: Recording,
): Promise<Result<Made, never>> {
	const { kind, extension, type, from, until, blank, rewritten, seconds } = recording;
	const name = `${kind === 'audio' ? 'sound' : 'film'}.${extension}`;
	const path = join(target, name);
	await pipeline(createReadStream(input, { start: from, end: until - 1 }), createWriteStream(path));
	const file = await open(path, 'r+');
	try {
		for (const each of blank) {
			await blankOut(file, each.from + (each.name === null ? 0 : 8), each.until);
			if (each.name === null) continue;
			// RIFF names a chunk first; a box says its length first.
			const isChunk = each.name === 'JUNK';
			await file.write(Buffer.from(each.name, 'latin1'), 0, 4, each.from + (isChunk ? 0 : 4));
		}
		for (const { at, bytes } of rewritten) await file.write(bytes, 0, bytes.length, at);
	} finally {
		await file.close();
	}
	const { size } = await stat(path);
	const files = [{ name, type, bytes: size, sha256: await hashOf(path) }];
	return ok({ files, ...(seconds === null ? {} : { seconds: Math.round(seconds * 10) / 10 }) });
}

const NOTHING = Buffer.alloc(65_536);

async function blankOut(file: Awaited<ReturnType<typeof open>>, from: number, until: number): Promise<void> {
	for (let at = from; at < until; at += NOTHING.length)
		await file.write(NOTHING, 0, Math.min(NOTHING.length, until - at), at);
}
