import type { DeviceId, EntryId, MemberId, OfferingId, OutboxId, SessionId, VenueId } from '../../base/id.ts';
import type { Attendance } from '../../domain/attendance.ts';
import { isPresenceFact, type Fact, type Flag, type PresenceFact, type Timing } from '../../domain/fact.ts';
import type { ChainHead } from '../../sync/entry.ts';
import type { QuarantineReason } from '../../sync/ingest.ts';
import type { Outcome } from '../../sync/wire.ts';

/** What the hub holds of one outbox, and what its device last said of it. */
export interface OutboxRow {
	readonly venueId: VenueId;
	readonly outboxId: OutboxId;
	readonly deviceId: DeviceId;
	readonly head: ChainHead;
	readonly said: ChainHead | null;
	readonly saidAt: number | null;
}

/** Flags that the hub adds beside a fact, never into it. */
export type HubFlag = Extract<Flag, 'clock-skewed' | 'device-revoked'> | 'shared-ticket';

/** One entry of the ledger. With venue and outbox these are all the values its hash covers. */
export interface EntryRow {
	readonly venueId: VenueId;
	readonly outboxId: OutboxId;
	readonly seq: number;
	readonly entryId: EntryId;
	readonly hash: string;
	readonly prev: string;
	readonly v: number;
	readonly timing: Timing;
	readonly fact: Fact;
	readonly deviceId: DeviceId;
	/** Corrected time. */
	readonly at: number;
	readonly receivedAt: number;
	readonly flags: readonly HubFlag[];
	/** What its receipt said, for ever. */
	readonly outcome: Outcome;
}

/** `unreadable`: this version could not read it; a later one may. */
export type ApartReason = QuarantineReason | 'unreadable';

/** An entry kept apart: it does not count until staff decide. */
export interface QuarantineRow {
	readonly venueId: VenueId;
	readonly outboxId: OutboxId;
	readonly seq: number;
	readonly hash: string;
	readonly reason: ApartReason;
	/** The entry as it came. */
	readonly body: string;
	readonly deviceId: DeviceId;
	readonly receivedAt: number;
}

/** `subject` as `subjectOf` says it. */
export interface PersonAndSubject {
	readonly subject: string;
	readonly memberId: MemberId;
}

/** A fact about someone at a session, as it lies in the ledger. */
export type PresenceRow = EntryRow & { readonly fact: PresenceFact };
export const isPresenceRow = (row: EntryRow): row is PresenceRow => isPresenceFact(row.fact);

export interface PersonAtSession {
	readonly sessionId: SessionId;
	readonly memberId: MemberId;
}

export interface LedgerStore {
	outbox(venueId: VenueId, outboxId: OutboxId): Promise<OutboxRow | null>;
	/** Does another venue hold an outbox of this id? */
	isElsewhere(venueId: VenueId, outboxId: OutboxId): Promise<boolean>;
	/** All outboxes of a venue, the one that was heard of last first. */
	outboxes(venueId: VenueId): Promise<OutboxRow[]>;
	putOutbox(row: OutboxRow): Promise<void>;
	/** Keys and receipts of stored entries with from ≤ seq ≤ to. */
	stored(
		outbox: { venueId: VenueId; outboxId: OutboxId },
		from: number,
		to: number,
	): Promise<{ seq: number; hash: string; outcome: Outcome }[]>;
	/** The same of entries kept apart. */
	apart(
		outbox: { venueId: VenueId; outboxId: OutboxId },
		from: number,
		to: number,
	): Promise<{ seq: number; hash: string; reason: ApartReason; deviceId: DeviceId }[]>;
	append(rows: readonly EntryRow[]): Promise<void>;
	quarantine(rows: readonly QuarantineRow[]): Promise<void>;
	/** Every entry about these people and subjects, in no order. */
	about(venueId: VenueId, people: readonly PersonAndSubject[]): Promise<EntryRow[]>;
	/** Every entry about a session or an offering, in no order. */
	ofSubject(venueId: VenueId, subject: string): Promise<EntryRow[]>;
	/** Entries of an outbox from `from` on, in order: for export and for verifying the chain. */
	page(outbox: { venueId: VenueId; outboxId: OutboxId }, from: number, limit: number): Promise<EntryRow[]>;
	quarantined(venueId: VenueId, limit: number): Promise<QuarantineRow[]>;
}

export interface AttendanceRow extends PersonAtSession {
	readonly attendance: Attendance;
}

/** Attendance as folded from the ledger; could be folded again at any time. */
export interface AttendanceStore {
	of(venueId: VenueId, person: PersonAtSession): Promise<Attendance | null>;
	ofSession(venueId: VenueId, sessionId: SessionId): Promise<AttendanceRow[]>;
	/** One person's at every session that is still published, and their visits, in no order: at any venue, or at this one. */
	ofMember(memberId: MemberId, at?: VenueId): Promise<(AttendanceRow & { readonly venueId: VenueId })[]>;
	/** One person's at these sessions, in no order. */
	among(venueId: VenueId, memberId: MemberId, sessionIds: readonly SessionId[]): Promise<AttendanceRow[]>;
	put(venueId: VenueId, rows: readonly AttendanceRow[]): Promise<void>;
	/** How many people came, how many of them have not left, and how many have no seat in this offering; parties with everybody in them. */
	turnout(
		venueId: VenueId,
		sessionId: SessionId,
		offeringId: OfferingId,
	): Promise<{ came: number; here: number; walkIns: number }>;
	/** How many people of each session are in conflict; sessions without any are left out. */
	conflicts(venueId: VenueId, sessionIds: readonly SessionId[]): Promise<Map<SessionId, number>>;
}
