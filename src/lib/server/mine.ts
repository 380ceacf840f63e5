import type { MemberId, OfferingId, VenueId } from '../base/id.ts';
import type { Attendance } from '../domain/attendance.ts';
import type { Meeting } from '../domain/catalogue.ts';
import type { Venue } from '../domain/venue.ts';
import type { MemberRow } from './storage/people-port.ts';

/** One meeting of a class that somebody is in, or to which they came. */
export interface OwnMeeting {
	readonly venue: Venue;
	readonly meeting: Meeting;
	/** Null where nothing was recorded. */
	readonly attendance: Attendance | null;
	readonly enrolled: boolean;
	/** Grows with each change of what is told of the meeting: its time, status, place and names. */
	readonly edition: number;
}

/** What a person may see of themselves. */
export interface MineService {
	/** Null where they were erased meanwhile. */
	person(memberId: MemberId): Promise<MemberRow | null>;
	/** Every meeting of their classes, and those to which they came otherwise, at every venue, by start. */
	meetings(memberId: MemberId): Promise<OwnMeeting[]>;
	/** Everything that is kept about them, to be given to them: plain values, ready for JSON. */
	everything(memberId: MemberId): Promise<OwnData | null>;
}

/** Instants as ISO 8601 in UTC. */
export interface OwnData {
	readonly madeAt: string;
	readonly person: Omit<MemberRow, 'guest'> & { readonly guest: boolean };
	readonly unionsBefore: readonly { readonly union: string | null; readonly until: string }[];
	readonly classes: readonly { readonly venue: VenueId; readonly offering: OfferingId }[];
	readonly passes: readonly object[];
	readonly phones: readonly object[];
	/** What is concluded from the facts. */
	readonly attendance: readonly object[];
	/** What was recorded at kiosks, by phone and by staff. */
	readonly facts: readonly object[];
}
