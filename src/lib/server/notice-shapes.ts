import type { EmergencyId, NoticeId, VenueId } from '../base/id.ts';
import type { Result } from '../base/result.ts';
import type { Emergency, EmergencyKind } from '../domain/emergency.ts';
import type { Notice } from '../domain/notice.ts';
import type { Staff } from './who.ts';

/** A notice that is over, or was, can no longer be changed: what people read was read. */
export type NoticeFault = 'no-such-notice' | 'over-already' | 'ends-before-it-begins' | 'too-many';

export interface RaisedByStaff {
	readonly what: EmergencyKind;
	readonly text?: Emergency['text'];
	readonly checkIn: boolean;
	/** From now on; chosen when it is raised, and never prolonged. */
	readonly minutes: number;
}

/** What a venue tells everybody who comes in: on its displays and kiosks. */
export interface NoticeService {
	/** Those that are not yet over, and those that were over a week ago at most: the newest first. */
	list(venueId: VenueId): Promise<Notice[]>;
	/** Puts a notice up, or changes the one of this id. */
	put(
		by: Staff,
		venueId: VenueId,
		notice: Omit<Notice, 'id'>,
		id?: NoticeId,
	): Promise<Result<Notice, NoticeFault>>;
	/** It is gone from every screen; one that has not begun yet as if it had never been. */
	end(by: Staff, venueId: VenueId, id: NoticeId): Promise<Result<null, NoticeFault>>;
	/** Of the last week, the newest first. */
	emergencies(venueId: VenueId): Promise<Emergency[]>;
	/** Takes over every screen of the venue. */
	raise(by: Staff, venueId: VenueId, raised: RaisedByStaff): Promise<Emergency>;
	endEmergency(
		by: Staff,
		venueId: VenueId,
		id: EmergencyId,
	): Promise<Result<null, 'no-such-emergency' | 'over-already'>>;
}
