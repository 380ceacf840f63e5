import type { MediaId, VenueId } from '../../base/id.ts';
import type { Proposal, ProposalPart, ProposedChange } from '../../domain/media-proposal.ts';

/** A change of an item on show that waits for a second person. */
export interface ProposalRow extends Proposal {
	readonly mediaId: MediaId;
	readonly part: ProposalPart;
	readonly change: ProposedChange;
	/** Of whoever wrote it last. */
	readonly name: string;
	readonly at: number;
}

/** One for each part of an item at most. */
export interface MediaProposalStore {
	get(venueId: VenueId, mediaId: MediaId, part: ProposalPart): Promise<ProposalRow | null>;
	/** All of one item, by part. */
	of(venueId: VenueId, mediaId: MediaId): Promise<ProposalRow[]>;
	/** The one that has waited longest first. */
	list(venueId: VenueId, offset: number, limit: number): Promise<ProposalRow[]>;
	count(venueId: VenueId): Promise<number>;
	/** Takes the place of the one before. */
	put(venueId: VenueId, row: ProposalRow): Promise<void>;
	drop(venueId: VenueId, mediaId: MediaId, part: ProposalPart): Promise<void>;
	dropAll(venueId: VenueId, mediaId: MediaId): Promise<void>;
}
