import type { OfferingId } from '../base/id.ts';

/**
 * Seats that a kiosk holds and may give away without asking: to who signs up on site, and to who walks in today. The hub
 * counts them as taken until it knows what became of them, so that no two machines ever give away the same seat.
 */
export interface Lease {
	/** Counts up from lease to lease of one device. */
	readonly number: number;
	/** Last entry of the kiosk's outbox that the hub had when it gave the lease: what follows counts against it. */
	readonly from: number;
	/** By hub time. */
	readonly expiresAt: number;
	readonly seats: ReadonlyMap<OfferingId, number>;
}

/** How long a kiosk may give seats away without hearing from the hub. */
export const LEASE_MS = 4 * 3_600_000;
/** A new lease is asked for this long before the end, and the first time at once. */
export const LEASE_DUE_MS = LEASE_MS - 10 * 60_000;
/** A kiosk that is not heard of for so long after its lease is lost: its seats are given to others. */
export const LEASE_LOST_MS = 7 * 86_400_000;
/** Most seats of one offering in one lease. */
const MOST = 10;

/**
 * What is left of a lease for an offering, by the kiosk that holds it. `used`: its own leased facts since `from`.
 * Nothing where the lease may be over, as far as its clock can tell.
 */
export function leasedSeats(
	lease: Lease | null,
	offeringId: OfferingId,
	used: number,
	now: number,
	uncertainty: number,
): number {
	if (!lease || now + uncertainty >= lease.expiresAt) return 0;
	return Math.max(0, (lease.seats.get(offeringId) ?? 0) - used);
}

/** A lease as the hub remembers it; `used` is what it has heard of. */
export interface LeaseOut extends Lease {
	readonly used: ReadonlyMap<OfferingId, number>;
	/** The device is revoked: what it still sends is kept, and it is given nothing. */
	readonly revoked: boolean;
}

/**
 * Seats of an offering that one device may have given away, or may yet, unheard of by the hub. Of several leases it goes by
 * one; which, the hub does not know, and none allows more than the largest remainder. One that is over counts on: the kiosk
 * may have used it while it was cut off. Only long after, or where staff revoked the device, it is lost.
 */
export function unheardOf(leases: readonly LeaseOut[], offeringId: OfferingId, now: number): number {
	let most = 0;
	for (const { seats, used, expiresAt, revoked } of leases) {
		if (now >= expiresAt + (revoked ? 0 : LEASE_LOST_MS)) continue;
		most = Math.max(most, (seats.get(offeringId) ?? 0) - (used.get(offeringId) ?? 0));
	}
	return most;
}

/** How many of `free` seats one of `kiosks` gets: as many as everyone, the hub itself among them. */
export const shareOf = (free: number, kiosks: number): number =>
	Math.max(0, Math.min(MOST, Math.floor(free / (kiosks + 1))));
