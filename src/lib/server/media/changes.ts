import type { VenueId } from '../../base/id.ts';
import type { Media } from '../../domain/media.ts';
import type { Context } from '../context.ts';
import { settle } from '../exhibition/shelf.ts';
import type { MediaRow } from '../storage/exhibit-port.ts';
import type { Tx } from '../storage/port.ts';
import type { Staff } from '../who.ts';
import type { MediaFolder } from './folder.ts';
import { labelOf, storable } from './label.ts';
import type { MediaService } from './shapes.ts';
import { removeAll } from './uploads.ts';
import { isWanted } from './wanted.ts';

/** What staff change about a file that is there. */
export const changes = (
	{ storage, clock }: Context,
	folder: MediaFolder,
): Pick<MediaService, 'relabel' | 'withdraw'> => ({
	relabel: (by, venueId, mediaId, label) =>
		storage.write(venueId, async (tx) => {
			const [row] = await tx.media.get(venueId, [mediaId]);
			if (!row) return false;
			const body = { ...(JSON.parse(row.body) as Media), ...labelOf(label) };
			const { shown, person } = label;
			await relabelled(
				tx,
				clock.now(),
				by,
				venueId,
				{ ...row, body: storable(body), shown, person },
				'label',
			);
			return true;
		}),
	async withdraw(by, venueId, mediaId, reason) {
		const withdrawn = await storage.write(venueId, async (tx) => {
			const [row] = await tx.media.get(venueId, [mediaId]);
			if (!row || row.state === 'withdrawn') return null;
			await relabelled(
				tx,
				clock.now(),
				by,
				venueId,
				{ ...row, state: 'withdrawn', fault: reason },
				'withdraw',
			);
			return { wanted: await isWanted(tx, mediaId) };
		});
		if (withdrawn?.wanted === false) await removeAll(folder.files(mediaId));
		return withdrawn !== null;
	},
});

/** Puts what was changed about a file; what shows it follows. */
async function relabelled(
	tx: Tx,
	now: number,
	by: Staff,
	venueId: VenueId,
	row: MediaRow,
	act: string,
): Promise<void> {
	await tx.media.put(venueId, row);
	const line = { at: now, venueId, actor: `staff:${by.id}`, action: `media-${act}` };
	await tx.audit.append({ ...line, subject: `media:${row.mediaId}`, detail: row.fault });
	await settle(tx, venueId, [], [row.mediaId], now);
}
