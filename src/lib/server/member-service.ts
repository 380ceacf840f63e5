import type { MemberId, OfferingId, VenueId } from '../base/id.ts';
import type { Result } from '../base/result.ts';
import type { MemberFault } from '../domain/member-fault.ts';
import type { OwnData } from './mine.ts';
import type { MemberRow } from './storage/people-port.ts';
import type { Staff } from './who.ts';

/** What staff may write about somebody. */
export interface MemberFields {
	readonly name: string;
	readonly number: string;
	readonly phone: string;
	readonly union: string;
	/** Sent to the desk at every door. */
	readonly barred: boolean;
}

/** A person with where they are enrolled, at venues whose people `by` may see. */
export interface MemberView {
	readonly member: MemberRow;
	readonly classes: readonly { readonly venueId: VenueId; readonly offeringId: OfferingId }[];
}

/** The people of a hub as staff look after them. Who answers for a venue sees its people only: those enrolled or waiting there. */
export interface MemberService {
	/** By name, pinyin, number or phone digits; without anything the latest page by id. At most `limit`. */
	search(by: Staff, query: string, limit: number): Promise<MemberRow[]>;
	/** All who name this union, or one of these, as theirs. */
	ofUnions(by: Staff, unions: readonly string[], limit: number): Promise<MemberRow[]>;
	get(by: Staff, memberId: MemberId): Promise<MemberView | null>;
	/** Enrolled at once where a class is named. */
	add(
		by: Staff,
		fields: MemberFields,
		into: { readonly venueId: VenueId; readonly offeringId: OfferingId } | null,
	): Promise<Result<MemberId, MemberFault>>;
	change(by: Staff, memberId: MemberId, fields: MemberFields): Promise<Result<null, MemberFault>>;
	/** Everything that is kept about them, to be given to them. */
	export(by: Staff, memberId: MemberId): Promise<OwnData | null>;
	/**
	 * Deletes what makes a person of them (PIPL, art. 47): name, numbers, phones, passes, enrollments. Facts stay, about somebody
	 * whom nobody can name.
	 */
	erase(by: Staff, memberId: MemberId, reason: string): Promise<Result<null, MemberFault>>;
}
