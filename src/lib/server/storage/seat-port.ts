import type { DeviceId, MemberId, OfferingId, OutboxId, VenueId } from '../../base/id.ts';
import type { Lease } from '../../domain/lease.ts';
import type { ImportedSeat, SignUpState } from '../../domain/seats.ts';

/** A sign-up as folded from the ledger; could be folded again at any time. */
export interface SignUpRow extends SignUpState {
	readonly offeringId: OfferingId;
}

/** Seats that a device holds, and what the hub has heard of it since. */
export interface LeaseRow extends Lease {
	readonly deviceId: DeviceId;
	readonly outboxId: OutboxId;
	readonly used: ReadonlyMap<OfferingId, number>;
	/** Whom the hub has told that they have a seat of it, until it has heard that they took it. */
	readonly promised: ReadonlyMap<OfferingId, readonly MemberId[]>;
}

export interface SeatStore {
	/** Everybody about whom there is a fact, in fair order. */
	signUps(venueId: VenueId, offeringId: OfferingId): Promise<SignUpRow[]>;
	/** One person's at a venue, by offering. */
	signUpsOf(venueId: VenueId, memberId: MemberId): Promise<SignUpRow[]>;
	/** Venues at which there is a fact about a person's seats, sorted. */
	venuesOf(memberId: MemberId): Promise<VenueId[]>;
	putSignUps(venueId: VenueId, rows: readonly SignUpRow[]): Promise<void>;
	/** How many wait for a seat. */
	waiting(venueId: VenueId, offeringId: OfferingId): Promise<number>;
	/** Offerings at which somebody waits, sorted. */
	queues(venueId: VenueId): Promise<OfferingId[]>;
	/** Who came by roster import, and when first. */
	imported(venueId: VenueId, offeringId: OfferingId): Promise<ImportedSeat[]>;
	/** Keeps the first time. */
	noteImport(venueId: VenueId, offeringId: OfferingId, memberId: MemberId, at: number): Promise<void>;
	/** Takes somebody off the list that `people.enroll` put them on. */
	unseat(venueId: VenueId, offeringId: OfferingId, memberId: MemberId): Promise<void>;
	/** All leases that a venue remembers, by device and number. */
	leases(venueId: VenueId): Promise<LeaseRow[]>;
	putLease(venueId: VenueId, lease: LeaseRow): Promise<void>;
	/** Forgets a device's leases below this number. */
	dropLeases(venueId: VenueId, deviceId: DeviceId, below: number): Promise<void>;
}
