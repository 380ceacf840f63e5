import type { StaffId, VenueId } from '../base/id.ts';
import type { Result } from '../base/result.ts';
import type { DeskRosterAnswer, DeskRosterRequest } from '../sync/desk.ts';
import type { Device, Role, Staff } from './who.ts';

/** A PIN as colleagues may know of it. */
export interface DeskPin {
	readonly staffId: StaffId;
	readonly name: string;
	readonly role: Role;
	readonly setAt: number;
}

/** Paired tablets that run the desk without the hub. */
export interface DeskTabletService {
	/** The PIN with which this member of staff opens every tablet where they work. Takes the place of the one before. */
	setPin(by: Staff, pin: string): Promise<Result<null, 'bad-pin' | 'wrong-role'>>;
	/** From a tablet's next contact on this person cannot open it. False where there is no such PIN at this venue. */
	dropPin(staffId: StaffId, venueId: VenueId, by: Staff): Promise<boolean>;
	/** Who has a PIN for this venue's tablets. */
	pins(venueId: VenueId): Promise<DeskPin[]>;
	/** The sealed roster for a desk tablet, or that the one it has is right. Written down: the first of each day, and wrong PINs. */
	roster(
		device: Device,
		request: DeskRosterRequest,
	): Promise<Result<DeskRosterAnswer, 'not-a-desk' | 'bad-signature'>>;
}
