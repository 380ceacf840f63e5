import type { CourseId, MemberId, OfferingId, ProgrammeId, SessionId, VenueId } from '../../base/id.ts';
import type { Sums } from '../../domain/turnout.ts';

/** What reports add up of one session (场次). Days are `20261123`, weekdays ISO, all in the venue's zone. */
export interface SessionReport {
	readonly sessionId: SessionId;
	/** Visits are no class: they count people and no session. */
	readonly kind: 'class' | 'cancelled' | 'visits';
	readonly day: number;
	readonly weekday: number;
	/** Of its start. */
	readonly hour: number;
	readonly startsAt: number;
	readonly endsAt: number;
	readonly programmeId: ProgrammeId;
	readonly courseId: CourseId;
	readonly offeringId: OfferingId;
	/** Who taught it. */
	readonly teacher: string;
	readonly capacity: number;
	readonly enrolled: number;
	/** 人次: how many came, and how many of them are enrolled. */
	readonly came: number;
	readonly seated: number;
	/** Groups count with everybody in them, here and in the minutes. */
	readonly late: number;
	/** That people were there until its end, together. */
	readonly minutes: number;
}

/** What comes to one union, of a session or of many together; as `Sums`, but for what only classes have. */
export interface UnionSums {
	/** As its people name it; empty: of those who name none. */
	readonly union: string;
	readonly enrolled: number;
	readonly came: number;
	readonly seated: number;
	readonly late: number;
	readonly visits: number;
	readonly minutes: number;
}

/** A session's people by union, each with the union that they named when it ended. */
export interface SessionUnions extends Pick<SessionReport, 'sessionId' | 'day' | 'startsAt' | 'endsAt'> {
	/** None of a session that is gone. */
	readonly unions: readonly UnionSums[];
}

/** Since when somebody comes to a venue. */
export interface VisitorRow {
	readonly memberId: MemberId;
	readonly firstAt: number;
	readonly firstDay: number;
	readonly firstSession: SessionId;
}

/** First and last day, `20261123`. `now`: what begins later has not been. */
export interface ReportSpan {
	readonly from: number;
	readonly to: number;
	readonly now: number;
}

/** Sessions of the whole hub that have venue and programme or month, weekday and hour in common, added up. */
export interface CitySums extends Sums {
	/** The venue; empty where slots are told apart. */
	readonly key: string;
	/** `202611`; 0 where venues are told apart. */
	readonly month: number;
	readonly weekday: number;
	readonly hour: number;
	readonly programmeId: string;
}

export interface MemberHours {
	readonly memberId: MemberId;
	readonly came: number;
	readonly minutes: number;
}

export interface ReportStore {
	/** These have to be folded again. */
	stale(venueId: VenueId, ids: readonly SessionId[]): Promise<void>;
	/** All sessions of a class, or of a course's classes, or of the venue, that were folded before. */
	staleOf(
		venueId: VenueId,
		what: { readonly offeringId: string } | { readonly courseId: string } | null,
	): Promise<void>;
	/** Some that have to be folded again, in order of id. */
	waiting(venueId: VenueId, limit: number): Promise<SessionId[]>;
	waitingCount(venueId: VenueId | null): Promise<number>;
	venuesWaiting(): Promise<VenueId[]>;
	/** Null: there is no such session any more. They wait no longer. */
	put(venueId: VenueId, rows: readonly (readonly [SessionId, SessionReport | null])[]): Promise<void>;
	/** In place of what is known of these sessions. */
	putUnions(venueId: VenueId, sessions: readonly SessionUnions[]): Promise<void>;
	/** Of one session, or of all of the venue together, by union. */
	unionsOf(venueId: VenueId, sessionId: SessionId | null): Promise<UnionSums[]>;
	/** By union, those of whom nobody was enrolled or came left out; venue null: of all venues. Minutes are those of classes that are over. */
	byUnion(venueId: VenueId | null, span: ReportSpan): Promise<UnionSums[]>;
	/** What was counted for a union counts for the one that it is called now. */
	renameUnion(from: string, to: string): Promise<void>;
	/** In order of id, after `after`. */
	page(venueId: VenueId, after: string, limit: number): Promise<SessionReport[]>;
	ofSpan(venueId: VenueId, span: ReportSpan): Promise<SessionReport[]>;
	/**
	 * Over all venues: by venue and programme, or by month, weekday and hour. Minutes are those of classes that are over.
	 */
	ofCity(span: ReportSpan, by: 'programme' | 'slot'): Promise<CitySums[]>;
	/** Who has spent most time in classes until now, at most `limit`. */
	hours(venueId: VenueId, span: ReportSpan, limit: number): Promise<MemberHours[]>;
	visitors(venueId: VenueId, members: readonly MemberId[]): Promise<VisitorRow[]>;
	/** Whose first session this is. */
	visitorsOf(venueId: VenueId, sessionId: SessionId): Promise<VisitorRow[]>;
	putVisitors(venueId: VenueId, rows: readonly VisitorRow[]): Promise<void>;
	dropVisitors(venueId: VenueId, members: readonly MemberId[]): Promise<void>;
	/** The first session to which somebody came, of those that were folded; null where there is none. */
	firstOf(venueId: VenueId, memberId: MemberId): Promise<VisitorRow | null>;
	/** Everyone's, folded anew from attendance. */
	allFirst(venueId: VenueId): Promise<VisitorRow[]>;
	allVisitors(venueId: VenueId): Promise<VisitorRow[]>;
	/** How many came for the first time on each day of the span; venue null: at any venue, each counted for itself. */
	newFaces(venueId: VenueId | null, span: ReportSpan): Promise<{ day: number; count: number }[]>;
}
