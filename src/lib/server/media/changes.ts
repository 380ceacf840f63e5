import { err, ok } from '../../base/result.ts';
import { holds } from '../../domain/consent.ts';
import type { Context } from '../context.ts';
import { consentsOfMedia } from '../exhibition/lacks.ts';
import type { Doer } from '../exhibition/steps.ts';
import type { ExhibitKey, MediaRow } from '../storage/exhibit-port.ts';
import type { Tx } from '../storage/port.ts';
import type { MediaFolder } from './folder.ts';
import { labelOf } from './label.ts';
import { isOnShow } from './on-show.ts';
import { changeOrPropose, isAsSeen, newProposalId, noteAct, putItem } from './proposals.ts';
import type { Label, LabelFault, MediaService } from './shapes.ts';
import { removeAll } from './uploads.ts';
import { isWanted } from './wanted.ts';

/** What staff change about a file that is there. */
export const changes = (
	context: Context,
	folder: MediaFolder,
): Pick<MediaService, 'relabel' | 'withdraw'> => ({
	relabel: (by, venueId, mediaId, label, seen) =>
		context.storage.write(venueId, async (tx) => {
			const [row] = await tx.media.get(venueId, [mediaId]);
			if (!row) return err('no-such-media' as const);
			const doer: Doer = { by, venueId, now: context.clock.now() };
			if (!(await isAsSeen(tx, doer, mediaId, 'label', seen))) return err('changed-since');
			// What is withdrawn nobody sees any more, and nothing waits for.
			const onShow = row.state !== 'withdrawn' && (await isOnShow(tx, venueId, mediaId));
			const bound = await boundBy(tx, doer, row, label, onShow);
			if (bound) return err(bound);
			const change = { what: 'label', label: labelOf(label) } as const;
			const said = await changeOrPropose(tx, doer, row, {
				change,
				onShow,
				proposalId: newProposalId(context),
			});
			// Whose consent it needs counts at once: it can only take the item off.
			const { shown, person } = label;
			const isAnother = shown !== row.shown || !isSamePerson(person, row.person);
			if (said.row !== row || isAnother) {
				await noteAct(tx, doer, mediaId, 'label', null);
				await putItem(tx, doer, { ...said.row, shown, person });
			}
			return ok(said.kept);
		}),
	async withdraw(by, venueId, mediaId, reason) {
		const withdrawn = await context.storage.write(venueId, async (tx) => {
			const [row] = await tx.media.get(venueId, [mediaId]);
			if (!row || row.state === 'withdrawn') return null;
			const doer: Doer = { by, venueId, now: context.clock.now() };
			await tx.mediaProposals.dropAll(venueId, mediaId);
			await noteAct(tx, doer, mediaId, 'withdraw', reason);
			await putItem(tx, doer, { ...row, state: 'withdrawn', fault: reason });
			return { wanted: await isWanted(tx, mediaId) };
		});
		if (withdrawn?.wanted === false) await removeAll(folder.files(mediaId));
		return withdrawn !== null;
	},
});

const isSamePerson = (a: ExhibitKey | null, b: ExhibitKey | null): boolean =>
	a?.kind === b?.kind && a?.id === b?.id;

/** Why nobody alone may say that it shows somebody else than the living person whose consent it needs. */
async function boundBy(
	tx: Tx,
	{ venueId, now }: Doer,
	row: MediaRow,
	{ shown, person }: Label,
	onShow: boolean,
): Promise<LabelFault | null> {
	if (row.shown !== 'living' || (shown === 'living' && isSamePerson(row.person, person))) return null;
	const consents = await consentsOfMedia(tx, venueId, row);
	if (consents.some((consent) => !holds(consent, now))) return 'consent-ended';
	return onShow ? 'on-show' : null;
}
