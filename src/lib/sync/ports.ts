import type { DeviceId, MemberId } from '../base/id.ts';
import type { Fact, Timing } from '../domain/fact.ts';
import type { KnownMove } from '../domain/whereabouts.ts';
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
	/** Entries without a receipt, or that the hub has lost since it gave one; those set aside included. */
	readonly cached: number;
	readonly setAside: number;
	/** From this number to the head every entry is held and could be sent again; head.seq + 1 where none is [S7]. */
	readonly oldest: number;
}

/** Before anything is known of it. */
export const NO_OUTBOX: OutboxStatus = {
	...{ head: { seq: 0, hash: '' }, hubHead: null, cached: 0, setAside: 0, oldest: 1 },
};

export type AppendFailure = 'full' | 'broken';

/** The kiosk's own facts, in a database that nothing ever wipes [S1, S2]. */
export interface Ledger {
	outbox(): OutboxIdentity;
	/**
	 * Writes the coming or going and its outbox entry in one strictly durable transaction, or nothing.
	 * Only after it resolves may a tick be shown. `at` is corrected time.
	 */
	append(
		fact: Fact,
		timing: Timing,
	): Promise<{ ok: true; entry: Entry } | { ok: false; failure: AppendFailure }>;
	/**
	 * Up to `limit` entries for which the hub owes a receipt, from `fromSeq` on, in order. What was set aside is passed over,
	 * unless the hub has lost what came before it.
	 */
	pending(limit: number, fromSeq?: number): Promise<Entry[]>;
	/**
	 * Takes in an answer [S5]: what has its receipt, up to the first entry that has none, leaves the outbox and stays as
	 * history. Where the hub's head went back, or is no longer on this chain, all that the hub may lack is owed again [S7];
	 * so is all from `askedFrom` on, where the hub asks for it.
	 */
	settle(receipts: readonly Receipt[], hubHead: ChainHead, askedFrom?: number | null): Promise<void>;
	/** Marks entries that the hub could not read; they stay, and are shown. Before `settle`, which goes over them. */
	setAside(rejections: readonly Rejection[]): Promise<void>;
	status(): Promise<OutboxStatus>;
	/** Comings and goings of this person on this device, since `since` (corrected time). */
	movesOf(memberId: MemberId, since: number): Promise<KnownMove[]>;
}

/** Signs with the device's non-extractable key: raw r‖s in base64url. */
export interface DeviceSigner {
	readonly deviceId: DeviceId;
	sign(statement: string): Promise<string>;
}

/** `retryAfter`: the hub has said in how many ms to come again. */
export type Answer<T> = { ok: true; value: T } | { ok: false; failure: Failure; retryAfter?: number };

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
