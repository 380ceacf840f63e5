import type { MemberId } from '../../base/id.ts';

/** A one-time code for claiming a pass. */
export interface ClaimRow {
	/** A MAC of the code under a key of the hub's: whoever has the database alone cannot try codes against it. */
	readonly codeHash: string;
	readonly memberId: MemberId;
	readonly expiresAt: number;
	/** Hash of what the phone that used it holds; null before. */
	readonly holder: string | null;
}

/** Wrong codes from one source (an address, as a MAC; or everybody), until they are forgotten. */
export interface WrongClaims {
	readonly source: string;
	readonly count: number;
	readonly until: number;
}

export interface ClaimStore {
	get(codeHash: string): Promise<ClaimRow | null>;
	put(row: ClaimRow): Promise<void>;
	/** Deletes the codes of a person that no phone has used. */
	dropUnused(memberId: MemberId): Promise<void>;
	/** Deletes the codes of a person that a phone has used. */
	dropUsed(memberId: MemberId): Promise<void>;
	wrong(source: string): Promise<WrongClaims | null>;
	putWrong(row: WrongClaims): Promise<void>;
	/** Deletes codes and counts that are over. */
	sweep(now: number): Promise<void>;
}

/** A phone's key to which a live pass is bound. Each has a serial of its own, so that each can be revoked alone. */
export interface LiveKeyRow {
	readonly memberId: MemberId;
	readonly serial: number;
	/** The session of the phone that holds it. */
	readonly phoneId: string;
	/** Compressed P-256 point as hex. */
	readonly publicKey: string;
	readonly addedAt: number;
	/** Until when its latest certificate is good. */
	readonly lastDay: number;
	readonly revokedAt: number | null;
}

export interface LiveKeyStore {
	/** A person's keys, by serial. */
	ofMember(memberId: MemberId): Promise<LiveKeyRow[]>;
	put(row: LiveKeyRow): Promise<void>;
	/** Revoked keys whose certificates could still be shown on `day` or later. */
	revokedSince(day: number): Promise<{ memberId: MemberId; serial: number }[]>;
}
