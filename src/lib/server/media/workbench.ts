import { stat } from 'node:fs/promises';
import { asId, type MediaId, type VenueId } from '../../base/id.ts';
import { err, ok, type Result } from '../../base/result.ts';
import type { Media } from '../../domain/media.ts';
import type { MediaFault } from '../../domain/media-limits.ts';
import { inLanguage } from '../../domain/text.ts';
import type { Context } from '../context.ts';
import { settle } from '../exhibition/shelf.ts';
import type { MediaRow } from '../storage/exhibit-port.ts';
import type { Tx } from '../storage/port.ts';
import type { Staff } from '../who.ts';
import { hashOf, type MediaFolder } from './folder.ts';
import { labelOf, storable } from './label.ts';
import { madeElsewhere } from './made-elsewhere.ts';
import { lookAt, make, type Looked, type Made } from './make.ts';
import type { Label } from './shapes.ts';
import { guarded, moveTo, removeAll } from './uploads.ts';
import { isWanted } from './wanted.ts';

/** Of one venue, when the hub stopped. */
const MOST_WAITING = 1000;

/** What was still to be made when the hub stopped. */
async function unmade(tx: Tx): Promise<[VenueId, MediaRow][]> {
	const found: [VenueId, MediaRow][] = [];
	for (const venueId of await tx.media.workingVenues()) {
		const { rows } = await tx.media.list(venueId, { state: 'working' }, 0, MOST_WAITING);
		found.push(...rows.map((row): [VenueId, MediaRow] => [venueId, row]));
	}
	return found;
}

function newRow(
	mediaId: MediaId,
	{ kind }: Looked,
	label: Label,
	fileName: string,
	stored: Pick<MediaRow, 'bytes' | 'at' | 'by'>,
): MediaRow {
	const body = storable({ id: mediaId, kind, ...labelOf(label), files: [] });
	return {
		...{ mediaId, kind, state: 'working', body, fileName, fault: null, dueAt: null, ...stored },
		...{ shown: label.shown, person: label.person },
	};
}

/** What came of it; does anybody still want it? */
async function noteMade(
	tx: Tx,
	now: number,
	venueId: VenueId,
	mediaId: MediaId,
	made: Result<Made, MediaFault>,
): Promise<boolean> {
	const [row] = await tx.media.get(venueId, [mediaId]);
	if (row?.state !== 'working') return isWanted(tx, mediaId);
	const body = { ...(JSON.parse(row.body) as Media), ...(made.ok ? made.value : {}) };
	const state = made.ok ? 'ready' : 'refused';
	await tx.media.put(venueId, { ...row, state, body: storable(body), fault: made.ok ? null : made.error });
	await settle(tx, venueId, [], [mediaId], now);
	return true;
}

/** Makes files one after another: a hub has other things to do. */
export function workbench({ storage, clock, log }: Context, folder: MediaFolder) {
	const progress = new Map<MediaId, number>();
	let queue: Promise<unknown> = Promise.resolve();

	async function work(venueId: VenueId, row: MediaRow, input: string, looked: Looked): Promise<void> {
		const { mediaId } = row;
		const target = folder.files(mediaId);
		const made =
			(await madeElsewhere(storage, target, venueId, mediaId)) ??
			(await make(input, target, looked, (share) => progress.set(mediaId, share)));
		// Whoever sent it has it: no picture's position, camera or owner stays here.
		await removeAll(input);
		progress.delete(mediaId);
		const wanted = await storage.write(venueId, (tx) => noteMade(tx, clock.now(), venueId, mediaId, made));
		if (!wanted) await removeAll(target);
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
			const rows = await storage.read(unmade);
			await folder.keepOriginals(rows.map(([venueId, { mediaId }]) => [venueId, mediaId]));
			for (const [venueId, row] of rows) {
				const original = await folder.originalOf(venueId, row.mediaId);
				const looked = original === null ? err('failed' as const) : await lookAt(original);
				if (looked.ok) add(venueId, row, original!, looked.value);
				else
					await storage.write(venueId, (tx) =>
						tx.media.put(venueId, { ...row, state: 'refused', fault: looked.error }),
					);
			}
		},
		async take(by: Staff, venueId: VenueId, path: string, fileName: string, label: Label) {
			const unneeded = async <T>(answer: T): Promise<T> => {
				await removeAll(path);
				return answer;
			};
			const looked = await lookAt(path);
			if (!looked.ok) return unneeded(looked);
			const sha256 = await hashOf(path);
			const mediaId = asId<MediaId>(sha256.slice(0, 32));
			const [there] = await storage.read((tx) => tx.media.get(venueId, [mediaId]));
			// Exhibits that are approved would show it again, and nobody would have looked.
			if (there?.state === 'withdrawn') return unneeded(err('withdrawn-before' as const));
			// The same file again: what is known of it stays.
			if (there && (there.state === 'ready' || progress.has(mediaId)))
				return unneeded(ok({ mediaId, known: true }));
			const original = folder.original(venueId, sha256);
			const kept = await guarded(async () => ok(await moveTo(path, original)));
			if (!kept.ok) return kept;
			const row = newRow(mediaId, looked.value, label, fileName, {
				...{ bytes: (await stat(original)).size, at: clock.now(), by: `staff:${by.id}` },
			});
			await storage.write(venueId, async (tx) => {
				await tx.media.put(venueId, row);
				const line = { at: row.at, venueId, actor: row.by, action: 'media-add', subject: `media:${mediaId}` };
				await tx.audit.append({ ...line, detail: inLanguage(label.caption, 'zh').slice(0, 80) });
			});
			add(venueId, row, original, looked.value);
			return ok({ mediaId, known: false });
		},
	};
}
