import type { MediaId, VenueId } from '../../base/id.ts';
import { err, ok } from '../../base/result.ts';
import { captionsPart } from '../../domain/media-proposal.ts';
import { readVtt, vttOfSrt, writeVtt } from '../../exhibits/webvtt.ts';
import type { Context } from '../context.ts';
import type { Doer } from '../exhibition/steps.ts';
import type { MediaRow } from '../storage/exhibit-port.ts';
import type { Tx } from '../storage/port.ts';
import type { MediaFolder } from './folder.ts';
import { isOnShow } from './on-show.ts';
import { changeOrPropose, isAsSeen, newProposalId, noteAct, putItem } from './proposals.ts';
import type { MediaService } from './shapes.ts';
import { writeTrack } from './tracks.ts';

/** BCP 47, as far as captions need it: zh-CN, yue, en. */
const LANGUAGE = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/;

/** Captions are written anew from what was read of them: no mark that a browser would act on is left. */
export const captioner = (context: Context, folder: MediaFolder): Pick<MediaService, 'caption'> => ({
	async caption(by, venueId, mediaId, language, text, seen) {
		const { storage, clock } = context;
		if (!LANGUAGE.test(language)) return err({ fault: 'bad-language' });
		const read = text === null ? ok(null) : readVtt(vttOfSrt(text));
		if (!read.ok) return read;
		const vtt = read.value && writeVtt(read.value);
		const there = await storage.read(async (tx) => ({
			row: await recordingOf(tx, venueId, mediaId),
			onShow: await isOnShow(tx, venueId, mediaId),
		}));
		if (!there.row) return err({ fault: 'no-such-media' });
		// What is only proposed is no file yet: confirming it makes one.
		if (vtt !== null && !there.onShow) await writeTrack(folder, mediaId, language, vtt);
		return storage.write(venueId, async (tx) => {
			const row = await recordingOf(tx, venueId, mediaId);
			if (!row) return err({ fault: 'no-such-media' as const });
			const doer: Doer = { by, venueId, now: clock.now() };
			const change = { what: 'captions', language, vtt } as const;
			if (!(await isAsSeen(tx, doer, mediaId, captionsPart(language), seen)))
				return err({ fault: 'changed-since' as const });
			const onShow = there.onShow || (await isOnShow(tx, venueId, mediaId));
			const done = await changeOrPropose(tx, doer, row, {
				change,
				onShow,
				proposalId: newProposalId(context),
			});
			if (done.row !== row) {
				await noteAct(tx, doer, mediaId, 'caption', language);
				await putItem(tx, doer, done.row);
			}
			return ok(done.kept);
		});
	},
});

/** Of sound and film that are ready. */
async function recordingOf(tx: Tx, venueId: VenueId, mediaId: MediaId): Promise<MediaRow | null> {
	const [row] = await tx.media.get(venueId, [mediaId]);
	return row?.state === 'ready' && row.kind !== 'picture' ? row : null;
}
