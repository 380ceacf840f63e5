import type { DeviceId, RecordingId, VenueId } from '../../base/id.ts';
import type { Language } from '../../domain/text.ts';

/** `over`: nobody had decided about it when its time was over. */
export const RECORDING_STATES = ['waiting', 'adopted', 'refused', 'over'] as const;
export type RecordingState = (typeof RECORDING_STATES)[number];

/** A visitor's recording, or what is left of one: known by its id for ever, so that it is never taken twice. */
export interface RecordingRow {
	readonly recordingId: RecordingId;
	readonly deviceId: DeviceId;
	readonly language: Language;
	/** When it was told, and when the hub heard of it. */
	readonly at: number;
	readonly receivedAt: number;
	/** When it goes where nobody decides. */
	readonly dueAt: number;
	readonly millis: number;
	/** Of the sealed bytes. */
	readonly sha256: string;
	readonly state: RecordingState;
	readonly decidedAt: number | null;
	/** Who decided; null while nobody has. */
	readonly by: string | null;
	/** The story's id, or why it was refused. */
	readonly detail: string | null;
}

export type Decision = Pick<RecordingRow, 'decidedAt' | 'by' | 'detail'> & {
	readonly state: Exclude<RecordingState, 'waiting'>;
};

export interface RecordingStore {
	get(venueId: VenueId, id: RecordingId): Promise<RecordingRow | null>;
	/** Sealed bytes in base64url; null where they are gone. */
	sealed(venueId: VenueId, id: RecordingId): Promise<string | null>;
	add(venueId: VenueId, row: RecordingRow, sealed: string | null): Promise<void>;
	/** Its bytes go with it. */
	decide(venueId: VenueId, id: RecordingId, decision: Decision): Promise<void>;
	/** Those that wait, told first first; those that were decided, last first. */
	list(venueId: VenueId, which: 'waiting' | 'decided', limit: number): Promise<RecordingRow[]>;
	waiting(venueId: VenueId): Promise<number>;
	/** Waiting ones whose time is over at `now`. */
	due(venueId: VenueId, now: number): Promise<RecordingId[]>;
}
