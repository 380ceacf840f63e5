import type { VenueId } from '../base/id.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Exhibition } from '../domain/exhibition.ts';
import type { Text } from '../domain/text.ts';
import type { RecordBody, RecordKind } from '../sync/records.ts';
import type { ChangesResponse } from '../sync/wire.ts';
import type { AuditLine } from './storage/port.ts';

/** What the hub publishes to its devices: records of each venue. */
export interface RecordService {
	/** Everything where cursor is 0 or unknown, else what changed since. */
	changesSince(venueId: VenueId, cursor: number): Promise<ChangesResponse>;
	catalogue(venueId: VenueId): Promise<Catalogue | null>;
	/** What is published of the venue's exhibition. */
	exhibition(venueId: VenueId): Promise<Exhibition>;
	/** One published record; null where there is none. */
	one<K extends RecordKind>(venueId: VenueId, kind: K, id: string): Promise<RecordBody<K> | null>;
	venues(): Promise<VenueId[]>;
	/** What all of them are called, by id: for lists to choose from. */
	names(): Promise<{ readonly id: VenueId; readonly name: Text }[]>;
	/** Writes and announces; a body equal to the stored one changes nothing. Null removes. */
	publish<K extends RecordKind>(
		venueId: VenueId,
		changes: readonly { kind: K; id: string; body: RecordBody<K> | null }[],
		/** Who does it and what it is, written down with it. */
		audit?: AuditLine,
	): Promise<void>;
}
