import type { MediaId, VenueId } from '../../base/id.ts';
import { err, ok } from '../../base/result.ts';
import { holds } from '../../domain/consent.ts';
import { mediaOf } from '../../domain/exhibit-references.ts';
import type { Media } from '../../domain/media.ts';
import type { Context } from '../context.ts';
import { consentsOfMedia } from '../exhibition/lacks.ts';
import { settle } from '../exhibition/shelf.ts';
import { bodyOf } from '../exhibition/steps.ts';
import type { MediaRow } from '../storage/exhibit-port.ts';
import type { Tx } from '../storage/port.ts';
import type { Staff } from '../who.ts';
import type { MediaFolder } from './folder.ts';
import { labelOf, storable } from './label.ts';
import type { Label, LabelFault, MediaService } from './shapes.ts';
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
			if (!row) return err('no-such-media' as const);
			const bound = await boundBy(tx, venueId, row, label, clock.now());
			if (bound) return err(bound);
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
			return ok(null);
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

/** Why nobody alone may say that it shows somebody else than the living person whose consent it needs. */
async function boundBy(
	tx: Tx,
	venueId: VenueId,
	row: MediaRow,
	{ shown, person }: Label,
	now: number,
): Promise<LabelFault | null> {
	const same = row.person?.kind === person?.kind && row.person?.id === person?.id;
	if (row.shown !== 'living' || (shown === 'living' && same)) return null;
	const consents = await consentsOfMedia(tx, venueId, row);
	if (consents.some((consent) => !holds(consent, now))) return 'consent-ended';
	const used = (await tx.exhibits.usedBy(venueId, row.mediaId)).length > 0;
	return used || (await isToCome(tx, venueId, row.mediaId)) ? 'on-show' : null;
}

/** At a venue, approved and not yet shown. */
const MOST_TO_COME = 10_000;

/** Is it in an exhibit that has been approved, and is shown by itself one day? */
async function isToCome(tx: Tx, venueId: VenueId, mediaId: MediaId): Promise<boolean> {
	const { rows } = await tx.exhibits.list(venueId, { seen: 'scheduled' }, 0, MOST_TO_COME);
	for (const head of rows) {
		const version = await tx.exhibits.version(venueId, head, head.standing.approved!.version);
		if (version && mediaOf(bodyOf(version)).includes(mediaId)) return true;
	}
	return false;
}

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
