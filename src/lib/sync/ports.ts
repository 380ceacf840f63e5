import type { DeviceId, EntryId, MemberId, SessionId } from '../base/id.ts';
import type { Fact, Timing } from '../domain/fact.ts';
import type { ChainHead, Entry, OutboxIdentity } from './entry.ts';
import type { Failure } from './machine.ts';
import type { ChangesResponse, EntriesResponse, NewestEntriesRequest, Receipt, Rejection } from './wire.ts';

/** What the sync core needs of the world. Each port has one contract suite in tests/contract. */

/** How the outbox stands: what the badge and the status page show. */
export interface OutboxStatus {
	/** Last entry ever written. */
	readonly head: ChainHead;
	/** What the hub said it holds; null before the first answer. */
	readonly hubHead: ChainHead | null;
	/** Entries without a receipt, those set aside included. */
	readonly cached: number;
	readonly setAside: number;
}

/** A check-in the ledger knows of: so that the second scan says “already checked in at 09:02”. */
export interface KnownCheckIn {
	readonly entryId: EntryId;
	readonly sessionId: SessionId;
	readonly memberId: MemberId;
	/** Corrected time. */
	readonly at: number;
}

export type AppendFailure = 'full' | 'broken';

/** The kiosk's own facts, in a database that nothing ever wipes [S1, S2]. */
export interface Ledger {
	outbox(): OutboxIdentity;
	/**
	 * Writes the fact's check-in and its outbox entry in one strictly durable transaction, or nothing.
	 * Only after it resolves may a tick be shown. `at` is corrected time.
	 */
	append(
		fact: Fact,
		timing: Timing,
	): Promise<{ ok: true; entry: Entry } | { ok: false; failure: AppendFailure }>;
	/** Up to `limit` entries without a receipt and not set aside, from `fromSeq` on, in order. */
	pending(limit: number, fromSeq?: number): Promise<Entry[]>;
	/** Removes entries that have their receipt, and remembers what the hub holds [S5]. */
	settle(receipts: readonly Receipt[], hubHead: ChainHead): Promise<void>;
	/** Marks entries that the hub could not read; they stay, and are shown. */
	setAside(rejections: readonly Rejection[]): Promise<void>;
	status(): Promise<OutboxStatus>;
	/** Check-ins of this person on this device, since `since` (corrected time). */
	checkInsOf(memberId: MemberId, since: number): Promise<KnownCheckIn[]>;
}

/** Signs with the device's non-extractable key: raw r‖s in base64url. */
export interface DeviceSigner {
	readonly deviceId: DeviceId;
	sign(statement: string): Promise<string>;
}

export type Answer<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** A request as it is meant; which version it is said in, the client agrees on with the hub [S18]. */
export type EntriesToSend = Omit<NewestEntriesRequest, 'v'>;

/** The hub as a device sees it. Implementations classify every answer, and never throw for what a network does. */
export interface HubClient {
	/** May send fewer than it was given, the first ones: the answer's receipts and head say how many. */
	sendEntries(sending: EntriesToSend): Promise<Answer<EntriesResponse>>;
	changesSince(cursor: number): Promise<Answer<ChangesResponse>>;
	/** Answers a challenge with the device key; the cookie is the browser's business. */
	renewSession(): Promise<Answer<null>>;
}
