import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { toHex } from '../../base/bytes.ts';
import type { VenueId } from '../../base/id.ts';
import { err, ok, type Result } from '../../base/result.ts';
import { LARGEST, type MediaFault } from '../../domain/media-limits.ts';
import type { Context } from '../context.ts';
import type { UploadRow } from '../storage/exhibit-port.ts';
import type { Staff } from '../who.ts';
import type { MediaFolder } from './folder.ts';
import type { Announced, MediaService, SendFault } from './shapes.ts';

/** Whoever was cut off on a Friday goes on the Monday after next. */
const KEPT = 10 * 86_400_000;

/** Files on their way: sent in pieces, each with its checksum; what has come so far is as long as the file on the disk. */
export interface Uploads extends Pick<MediaService, 'begin' | 'offset' | 'append' | 'sweep'> {
	/** The whole file, given away. */
	take(
		by: Staff,
		venueId: VenueId,
		uploadId: string,
	): Promise<Result<{ row: UploadRow; path: string }, SendFault>>;
}

export function uploads({ storage, clock, random }: Context, folder: MediaFolder): Uploads {
	const find = async (by: Staff, venueId: VenueId, uploadId: string): Promise<UploadRow | null> => {
		const row = await storage.read((tx) => tx.media.upload(venueId, uploadId));
		return row?.staffId === by.id ? row : null;
	};
	return {
		begin: (by, venueId, { name, bytes, mark, label }: Announced) =>
			guarded(async () => {
				if (bytes < 1) return err<MediaFault>('empty');
				if (bytes > LARGEST) return err<MediaFault>('too-large');
				const known = await storage.read((tx) => tx.media.uploadOf(venueId, by.id, mark));
				const uploadId = known?.bytes === bytes ? known.uploadId : toHex(random.bytes(16));
				const path = folder.incoming(uploadId);
				await mkdir(dirname(path), { recursive: true, mode: 0o700 });
				const row: UploadRow = {
					...{ uploadId, staffId: by.id, mark, bytes, at: clock.now() },
					...{ fileName: plainName(name), about: JSON.stringify(label) },
				};
				await storage.write(venueId, (tx) => tx.media.putUpload(venueId, row));
				return ok({ uploadId, offset: await lengthOf(path) });
			}),
		async offset(by, venueId, uploadId) {
			return (await find(by, venueId, uploadId)) ? lengthOf(folder.incoming(uploadId)) : null;
		},
		async append(by, venueId, uploadId, { offset, sha256, bytes }) {
			const row = await find(by, venueId, uploadId);
			if (!row) return err({ fault: 'no-such-upload' as const, offset: 0 });
			const path = folder.incoming(uploadId);
			const here = await lengthOf(path);
			if (offset !== here) return err({ fault: 'wrong-offset' as const, offset: here });
			if (here + bytes.length > row.bytes) return err({ fault: 'too-large' as const, offset: here });
			const hash = createHash('sha256').update(bytes).digest('hex');
			if (hash !== sha256) return err({ fault: 'checksum' as const, offset: here });
			const written = await guarded(async () => ok(await write(path, here, bytes)));
			return written.ok ? ok({ offset: here + bytes.length }) : err({ fault: written.error, offset: here });
		},
		async sweep() {
			const before = clock.now() - KEPT;
			const going = await storage.read((tx) => tx.media.everyUpload());
			for (const { venueId, uploadId } of going.filter(({ at }) => at < before)) {
				await storage.write(venueId, (tx) => tx.media.dropUpload(venueId, uploadId));
				await removeAll(folder.incoming(uploadId));
			}
			const kept = going.filter(({ at }) => at >= before).map(({ uploadId }) => folder.incoming(uploadId));
			for (const path of await folder.partsBefore(before)) if (!kept.includes(path)) await removeAll(path);
		},
		async take(by, venueId, uploadId) {
			const row = await find(by, venueId, uploadId);
			if (!row) return err('no-such-upload');
			const path = folder.incoming(uploadId);
			if ((await lengthOf(path)) !== row.bytes) return err('not-whole');
			await storage.write(venueId, (tx) => tx.media.dropUpload(venueId, uploadId));
			return ok({ row, path });
		},
	};
}

/** On the disk before it is answered; a piece that was cut off half way is cut away again. */
async function write(path: string, at: number, bytes: Uint8Array): Promise<void> {
	const file = await open(path, at === 0 ? 'w' : 'r+', 0o600);
	try {
		for (let done = 0; done < bytes.length;)
			done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
		await file.sync();
	} catch (failure) {
		await file.truncate(at);
		throw failure;
	} finally {
		await file.close();
	}
}

const lengthOf = async (path: string): Promise<number> => (await stat(path).catch(() => null))?.size ?? 0;

/** A full disk is told as such. */
export async function guarded<T, E = never>(
	work: () => Promise<Result<T, E>>,
): Promise<Result<T, E | MediaFault>> {
	try {
		return await work();
	} catch (failure) {
		const { code } = failure as NodeJS.ErrnoException;
		if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return err('disk-full');
		throw failure;
	}
}

/** What it was called, for people to know it by: never a path, never a name of a file here. */
export const plainName = (name: string): string =>
	(name.replaceAll('\\', '/').split('/').at(-1) ?? '')
		.replaceAll(/[\p{Cc}\p{Cf}<>"&]/gu, '')
		.trim()
		.slice(0, 120) || '—';

/** Puts a file in its place; one that is there already is the same. */
export async function moveTo(from: string, to: string): Promise<void> {
	await mkdir(dirname(to), { recursive: true, mode: 0o700 });
	await rename(from, to);
}

export const removeAll = (path: string): Promise<void> => rm(path, { recursive: true, force: true });
