import type { MediaId, VenueId } from '../../base/id.ts';
import type { Result } from '../../base/result.ts';
import type { Shown } from '../../domain/consent.ts';
import type { MediaKind } from '../../domain/media.ts';
import type { MediaFault } from '../../domain/media-limits.ts';
import type { ProposalFault, ProposalPart } from '../../domain/media-proposal.ts';
import type { Text } from '../../domain/text.ts';
import type { VttFault } from '../../exhibits/webvtt.ts';
import type { ExhibitKey, MediaRow } from '../storage/exhibit-port.ts';
import type { ProposalRow } from '../storage/media-proposal-port.ts';
import type { Staff } from '../who.ts';

/** What an editor says of a picture or recording. */
export interface Label {
	readonly caption: Text;
	readonly credit: string | null;
	readonly shown: Shown;
	/** The exhibit of whoever it shows. */
	readonly person: ExhibitKey | null;
}

/** What came of a change: visitors see it, or a second person has to confirm it first. */
export type Kept = 'saved' | 'proposed';

/** `on-show`, `consent-ended`: nobody alone says that it needs no consent, or another's. */
export type LabelFault = 'no-such-media' | 'on-show' | 'consent-ended' | 'changed-since';

export interface Announced {
	readonly name: string;
	readonly bytes: number;
	/** By which the sender knows its file again. */
	readonly mark: string;
	readonly label: Label;
}

/** A file that is here. `known`: it was before, with what is said of it there. */
export interface Arrived {
	readonly mediaId: MediaId;
	readonly known: boolean;
}

export type SendFault = 'no-such-upload' | 'wrong-offset' | 'checksum' | 'not-whole';

/** One file that is served. */
export interface ServedFile {
	readonly path: string;
	readonly type: string;
	readonly bytes: number;
	readonly etag: string;
}

export interface MediaService {
	list(
		venueId: VenueId,
		filter: { readonly kind?: MediaKind; readonly query?: string },
		offset: number,
		limit: number,
	): Promise<{ total: number; rows: MediaRow[] }>;
	/** `onShow`: its caption, credit and captions are proposed, and not changed at once. */
	get(
		venueId: VenueId,
		mediaId: MediaId,
	): Promise<{ row: MediaRow; usedBy: ExhibitKey[]; onShow: boolean } | null>;
	/** How much of it is made, 0 to 1; null where nothing is being made of it. */
	progress(mediaId: MediaId): number | null;
	/** A place for a file to be sent to in pieces, or the place that this sender has begun with already. */
	begin(
		by: Staff,
		venueId: VenueId,
		what: Announced,
	): Promise<Result<{ uploadId: string; offset: number }, MediaFault>>;
	offset(by: Staff, venueId: VenueId, uploadId: string): Promise<number | null>;
	/** The next piece, whose SHA-256 the sender tells. What is on the disk when it resolves is never asked for again. */
	append(
		by: Staff,
		venueId: VenueId,
		uploadId: string,
		piece: { readonly offset: number; readonly sha256: string; readonly bytes: Uint8Array },
	): Promise<Result<{ offset: number }, { fault: SendFault | MediaFault; offset: number }>>;
	/** The file is here: looks what it is, and begins to make of it what devices show. */
	finish(by: Staff, venueId: VenueId, uploadId: string): Promise<Result<Arrived, MediaFault | SendFault>>;
	/** Deletes what was begun days ago and never came whole. To be called every hour. */
	sweep(): Promise<void>;
	/** A small file at once. */
	add(
		by: Staff,
		venueId: VenueId,
		file: File,
		label: Label,
	): Promise<Result<Arrived, MediaFault | SendFault>>;
	/**
	 * `seen`, here and in `caption`: which proposal whoever asks had before them, empty for none; what came since stays.
	 * Caption and credit of what is on show wait for a second person. Whom it shows stays while an exhibit on show, to come or under review
	 * uses it, and after a consent for it has ended.
	 */
	relabel(
		by: Staff,
		venueId: VenueId,
		mediaId: MediaId,
		label: Label,
		seen?: string,
	): Promise<Result<Kept, LabelFault>>;
	/** Takes it from every screen at its next contact. Its files are deleted from the hub. */
	withdraw(by: Staff, venueId: VenueId, mediaId: MediaId, reason: string): Promise<boolean>;
	/** Captions in one language take the place of those before; null: there are none then. On show they wait for a second person. */
	caption(
		by: Staff,
		venueId: VenueId,
		mediaId: MediaId,
		language: string,
		text: string | null,
		seen?: string,
	): Promise<Result<Kept, VttFault | { fault: 'no-such-media' | 'bad-language' | 'changed-since' }>>;
	/** What waits for a second person, of one item. */
	proposals(venueId: VenueId, mediaId: MediaId): Promise<ProposalRow[]>;
	/** Of a venue, the one that has waited longest first. */
	waiting(
		venueId: VenueId,
		offset: number,
		limit: number,
	): Promise<{ total: number; waiting: { proposal: ProposalRow; row: MediaRow }[] }>;
	/** Visitors see it now. By none of its authors, of exactly the proposal that they have `seen`. */
	confirm(
		by: Staff,
		venueId: VenueId,
		mediaId: MediaId,
		part: ProposalPart,
		seen: string,
	): Promise<Result<null, ProposalFault>>;
	/** Taken back by an author, turned down by anybody else. */
	dropProposal(
		by: Staff,
		venueId: VenueId,
		mediaId: MediaId,
		part: ProposalPart,
		seen: string,
	): Promise<Result<'take-back' | 'turn-down', ProposalFault>>;
	/** WebVTT that visitors see; null where there is none. */
	captionsOf(row: MediaRow, language: string): Promise<string | null>;
	/**
	 * For everybody while an exhibit shows it at some venue; for `staff` of the exhibition before that. `lasting`: a browser may keep
	 * it, since no living person's word is needed for it.
	 */
	served(
		mediaId: MediaId,
		path: string,
		staff: Staff | null,
	): Promise<{ file: ServedFile; lasting: boolean } | null>;
	/** Puts a scanned paper away. PDF, JPEG or PNG. */
	keepScan(
		file: File,
	): Promise<Result<{ sha256: string; type: string; bytes: number; name: string }, 'bad-scan'>>;
	scan(sha256: string): Promise<Uint8Array<ArrayBuffer> | null>;
	/** For content that comes with the hub: one file of a media record. */
	place(mediaId: MediaId, name: string, bytes: Uint8Array): Promise<void>;
	/** Goes on with what was being made when the hub stopped. To be called once, when it starts. */
	resume(): Promise<void>;
	/** Resolves when nothing is being made any more. */
	idle(): Promise<void>;
}
