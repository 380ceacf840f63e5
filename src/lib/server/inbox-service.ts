import type { DeviceId, MemberId, SessionId, VenueId } from '../base/id.ts';
import type { Result } from '../base/result.ts';
import type { Attendance } from '../domain/attendance.ts';
import type { Doubt, Scene } from '../domain/doubt.ts';
import type { Staff } from './hub.ts';
import type { ApartOutbox, DecisionRow, EntryKey } from './storage/inbox-port.ts';
import type { ApartReason } from './storage/ledger-port.ts';

/** What waits for staff to look at: conflicts, and entries kept apart. Nothing is edited, decisions are appended. */
export interface InboxService {
	/** How many people are in conflict, and how many entries are kept apart. */
	open(venueId: VenueId): Promise<InboxCount>;
	/** People in conflict, by session, the latest session first. `sessionId`: of this one only. */
	conflicts(venueId: VenueId, page: Page & { readonly sessionId?: SessionId }): Promise<ConflictPage>;
	/** Outboxes with entries kept apart, the one heard of last first. `deviceId`: of this one only. */
	apart(venueId: VenueId, deviceId?: DeviceId): Promise<ApartGroup[]>;
	/** Open entries of such an outbox that the hub had taken by `until`, by number. */
	apartEntries(venueId: VenueId, outbox: ApartOutbox, until: number, page: Page): Promise<ApartEntry[]>;
	/** How many facts there are about these sessions. */
	facts(venueId: VenueId, sessionIds: readonly SessionId[]): Promise<number>;
	/** What was decided, newest first. */
	decided(venueId: VenueId, page: Page): Promise<{ total: number; lines: Decided[] }>;
	/**
	 * Appends staff's word over every fact that stands. Refuses where a fact that stands was not seen, or where nothing is in
	 * doubt any more: somebody was quicker, or something arrived, and staff should look again.
	 */
	settle(by: Staff, venueId: VenueId, word: Word): Promise<Result<Attendance, NotSettled>>;
	/**
	 * Decides about entries kept apart, each once and for ever. `counted` appends a check-in or a correction in the name of
	 * `by`, unless another fact says the same already. Of a whole outbox only what raises no further question is counted.
	 */
	decideApart(
		by: Staff,
		venueId: VenueId,
		verdict: 'counted' | 'set-aside',
		what: ApartChoice,
		reason: string,
	): Promise<ApartTally>;
}

export interface Page {
	readonly offset: number;
	readonly limit: number;
}

export interface InboxCount {
	readonly conflicts: number;
	readonly apart: number;
}

/** A person as staff see them. Names are null where the data was erased. */
export interface Named {
	readonly memberId: MemberId;
	readonly name: string | null;
	readonly number: string | null;
}

export interface OpenConflict extends Named, Omit<Doubt, 'scenes'> {
	readonly sessionId: SessionId;
	/** `where`: the device's name or the staff member's; empty for a phone. */
	readonly scenes: readonly (Scene & { readonly where: string })[];
}

export interface ConflictPage {
	readonly total: number;
	/** The sessions that this page shows, with all their conflicts counted. Null: the session is published no more. */
	readonly sessions: readonly {
		readonly sessionId: SessionId;
		readonly startsAt: number | null;
		readonly count: number;
		readonly conflicts: readonly OpenConflict[];
	}[];
}

export interface ApartGroup extends ApartOutbox {
	/** Empty where the device is none of this venue's. */
	readonly device: string;
	readonly revoked: boolean;
	readonly count: number;
	/** In the order of the entries that came first. */
	readonly reasons: readonly { readonly reason: ApartReason; readonly count: number }[];
	readonly firstReceivedAt: number;
	readonly lastReceivedAt: number;
}

export interface ApartEntry extends EntryKey {
	readonly reason: ApartReason;
	readonly receivedAt: number;
	/** What it says; null where this version cannot read it. */
	readonly says:
		| (Named & {
				readonly kind: 'check-in' | 'correction';
				readonly present: boolean;
				readonly sessionId: SessionId;
				readonly at: number;
				/** What counts for this person without it. */
				readonly current: Attendance['status'];
		  })
		| null;
}

export interface Decided extends DecisionRow {
	readonly by: string;
	readonly device: string;
	readonly name: string | null;
	readonly number: string | null;
}

export interface Word {
	readonly sessionId: SessionId;
	readonly memberId: MemberId;
	readonly present: boolean;
	/** The facts that staff saw. */
	readonly saw: readonly string[];
	readonly reason: string;
}

export type NotSettled = 'settled-already' | 'changed-meanwhile';

/** Single entries, or an outbox with whatever of it the hub had taken by `until`. */
export type ApartChoice = readonly EntryKey[] | (ApartOutbox & { readonly until: number });

/** What became of one entry: decided (the first three), or left open and why. */
export const APART_RESULTS = [
	/** A fact was appended for it. */
	'counted',
	/** Another fact says the same: nothing was appended. */
	'said-already',
	'set-aside',
	/** Somebody else was quicker. */
	'decided-before',
	/** Staff, or other facts, say otherwise: to be looked at by itself. */
	'contradicted',
	'unreadable',
	/** The class or the person is none of this venue's. */
	'unknown-here',
] as const;
export type ApartResult = (typeof APART_RESULTS)[number];
export type ApartTally = Readonly<Record<ApartResult, number>>;
