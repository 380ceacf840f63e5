import type { DeviceId, StaffId, VenueId } from '../base/id.ts';
import type { Role } from '../domain/roles.ts';
import type { DeviceKind } from '../sync/wire.ts';

export { ROLES, type Role } from '../domain/roles.ts';

/** A paired machine. */
export interface Device {
	readonly id: DeviceId;
	readonly venueId: VenueId;
	readonly kind: DeviceKind;
	readonly name: string;
	readonly pairedAt: number;
	readonly lastSeenAt: number | null;
	readonly revokedAt: number | null;
	/** What it last said of its outbox and what the hub holds of it: equal is proof [S9]. Null before the first report. */
	readonly proof: { said: number; held: number; equal: boolean } | null;
	/** Its browser has thrown its ledger away: so many entries that it wrote, as far as it knows, will never come. */
	readonly lost: number | null;
}

/** Someone signed in. `venueId` null: every venue. */
export interface Staff {
	readonly id: StaffId;
	readonly login: string;
	readonly name: string;
	readonly role: Role;
	readonly venueId: VenueId | null;
}

/** May this person act at that venue? */
export const worksAt = (staff: Staff, venueId: VenueId): boolean =>
	staff.venueId === null || staff.venueId === venueId;
