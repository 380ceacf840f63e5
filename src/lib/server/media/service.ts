import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { err } from '../../base/result.ts';
import type { Context } from '../context.ts';
import { captioner } from './captions.ts';
import { changes } from './changes.ts';
import { mediaFolder } from './folder.ts';
import { isOnShow } from './on-show.ts';
import { reviewer } from './proposals.ts';
import { scans } from './scans.ts';
import { server } from './serving.ts';
import type { Label, MediaService } from './shapes.ts';
import { uploads } from './uploads.ts';
import { workbench } from './workbench.ts';

/** Pictures and recordings: taken in, looked at, made into what devices show, and served. */
export function mediaService(context: Context, dataDir: string): MediaService {
	const folder = mediaFolder(dataDir);
	const { storage } = context;
	const sending = uploads(context, folder);
	const bench = workbench(context, folder);
	const finish: MediaService['finish'] = async (by, venueId, uploadId) => {
		const whole = await sending.take(by, venueId, uploadId);
		if (!whole.ok) return whole;
		const { path, row } = whole.value;
		return bench.take(by, venueId, path, row.fileName, JSON.parse(row.about) as Label);
	};
	return {
		...sending,
		...scans(folder),
		...server(context, folder),
		...captioner(context, folder),
		...changes(context, folder),
		...reviewer(context, folder),
		finish,
		list: (venueId, filter, offset, limit) =>
			storage.read((tx) => tx.media.list(venueId, filter, offset, limit)),
		get: (venueId, mediaId) =>
			storage.read(async (tx) => {
				const [row] = await tx.media.get(venueId, [mediaId]);
				if (!row) return null;
				const usedBy = await tx.exhibits.usedBy(venueId, mediaId);
				return { row, usedBy, onShow: await isOnShow(tx, venueId, mediaId) };
			}),
		progress: (mediaId) => bench.progress.get(mediaId) ?? null,
		async add(by, venueId, file, label) {
			const bytes = new Uint8Array(await file.arrayBuffer());
			const mark = createHash('sha256').update(bytes).digest('hex');
			const begun = await sending.begin(by, venueId, { name: file.name, bytes: bytes.length, mark, label });
			if (!begun.ok) return begun;
			const { uploadId, offset } = begun.value;
			const rest = bytes.subarray(offset);
			const sha256 = createHash('sha256').update(rest).digest('hex');
			const sent = await sending.append(by, venueId, uploadId, { offset, sha256, bytes: rest });
			return sent.ok ? finish(by, venueId, uploadId) : err(sent.error.fault);
		},
		async place(mediaId, name, bytes) {
			const path = join(folder.files(mediaId), name);
			await mkdir(dirname(path), { recursive: true, mode: 0o700 });
			await writeFile(path, bytes);
		},
		idle: bench.idle,
		resume: () => bench.resume(),
	};
}
