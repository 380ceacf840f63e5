import type { VenueId } from '../../../src/lib/base/id.ts';
import type { MediaProposalStore, ProposalRow } from '../../../src/lib/server/storage/media-proposal-port.ts';
import type { AtOnce } from './at-once.ts';
import { keyOf, type Draft, type Tables } from './data.ts';

const textOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const plain = ({ venueId: _, ...row }: Tables['mediaProposal']): ProposalRow => row;

export function mediaProposalStore(draft: Draft): AtOnce<MediaProposalStore> {
	const rows = draft.rows('mediaProposal');
	const at = (venueId: VenueId) => rows.all().filter((row) => row.venueId === venueId);
	return {
		get(venueId, mediaId, part) {
			const row = rows.get(keyOf(venueId, mediaId, part));
			return row ? plain(row) : null;
		},
		of: (venueId, mediaId) =>
			at(venueId)
				.filter((row) => row.mediaId === mediaId)
				.sort((a, b) => textOrder(a.part, b.part))
				.map(plain),
		list: (venueId, offset, limit) =>
			at(venueId)
				.sort((a, b) => a.at - b.at || textOrder(a.mediaId, b.mediaId) || textOrder(a.part, b.part))
				.slice(offset, offset + limit)
				.map(plain),
		count: (venueId) => at(venueId).length,
		put: (venueId, row) => rows.put(keyOf(venueId, row.mediaId, row.part), { ...row, venueId }),
		drop: (venueId, mediaId, part) =>
			rows.deleteWhere((row) => row.venueId === venueId && row.mediaId === mediaId && row.part === part),
		dropAll: (venueId, mediaId) =>
			rows.deleteWhere((row) => row.venueId === venueId && row.mediaId === mediaId),
	};
}
