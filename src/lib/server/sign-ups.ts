import type { MemberId, OfferingId, SessionId, VenueId } from '../base/id.ts';
import type { Result } from '../base/result.ts';
import type { Channel } from '../domain/fact.ts';
import type { Standing } from '../domain/seats.ts';
import type { SignUpVerdict, WithdrawalVerdict } from '../domain/sign-up.ts';
import type { LeaseAnswer, LeaseRequest } from '../sync/leases.ts';
import type { Device, Staff } from './who.ts';

/** Whose sign-up it is, and who asks: the member on their phone, or staff in their name. */
export interface SignUpOrder {
	readonly venueId: VenueId;
	readonly offeringId: OfferingId;
	readonly memberId: MemberId;
	readonly channel: Channel;
	/** Serial of the pass shown; null where there was none. */
	readonly serial: number | null;
	/** Staff who do it for the member: bound by seats, not by windows and limits. Null for the member. */
	readonly by: Staff | null;
}

/** One of a member's own, at any venue. */
export interface OwnSignUp {
	readonly venueId: VenueId;
	readonly offeringId: OfferingId;
	readonly standing: Exclude<Standing, { is: 'none' }>;
	/** May the member still withdraw by themselves? */
	readonly withdrawal: WithdrawalVerdict;
	/** Until when, as things stand; null where no meeting to come sets an end. */
	readonly until: number | null;
}

/** One person on an offering's list, as staff see them. */
export interface SignUpLine {
	readonly memberId: MemberId;
	/** Empty where the person was erased meanwhile. */
	readonly name: string;
	readonly number: string;
	readonly union: string | null;
	readonly standing: Exclude<Standing, { is: 'none' }>;
}

export interface OfferingSeats {
	readonly capacity: number;
	readonly seated: readonly SignUpLine[];
	/** In the order in which they move up. */
	readonly queue: readonly SignUpLine[];
	/** Held by kiosks, which may have given them away. */
	readonly held: number;
	/** What the hub can give away. Below 0: so many too many have a seat, and staff decide who stays. */
	readonly free: number;
}

/** Sign-ups of one hub: seats, queues, and what members and staff may do about them. */
export interface SignUpService {
	/** What `signUp` would answer; nothing is written. */
	mayJoin(order: Omit<SignUpOrder, 'channel' | 'serial'>): Promise<SignUpVerdict>;
	/** `no-such-offering`, `no-such-member`: of that id there is none. A verdict of any other kind is the answer. */
	signUp(order: SignUpOrder): Promise<Result<SignUpVerdict, 'no-such-offering' | 'no-such-member'>>;
	withdraw(order: SignUpOrder): Promise<Result<WithdrawalVerdict, 'no-such-offering' | 'no-such-member'>>;
	/** All that a member has or waits for, by venue and offering; what is over is left out. */
	own(memberId: MemberId): Promise<OwnSignUp[]>;
	/** Null where there is no such offering. */
	ofOffering(venueId: VenueId, offeringId: OfferingId): Promise<OfferingSeats | null>;
	/** Sessions of the last `days` that a member had a seat in and did not come to. */
	noShows(venueId: VenueId, memberId: MemberId, days: number): Promise<number>;
	/** Seats for a kiosk to give away, and what it may tell somebody who stands before it. */
	lease(device: Device, request: LeaseRequest): Promise<LeaseAnswer>;
	/** Seats of a session for people without enrollment: those that the hub may give away, and those that kiosks hold. */
	seatsFor(venueId: VenueId, sessionId: SessionId): Promise<{ free: number; leased: number } | null>;
}
