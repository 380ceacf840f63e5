import type { ExhibitKey } from '../storage/exhibit-port.ts';
import type { RecordingId, VenueId } from '../../base/id.ts';
import type { Result } from '../../base/result.ts';
import type { RecordingOutcome } from '../../domain/recording.ts';
import type { SentRecording } from '../../sync/recording.ts';
import type { RecordingRow } from '../storage/recording-port.ts';
import type { Device, Staff } from '../who.ts';

/** What an editor makes of a recording. */
export interface ToldStory {
	readonly title: string;
	/** As the story calls them; they may not have said their name. */
	readonly teller: string;
	readonly summary: string;
	/** A line of what was said each. */
	readonly transcript: readonly string[];
}

export type DecisionFault =
	/** Somebody was quicker, or its time was over. */
	| 'not-waiting'
	/** The hub has other keys than when it came. */
	| 'cannot-open'
	/** The disk is full, or the file is none after all. */
	| 'not-kept';

/** Stories that visitors tell at kiosks: taken in, heard by editors alone, made drafts of, and forgotten. */
export interface RecordingService {
	/** Takes one in, once, however often it comes. */
	receive(device: Device, sent: SentRecording): Promise<RecordingOutcome>;
	/** Those that wait, told first first, and how many there are in all; and what became of the last ones. */
	queue(venueId: VenueId): Promise<{
		readonly waiting: readonly RecordingRow[];
		readonly count: number;
		readonly decided: readonly RecordingRow[];
	}>;
	/** WebM, for whoever decides about it; null where it is gone or cannot be opened. Written down. */
	hear(by: Staff, venueId: VenueId, id: RecordingId): Promise<Uint8Array<ArrayBuffer> | null>;
	/** A draft of a story with it, and what its teller has agreed to. Nothing is shown before it was reviewed as any other. */
	adopt(
		by: Staff,
		venueId: VenueId,
		id: RecordingId,
		story: ToldStory,
	): Promise<Result<ExhibitKey, DecisionFault>>;
	/** Deletes it. */
	refuse(
		by: Staff,
		venueId: VenueId,
		id: RecordingId,
		reason: string,
	): Promise<Result<null, 'not-waiting' | 'reason-missing'>>;
}
