import type { Result } from '../base/result.ts';
import type { MemberId, OfferingId, VenueId } from '../base/id.ts';
import type { Hub } from './hub.ts';

/** A person as an import names them; found again by number, so importing twice changes nothing. */
export interface ImportedMember {
	readonly memberId?: MemberId;
	readonly name: string;
	readonly number: string;
	readonly phone?: string;
	readonly union?: string;
}

export interface ImportedPeople {
	readonly members: readonly ImportedMember[];
	readonly enrollments: readonly { readonly memberNumber: string; readonly offeringId: OfferingId }[];
}

export declare function importPeople(
	hub: Hub,
	venueId: VenueId,
	people: ImportedPeople,
	onProgress?: (done: number, total: number) => void,
): Promise<Result<{ members: number; enrollments: number }, string>>;
