import type { MemberId, OfferingId, SessionId } from '../base/id.ts';
import type { Attendance } from '../domain/attendance.ts';
import type { PersonalFact } from '../domain/fact.ts';
import type { Doubt, Scene } from '../domain/doubt.ts';
import type { ApartOutbox, DecisionRow, EntryKey } from './storage/inbox-port.ts';
import type { ApartReason } from './storage/ledger-port.ts';

/** What the inbox tells and is told. */

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
				readonly kind: PersonalFact['kind'];
				/** What it says of whether they came, or have a seat. */
				readonly present: boolean;
				/** What it is about: one of the two. */
				readonly sessionId: SessionId | null;
				readonly offeringId: OfferingId | null;
				readonly at: number;
				/** What counts for this person at that session without it. */
				readonly current: Attendance['status'] | null;
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
	/** Takes back what is open itself: that is to be decided first. */
	'undoes-open',
	'unreadable',
	/** The class or the person is none of this venue's. */
	'unknown-here',
] as const;
export type ApartResult = (typeof APART_RESULTS)[number];
export type ApartTally = Readonly<Record<ApartResult, number>>;
