import type { DeviceKind } from '../../sync/wire.ts';
import type { DeviceId, StaffId, VenueId } from '../../base/id.ts';

export interface DeviceRow {
	readonly deviceId: DeviceId;
	readonly venueId: VenueId;
	readonly kind: DeviceKind;
	readonly name: string;
	/** P-256 SPKI, base64url. */
	readonly publicKey: string;
	readonly pairedAt: number;
	readonly lastSeenAt: number | null;
	readonly revokedAt: number | null;
	/** Its browser has thrown its ledger away, which went up to this entry. */
	readonly lostSeq: number | null;
}

export interface DeviceStore {
	get(deviceId: DeviceId): Promise<DeviceRow | null>;
	/** The venue's device that holds this key. */
	byKey(venueId: VenueId, publicKey: string): Promise<DeviceRow | null>;
	ofVenue(venueId: VenueId): Promise<DeviceRow[]>;
	put(row: DeviceRow): Promise<void>;
	saw(deviceId: DeviceId, at: number): Promise<void>;
	openSession(tokenHash: string, deviceId: DeviceId, expiresAt: number): Promise<void>;
	/** The device whose session this is, revoked or not. */
	bySession(tokenHash: string, now: number): Promise<DeviceRow | null>;
	/** Ends every session of a device. */
	endSessions(deviceId: DeviceId): Promise<void>;
	/** Deletes sessions that are over. */
	sweep(now: number): Promise<void>;
}

/** A machine that asks to be paired. */
export interface PairingRow {
	readonly pairingId: string;
	readonly publicKey: string;
	readonly kind: DeviceKind;
	readonly code: string;
	readonly expiresAt: number;
	/** What it says that it was before, as JSON. */
	readonly lost: string | null;
	/** Set when it was approved. */
	readonly deviceId: DeviceId | null;
	readonly venueId: VenueId | null;
}

/** A link that pairs one machine without a code. */
export interface PairingLinkRow {
	readonly tokenHash: string;
	readonly venueId: VenueId;
	readonly kind: DeviceKind;
	readonly name: string;
	readonly expiresAt: number;
	/** Public key of the machine that used it. */
	readonly usedBy: string | null;
}

export interface PairingStore {
	get(pairingId: string): Promise<PairingRow | null>;
	/** Not approved and not over. */
	waiting(now: number): Promise<PairingRow[]>;
	put(row: PairingRow): Promise<void>;
	link(tokenHash: string): Promise<PairingLinkRow | null>;
	putLink(row: PairingLinkRow): Promise<void>;
	/** Deletes requests and links that were over before `now`. */
	sweep(now: number): Promise<void>;
}

export interface StaffRow {
	readonly staffId: StaffId;
	readonly login: string;
	readonly name: string;
	readonly role: string;
	readonly venueId: VenueId | null;
	readonly passwordHash: string;
	readonly createdAt: number;
	/** Since when it is switched off: nobody signs in with it. */
	readonly offAt: number | null;
}

/** A one-time link for making an account of this role, or for choosing the password of one anew. */
export interface InviteRow {
	readonly tokenHash: string;
	readonly role: string;
	readonly venueId: VenueId | null;
	readonly expiresAt: number;
	readonly usedAt: number | null;
	/** For whom it was made, as whoever made it calls them. */
	readonly meantFor: string | null;
	/** The account whose password it sets. */
	readonly staffId: StaffId | null;
}

/** A PIN for desk tablets. What is derived from it is sealed under the hub's keys. */
export interface PinRow {
	readonly staffId: StaffId;
	/** 16 bytes as hex. */
	readonly salt: string;
	/** JSON of a `PinCost`. */
	readonly cost: string;
	/** base64url. */
	readonly sealed: string;
	readonly setAt: number;
}

export interface StaffStore {
	get(staffId: StaffId): Promise<StaffRow | null>;
	byLogin(login: string): Promise<StaffRow | null>;
	/** Everybody, by login, switched off or not. */
	all(): Promise<StaffRow[]>;
	/** Is there one that is not switched off? */
	hasOperator(): Promise<boolean>;
	add(row: StaffRow): Promise<void>;
	/** Name, role, venue, password and whether it is on; the login stays. */
	put(row: StaffRow): Promise<void>;
	openSession(tokenHash: string, staffId: StaffId, expiresAt: number): Promise<void>;
	/** Nobody where the account is switched off. */
	bySession(tokenHash: string, now: number): Promise<{ staff: StaffRow; expiresAt: number } | null>;
	/** How many are open, by account. */
	sessions(now: number): Promise<ReadonlyMap<StaffId, number>>;
	prolong(tokenHash: string, expiresAt: number): Promise<void>;
	endSession(tokenHash: string): Promise<void>;
	/** Every session of an account. */
	endSessions(staffId: StaffId): Promise<void>;
	/** Unused and not over, the first to end leading. */
	invites(now: number): Promise<InviteRow[]>;
	dropInvite(tokenHash: string): Promise<void>;
	/** Unused links that set this account's password die. */
	dropResets(staffId: StaffId): Promise<void>;
	invite(tokenHash: string): Promise<InviteRow | null>;
	putInvite(row: InviteRow): Promise<void>;
	/** Unused links for making an operator's account die. */
	dropOperatorInvites(): Promise<void>;
	/** Takes the place of the one before. */
	putPin(row: PinRow): Promise<void>;
	dropPin(staffId: StaffId): Promise<void>;
	/** Of everybody who is not switched off, with whose it is, by staff id. */
	pins(): Promise<{ readonly staff: StaffRow; readonly pin: PinRow }[]>;
	/** Deletes sessions and invites that are over. */
	sweep(now: number): Promise<void>;
}
