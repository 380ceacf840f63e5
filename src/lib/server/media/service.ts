import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { asId, type MediaId, type VenueId } from '../../base/id.ts';
import { err, ok } from '../../base/result.ts';
import type { Media } from '../../domain/media.ts';
import { inLanguage } from '../../domain/text.ts';
import type { Context } from '../context.ts';
import { settle } from '../exhibition/shelf.ts';
import { checkedChange } from '../records.ts';
import type { MediaRow } from '../storage/exhibit-port.ts';
import type { Tx } from '../storage/port.ts';
import type { Staff } from '../who.ts';
import { captioner } from './captions.ts';
import { hashOf, mediaFolder, type MediaFolder } from './folder.ts';
import { lookAt, make, type Looked } from './make.ts';
import { recognise } from './recognise.ts';
import { server } from './serving.ts';
import type { Label, MediaService } from './shapes.ts';
import { guarded, moveTo, plainName, removeAll, uploads } from './uploads.ts';

/** Pictures and recordings: taken in, looked at, made into what devices show, and served. */
export function mediaService(context: Context, dataDir: string): MediaService {
	const folder = mediaFolder(dataDir);
	const { storage, clock } = context;
	const sending = uploads(context, folder);
	const bench = workbench(context, folder);
	const finish: MediaService['finish'] = async (by, venueId, uploadId) => {
		const whole = await sending.take(by, venueId, uploadId);
		if (!whole.ok) return whole;
		const { path, row } = whole.value;
		return bench.take(by, venueId, path, row.fileName, JSON.parse(row.about) as Label);
	};
	const relabelled = async (tx: Tx, by: Staff, venueId: VenueId, row: MediaRow, act: string) => {
		const now = clock.now();
		await tx.media.put(venueId, row);
		const line = { at: now, venueId, actor: `staff:${by.id}`, action: `media-${act}` };
		await tx.audit.append({ ...line, subject: `media:${row.mediaId}`, detail: row.fault });
		await settle(tx, venueId, [], [row.mediaId], now);
	};
	return {
		...sending,
		...scans(folder),
		...server(context, folder),
		...captioner(context, folder),
		finish,
		list: (venueId, filter, offset, limit) =>
			storage.read((tx) => tx.media.list(venueId, filter, offset, limit)),
		get: (venueId, mediaId) =>
			storage.read(async (tx) => {
				const [row] = await tx.media.get(venueId, [mediaId]);
				return row ? { row, usedBy: await tx.exhibits.usedBy(venueId, mediaId) } : null;
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
		relabel: (by, venueId, mediaId, label) =>
			storage.write(venueId, async (tx) => {
				const [row] = await tx.media.get(venueId, [mediaId]);
				if (!row) return false;
				const body = { ...(JSON.parse(row.body) as Media), ...labelOf(label) };
				const { shown, person } = label;
				await relabelled(tx, by, venueId, { ...row, body: storable(body), shown, person }, 'label');
				return true;
			}),
		async withdraw(by, venueId, mediaId, reason) {
			const others = await storage.write(venueId, async (tx) => {
				const [row] = await tx.media.get(venueId, [mediaId]);
				if (!row || row.state === 'withdrawn') return null;
				await relabelled(tx, by, venueId, { ...row, state: 'withdrawn', fault: reason }, 'withdraw');
				return (await tx.media.venuesOf(mediaId)).filter((each) => each !== venueId);
			});
			if (others?.length === 0) await removeAll(folder.files(mediaId));
			return others !== null;
		},
		async place(mediaId, name, bytes) {
			const path = join(folder.files(mediaId), name);
			await mkdir(dirname(path), { recursive: true, mode: 0o700 });
			await writeFile(path, bytes);
		},
		idle: bench.idle,
		resume: bench.resume,
	};
}

const labelOf = ({ caption, credit }: Label): Pick<Media, 'caption' | 'credit'> => ({
	caption,
	...(credit === null ? { credit: undefined } : { credit }),
});

export const storable = (body: Media): string => checkedChange({ kind: 'media', id: body.id, body }).body!;

/** Of one venue, when the hub stopped. */
const MOST_WAITING = 1000;

/** Makes files one after another: a hub has other things to do. */
function workbench({ storage, clock, log }: Context, folder: MediaFolder) {
	const progress = new Map<MediaId, number>();
	let queue: Promise<unknown> = Promise.resolve();

	async function work(venueId: VenueId, row: MediaRow, input: string, looked: Looked): Promise<void> {
		const { mediaId } = row;
		const made = await make(input, folder.files(mediaId), looked, (share) => progress.set(mediaId, share));
		if (looked.kind !== 'picture') await removeAll(input);
		progress.delete(mediaId);
		await storage.write(venueId, async (tx) => {
			const [now] = await tx.media.get(venueId, [mediaId]);
			if (now?.state !== 'working') return;
			const body = { ...(JSON.parse(now.body) as Media), ...(made.ok ? made.value : {}) };
			const state = made.ok ? 'ready' : 'refused';
			await tx.media.put(venueId, {
				...{ ...now, state, body: storable(body), fault: made.ok ? null : made.error },
			});
			await settle(tx, venueId, [], [mediaId], clock.now());
		});
	}
	const add = (venueId: VenueId, row: MediaRow, input: string, looked: Looked): void => {
		progress.set(row.mediaId, 0);
		queue = queue
			.then(() => work(venueId, row, input, looked))
			.catch((failure: unknown) => log.error({ failure }, 'media'));
	};
	return {
		progress,
		idle: async () => void (await queue),
		async resume() {
			const waiting = await storage.read(async (tx) => {
				const found: [VenueId, MediaRow][] = [];
				for (const venueId of await tx.records.venues()) {
					const { rows } = await tx.media.list(venueId, { state: 'working' }, 0, MOST_WAITING);
					found.push(...rows.map((row): [VenueId, MediaRow] => [venueId, row]));
				}
				return found;
			});
			for (const [venueId, row] of waiting) {
				const original = await folder.originalOf(row.mediaId);
				const looked = original === null ? err('failed' as const) : await lookAt(original);
				if (looked.ok) add(venueId, row, original!, looked.value);
				else
					await storage.write(venueId, (tx) =>
						tx.media.put(venueId, { ...row, state: 'refused', fault: looked.error }),
					);
			}
		},
		async take(by: Staff, venueId: VenueId, path: string, fileName: string, label: Label) {
			const looked = await lookAt(path);
			if (!looked.ok) {
				await removeAll(path);
				return looked;
			}
			const sha256 = await hashOf(path);
			const mediaId = asId<MediaId>(sha256.slice(0, 32));
			const [there] = await storage.read((tx) => tx.media.get(venueId, [mediaId]));
			// The same file again: what is known of it stays.
			if (there && (there.state === 'ready' || progress.has(mediaId))) {
				await removeAll(path);
				return ok(mediaId);
			}
			const original = folder.original(sha256);
			const kept = await guarded(async () => ok(await moveTo(path, original)));
			if (!kept.ok) return kept;
			const { kind } = looked.value;
			const body: Media = { id: mediaId, kind, ...labelOf(label), files: [] };
			const row: MediaRow = {
				...{ mediaId, kind, state: 'working', body: storable(body), fileName, fault: null, dueAt: null },
				...{ bytes: (await stat(original)).size, shown: label.shown, person: label.person },
				...{ at: clock.now(), by: `staff:${by.id}` },
			};
			await storage.write(venueId, async (tx) => {
				await tx.media.put(venueId, row);
				const line = { at: row.at, venueId, actor: row.by, action: 'media-add', subject: `media:${mediaId}` };
				await tx.audit.append({ ...line, detail: inLanguage(label.caption, 'zh').slice(0, 80) });
			});
			add(venueId, row, original, looked.value);
			return ok(mediaId);
		},
	};
}

const SCAN_BYTES = 10_000_000;
const SCAN_TYPES: Readonly<Record<string, string>> = { jpeg: 'image/jpeg', png: 'image/png' };

const scans = (folder: MediaFolder): Pick<MediaService, 'keepScan' | 'scan'> => ({
	async keepScan(file) {
		if (file.size > SCAN_BYTES) return err('bad-scan');
		const bytes = new Uint8Array(await file.arrayBuffer());
		const known = recognise(bytes.subarray(0, 4096));
		const type = known.ok
			? SCAN_TYPES[known.value]
			: known.error === 'document'
				? 'application/pdf'
				: undefined;
		if (!type) return err('bad-scan');
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		const path = folder.scan(sha256);
		await mkdir(dirname(path), { recursive: true, mode: 0o700 });
		await writeFile(path, bytes, { mode: 0o600 });
		return ok({ sha256, type, bytes: bytes.length, name: plainName(file.name) });
	},
	scan: (sha256) =>
		readFile(folder.scan(sha256)).then(
			(bytes) => new Uint8Array(bytes),
			() => null,
		),
});
