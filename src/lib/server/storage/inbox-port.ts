import type { DeviceId, EntryId, MemberId, OutboxId, SessionId, StaffId, VenueId } from '../../base/id.ts';
import type { Attendance } from '../../domain/attendance.ts';
import type { ApartReason, AttendanceRow, QuarantineRow } from './ledger-port.ts';

/** One content under one key: an entry kept apart, or the correction that settled a conflict. */
export interface EntryKey {
	readonly outboxId: OutboxId;
	readonly seq: number;
	readonly hash: string;
}

/** A conflict was settled; an entry kept apart was counted, was told by another fact already, or set aside as known. */
export type Verdict = 'settled' | 'counted' | 'said-already' | 'set-aside';

/** What staff decided: only ever added to. */
export interface DecisionRow extends EntryKey {
	readonly venueId: VenueId;
	readonly verdict: Verdict;
	/** The kind of the conflict, or why the entry was kept apart. */
	readonly about: string;
	readonly at: number;
	readonly staffId: StaffId;
	readonly reason: string;
	/** Where the entry came from. */
	readonly deviceId: DeviceId;
	/** Null where the entry cannot be read. */
	readonly sessionId: SessionId | null;
	readonly memberId: MemberId | null;
	/** The fact that speaks for it now: appended with the decision, or there before. */
	readonly factId: EntryId | null;
	/** The attendance it left behind. */
	readonly status: Attendance['status'] | null;
}

/** What one outbox sent through one device: a cloned or restored machine is one line, however many entries it sent. */
export interface ApartOutbox {
	readonly outboxId: OutboxId;
	readonly deviceId: DeviceId;
}

/** Open entries of such an outbox for one reason. */
export interface ApartCount extends ApartOutbox {
	readonly reason: ApartReason;
	readonly count: number;
	readonly firstSeq: number;
	readonly firstReceivedAt: number;
	readonly lastReceivedAt: number;
}

/** People in conflict at one session. */
export interface ConflictCount {
	readonly sessionId: SessionId;
	readonly count: number;
	/** Of the last attendance among them; null where nobody is said to have come. */
	readonly latest: number | null;
}

/**
 * What waits for staff, and what they decided. Open is an entry kept apart without a decision; one that could not be read,
 * or came from behind a hole, is open no more once it has been taken into the ledger.
 */
export interface InboxStore {
	/** People in conflict. */
	conflictCount(venueId: VenueId): Promise<number>;
	/** By session, in no order. */
	conflictCounts(venueId: VenueId): Promise<ConflictCount[]>;
	/** The people in conflict at one session, by the time they came. */
	conflicts(venueId: VenueId, sessionId: SessionId, offset: number, limit: number): Promise<AttendanceRow[]>;
	/** Open entries kept apart. */
	apartCount(venueId: VenueId): Promise<number>;
	/** Open ones by outbox, device and reason, the one heard of last first. */
	apartCounts(venueId: VenueId): Promise<ApartCount[]>;
	/** Open ones of an outbox that the hub took until `until`, by number. */
	apart(
		venueId: VenueId,
		outbox: ApartOutbox,
		until: number,
		offset: number,
		limit: number,
	): Promise<QuarantineRow[]>;
	/** The same behind an entry, whatever was decided meanwhile; null: from the first on. */
	apartAfter(
		venueId: VenueId,
		outbox: ApartOutbox,
		until: number,
		after: Pick<EntryKey, 'seq' | 'hash'> | null,
		limit: number,
	): Promise<QuarantineRow[]>;
	/** One entry kept apart, decided or not. */
	apartEntry(venueId: VenueId, key: EntryKey): Promise<QuarantineRow | null>;
	decision(venueId: VenueId, key: EntryKey): Promise<DecisionRow | null>;
	decide(row: DecisionRow): Promise<void>;
	decisionCount(venueId: VenueId): Promise<number>;
	/** How many facts there are about these sessions. */
	factCount(venueId: VenueId, sessionIds: readonly SessionId[]): Promise<number>;
	/** Newest first. */
	decisions(venueId: VenueId, offset: number, limit: number): Promise<DecisionRow[]>;
}
