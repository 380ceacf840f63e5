import { toHex } from '../../base/bytes.ts';
import type { MediaId } from '../../base/id.ts';
import { err, ok, type Result } from '../../base/result.ts';
import type { Media } from '../../domain/media.ts';
import {
	authorsOf,
	confirmed,
	dropped,
	isSaidAlready,
	partOf,
	relabelled,
	withTrack,
	type ProposalFault,
	type ProposalPart,
	type ProposedChange,
} from '../../domain/media-proposal.ts';
import type { Context } from '../context.ts';
import { settle } from '../exhibition/shelf.ts';
import type { Doer } from '../exhibition/steps.ts';
import type { MediaRow } from '../storage/exhibit-port.ts';
import type { Tx } from '../storage/port.ts';
import type { MediaFolder } from './folder.ts';
import { storable } from './label.ts';
import type { Kept, MediaService } from './shapes.ts';
import { readTrack, trackOf, writeTrack } from './tracks.ts';

/** Writes down an act of staff on an item. */
export async function noteAct(
	tx: Tx,
	{ by, venueId, now }: Doer,
	mediaId: MediaId,
	act: string,
	detail: string | null,
): Promise<void> {
	const line = { at: now, venueId, actor: `staff:${by.id}`, action: `media-${act}` };
	await tx.audit.append({ ...line, subject: `media:${mediaId}`, detail });
}

/** Puts an item as it is now; what shows it follows. */
export async function putItem(tx: Tx, { venueId, now }: Doer, row: MediaRow): Promise<void> {
	await tx.media.put(venueId, row);
	await settle(tx, venueId, [], [row.mediaId], now);
}

const bodyOf = (row: MediaRow): Media => JSON.parse(row.body) as Media;

const isThere = (media: Media, change: ProposedChange): boolean => {
	if (change.what === 'label') return isSaidAlready(media, change.label);
	const track = media.files.find(({ language }) => language === change.language);
	return change.vtt === null ? !track : track?.name === trackOf(change.language, change.vtt).name;
};

const changed = (media: Media, change: ProposedChange): Media =>
	change.what === 'label'
		? relabelled(media, change.label)
		: withTrack(media, change.language, change.vtt === null ? null : trackOf(change.language, change.vtt));

const isSame = (a: ProposedChange, b: ProposedChange): boolean => JSON.stringify(a) === JSON.stringify(b);

interface Wish {
	readonly change: ProposedChange;
	readonly onShow: boolean;
	readonly proposalId: string;
}

/**
 * An editor wants `row` to be so: at once where nothing shows it, and otherwise proposed. What is there already takes back, or
 * turns down, what was proposed instead. The file of new captions is in its place before (`writeTrack`), unless it is on show.
 */
export async function changeOrPropose(
	tx: Tx,
	doer: Doer,
	row: MediaRow,
	{ change, onShow, proposalId }: Wish,
): Promise<{ kept: Kept; row: MediaRow }> {
	const { venueId, by, now } = doer;
	const { mediaId } = row;
	const part = partOf(change);
	const before = await tx.mediaProposals.get(venueId, mediaId, part);
	const isOver = isThere(bodyOf(row), change);
	if (before && (isOver || !onShow)) await drop(tx, doer, mediaId, part, before.proposalId);
	if (isOver) return { kept: 'saved', row };
	if (!onShow) return { kept: 'saved', row: { ...row, body: storable(changed(bodyOf(row), change)) } };
	if (before && isSame(before.change, change)) return { kept: 'proposed', row };
	const authors = authorsOf(before, `staff:${by.id}`);
	await tx.mediaProposals.put(venueId, {
		mediaId,
		part,
		proposalId,
		change,
		authors,
		name: by.name,
		at: now,
	});
	await noteAct(tx, doer, mediaId, 'propose', part);
	return { kept: 'proposed', row };
}

/** `seen`: the proposal that whoever changes it had before them, empty for none; undefined where nobody looked. */
export const isAsSeen = async (
	tx: Tx,
	{ venueId }: Doer,
	mediaId: MediaId,
	part: ProposalPart,
	seen: string | undefined,
): Promise<boolean> =>
	seen === undefined || seen === ((await tx.mediaProposals.get(venueId, mediaId, part))?.proposalId ?? '');

async function drop(
	tx: Tx,
	doer: Doer,
	mediaId: MediaId,
	part: ProposalPart,
	seen: string,
): Promise<Result<'take-back' | 'turn-down', ProposalFault>> {
	const proposal = await tx.mediaProposals.get(doer.venueId, mediaId, part);
	const done = dropped(proposal, seen, `staff:${doer.by.id}`);
	if (!done.ok) return done;
	await tx.mediaProposals.drop(doer.venueId, mediaId, part);
	await noteAct(tx, doer, mediaId, done.value, part);
	return done;
}

type Review = Pick<MediaService, 'proposals' | 'waiting' | 'confirm' | 'dropProposal' | 'captionsOf'>;

/** What waits for a second person, and what they decide. */
export const reviewer = ({ storage, clock }: Context, folder: MediaFolder): Review => ({
	proposals: (venueId, mediaId) => storage.read((tx) => tx.mediaProposals.of(venueId, mediaId)),
	waiting: (venueId, offset, limit) =>
		storage.read(async (tx) => {
			const proposals = await tx.mediaProposals.list(venueId, offset, limit);
			const items = await tx.media.get(
				venueId,
				proposals.map(({ mediaId }) => mediaId),
			);
			const rows = new Map(items.map((row) => [row.mediaId, row]));
			const waiting = proposals.flatMap((proposal) => {
				const row = rows.get(proposal.mediaId);
				return row ? [{ proposal, row }] : [];
			});
			return { total: await tx.mediaProposals.count(venueId), waiting };
		}),
	async confirm(by, venueId, mediaId, part, seen) {
		const judge = async (tx: Tx) => {
			const proposal = await tx.mediaProposals.get(venueId, mediaId, part);
			const done = confirmed(proposal, seen, `staff:${by.id}`);
			return done.ok ? ok(proposal!.change) : done;
		};
		const looked = await storage.read(judge);
		if (!looked.ok) return looked;
		const change = looked.value;
		if (change.what === 'captions' && change.vtt !== null)
			await writeTrack(folder, mediaId, change.language, change.vtt);
		return storage.write(venueId, async (tx) => {
			const still = await judge(tx);
			const [row] = await tx.media.get(venueId, [mediaId]);
			if (!still.ok) return still;
			if (!row) return err('changed-since' as const);
			const doer: Doer = { by, venueId, now: clock.now() };
			await tx.mediaProposals.drop(venueId, mediaId, part);
			await noteAct(tx, doer, mediaId, 'confirm', part);
			await putItem(tx, doer, { ...row, body: storable(changed(bodyOf(row), change)) });
			return ok(null);
		});
	},
	dropProposal: (by, venueId, mediaId, part, seen) =>
		storage.write(venueId, (tx) => drop(tx, { by, venueId, now: clock.now() }, mediaId, part, seen)),
	async captionsOf(row, language) {
		const track = bodyOf(row).files.find((file) => file.language === language);
		return track ? readTrack(folder, row.mediaId, track) : null;
	},
});

export const newProposalId = ({ random }: Context): string => toHex(random.bytes(8));
