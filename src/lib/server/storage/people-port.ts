import type { MemberId, OfferingId, VenueId } from '../../base/id.ts';

/** A person. The only rows that hold personal data: erased or exported without touching a fact. */
export interface MemberRow {
	readonly memberId: MemberId;
	readonly name: string;
	/** The number on the union card: unique, how imports find a person again. */
	readonly number: string;
	readonly phone: string | null;
	readonly union: string | null;
	/** Sent to the desk at every door. */
	readonly barred: boolean;
	/** Came without a pass: known by the name they gave, and by nothing else. */
	readonly guest?: true;
	/** When a guest came. */
	readonly guestSince?: number;
}

/** Everyone in an offering. */
export interface Enrollees {
	readonly venueId: VenueId;
	readonly offeringId: OfferingId;
}

export interface PeopleStore {
	member(memberId: MemberId): Promise<MemberRow | null>;
	byNumber(number: string): Promise<MemberRow | null>;
	/**
	 * By name, pinyin, initials, number or the last digits of a phone number (search-keys.ts), the closest first.
	 * `among`: only who is enrolled there.
	 */
	search(query: string, limit: number, among?: Enrollees): Promise<MemberRow[]>;
	/** Writes the person, and the keys by which they are found. */
	put(member: MemberRow): Promise<void>;
	/**
	 * Deletes the person and all rows about them that are no facts: keys, enrollments, passes, phones. That their passes are dead
	 * is remembered.
	 */
	erase(memberId: MemberId): Promise<void>;
	/** Writes the keys of so many members anew, in order of id, after `after`. Returns the last of them; null where there is none. */
	rekey(after: string, limit: number): Promise<MemberId | null>;
	/** Deletes the rows of guests who came before `before` and have nothing here but their name. */
	dropGuests(before: number): Promise<void>;
	count(): Promise<number>;
	/** Who names one of these unions as theirs, by number. */
	ofUnions(unions: readonly string[], limit: number): Promise<MemberRow[]>;
	enroll(venueId: VenueId, offeringId: OfferingId, memberId: MemberId): Promise<void>;
	/** Who is enrolled in an offering, by number. */
	enrolled(venueId: VenueId, offeringId: OfferingId): Promise<MemberRow[]>;
	enrolledCount(venueId: VenueId, offeringId: OfferingId): Promise<number>;
	/** A person's offerings at a venue, sorted. */
	offeringsOf(venueId: VenueId, memberId: MemberId): Promise<OfferingId[]>;
	/** Venues at which a person is enrolled. */
	venuesOf(memberId: MemberId): Promise<VenueId[]>;
	/** Venues whose kiosks must know of a person: where they are enrolled or wait, and every one if they are barred. */
	rosterVenues(memberId: MemberId): Promise<VenueId[]>;
	/** Everyone of whom a venue's kiosks must know, in order of id, after `after`. */
	onRoster(venueId: VenueId, after: string, limit: number): Promise<MemberRow[]>;
	/** Everyone enrolled in anything at a venue, in order of id, after `after`. */
	enrolledAnywhere(venueId: VenueId, after: string, limit: number): Promise<MemberRow[]>;
}

/** A pass as issued. Its text can be written again from these and the key: signatures are deterministic. */
export interface PassRow {
	readonly memberId: MemberId;
	readonly serial: number;
	readonly keyId: number;
	/** 16 bytes as hex. */
	readonly secret: string;
	readonly firstDay: number;
	readonly lastDay: number;
	readonly issuedAt: number;
	readonly revokedAt: number | null;
}

export interface PassStore {
	/** The pass of the highest serial, revoked or not. */
	latest(memberId: MemberId): Promise<PassRow | null>;
	issue(pass: PassRow): Promise<void>;
	revoke(memberId: MemberId, serial: number, at: number): Promise<void>;
	/** Revoked passes whose last day is `day` or later. */
	revokedSince(day: number): Promise<{ memberId: MemberId; serial: number; keyId: number }[]>;
	/** Passes of this key that are not revoked and whose last day is `day` or later, by member. */
	signedWith(keyId: number, day: number, limit: number): Promise<{ memberId: MemberId; serial: number }[]>;
	/** How many there are of each key. */
	countByKey(day: number): Promise<ReadonlyMap<number, number>>;
}
