import type { MediaId, VenueId } from '../../base/id.ts';
import type { Consent, Shown } from '../../domain/consent.ts';
import type { ExhibitKind, Stage, Standing, Visibility } from '../../domain/editorial.ts';
import type { MediaKind } from '../../domain/media.ts';

/** What is exhibited, as staff see it: versions, who looked at them, pictures and consents. Devices see records only. */

export interface ExhibitKey {
	readonly kind: ExhibitKind;
	readonly id: string;
}

/** An exhibit's head. What lists are filtered by stands beside its standing. */
export interface ExhibitRow extends ExhibitKey {
	readonly title: string;
	/** Under what it is found, in small letters. */
	readonly find: string;
	readonly standing: Standing;
	readonly seen: Visibility;
	/** When it has to be looked at again. */
	readonly dueAt: number | null;
	readonly changedAt: number;
	readonly changedBy: string;
}

/** Never changed or deleted. */
export interface VersionRow extends ExhibitKey {
	readonly version: number;
	/** JSON of a record without what is chosen apart (month, week). */
	readonly body: string;
	/** The editor says that whom it is about lives no more. */
	readonly historic: boolean;
	readonly by: string;
	readonly name: string;
	readonly at: number;
	/** Of which older version it is a copy. */
	readonly restores: number | null;
}

/** What was done with an exhibit. Never changed or deleted. */
export interface StepRow extends ExhibitKey {
	readonly version: number;
	readonly act: string;
	readonly by: string;
	readonly name: string;
	readonly at: number;
	readonly detail: string | null;
}

/** A version, and how its exhibit stands. */
export interface StandingVersion
	extends Pick<ExhibitRow, 'standing' | 'seen'>, Pick<VersionRow, 'version' | 'body'>, ExhibitKey {
	/** This version has been handed in for review, whatever came of it. */
	readonly submitted: boolean;
}

export interface ExhibitFilter {
	readonly kind?: ExhibitKind;
	readonly stage?: Stage;
	readonly seen?: Visibility;
	/** Any part of it, in small letters. */
	readonly query?: string;
}

export interface ExhibitStore {
	/** Those that there are, in no order. */
	get(venueId: VenueId, keys: readonly ExhibitKey[]): Promise<ExhibitRow[]>;
	put(venueId: VenueId, rows: readonly ExhibitRow[]): Promise<void>;
	/** Changed last first. */
	list(
		venueId: VenueId,
		filter: ExhibitFilter,
		offset: number,
		limit: number,
	): Promise<{ total: number; rows: ExhibitRow[] }>;
	/** How many stand so. */
	counts(venueId: VenueId): Promise<{ kind: ExhibitKind; stage: Stage; seen: Visibility; count: number }[]>;
	/** Those for which a month or week is chosen. */
	chosen(venueId: VenueId, kind: ExhibitKind): Promise<ExhibitRow[]>;
	/** Venues with exhibits or media that have to be looked at by `now`. */
	dueVenues(now: number): Promise<VenueId[]>;
	due(venueId: VenueId, now: number): Promise<ExhibitKey[]>;
	addVersions(venueId: VenueId, rows: readonly VersionRow[]): Promise<void>;
	version(venueId: VenueId, key: ExhibitKey, version: number): Promise<VersionRow | null>;
	/** Newest first. */
	versions(venueId: VenueId, key: ExhibitKey): Promise<VersionRow[]>;
	/** Exhibits of which some version has `text` in its JSON, in small letters. Reads all of them: for what is rare. */
	saying(venueId: VenueId, text: string): Promise<ExhibitKey[]>;
	/** Versions with `text` in their JSON, in small letters, of exhibits that are not shown for now or not approved as they are. */
	sayingUnseen(venueId: VenueId, text: string): Promise<StandingVersion[]>;
	addStep(venueId: VenueId, row: StepRow): Promise<void>;
	/** Newest first. */
	steps(venueId: VenueId, key: ExhibitKey, limit: number): Promise<StepRow[]>;
	/** Which media the shown exhibit uses; none takes it off. */
	use(venueId: VenueId, key: ExhibitKey, media: readonly MediaId[]): Promise<void>;
	uses(venueId: VenueId, key: ExhibitKey): Promise<MediaId[]>;
	/** Exhibits that are shown with it. */
	usedBy(venueId: VenueId, mediaId: MediaId): Promise<ExhibitKey[]>;
}

export const MEDIA_STATES = ['working', 'ready', 'refused', 'withdrawn'] as const;
export type MediaState = (typeof MEDIA_STATES)[number];

/** A picture or recording of a venue. */
export interface MediaRow {
	readonly mediaId: MediaId;
	readonly kind: MediaKind;
	readonly state: MediaState;
	/** JSON of the `media` record. */
	readonly body: string;
	/** As it was called where it came from. */
	readonly fileName: string;
	readonly bytes: number;
	readonly shown: Shown;
	/** The exhibit of the person it shows, whose consents count for it too. */
	readonly person: ExhibitKey | null;
	/** Why it was refused, as a code; or why it was withdrawn. */
	readonly fault: string | null;
	readonly dueAt: number | null;
	readonly at: number;
	readonly by: string;
}

/** A file on its way to the hub. */
export interface UploadRow {
	readonly uploadId: string;
	readonly staffId: string;
	/** By which a sender knows its file again. */
	readonly mark: string;
	readonly fileName: string;
	readonly bytes: number;
	/** JSON: what the sender says of it. */
	readonly about: string;
	readonly at: number;
}

export interface MediaStore {
	get(venueId: VenueId, ids: readonly MediaId[]): Promise<MediaRow[]>;
	put(venueId: VenueId, row: MediaRow): Promise<void>;
	/** Newest first. */
	list(
		venueId: VenueId,
		filter: { readonly kind?: MediaKind; readonly query?: string; readonly state?: MediaState },
		offset: number,
		limit: number,
	): Promise<{ total: number; rows: MediaRow[] }>;
	/** Those that show this person. */
	ofPerson(venueId: VenueId, key: ExhibitKey): Promise<MediaId[]>;
	due(venueId: VenueId, now: number): Promise<MediaId[]>;
	/** Venues with files that are still being made. */
	workingVenues(): Promise<VenueId[]>;
	/** Venues that have it, published or not. */
	venuesOf(mediaId: MediaId): Promise<VenueId[]>;
	upload(venueId: VenueId, uploadId: string): Promise<UploadRow | null>;
	/** Somebody's, of a file that is known by its mark. */
	uploadOf(venueId: VenueId, staffId: string, mark: string): Promise<UploadRow | null>;
	putUpload(venueId: VenueId, row: UploadRow): Promise<void>;
	dropUpload(venueId: VenueId, uploadId: string): Promise<void>;
	/** Of all venues, and when each was begun or gone on with. */
	everyUpload(): Promise<{ venueId: VenueId; uploadId: string; at: number }[]>;
}

export interface ConsentStore {
	get(venueId: VenueId, id: string): Promise<Consent | null>;
	put(venueId: VenueId, consent: Consent): Promise<void>;
	/** The one given last first. */
	about(venueId: VenueId, kind: Consent['about']['kind'], id: string): Promise<Consent[]>;
	/** Those that nobody has confirmed or withdrawn, by the day on the paper. */
	waiting(venueId: VenueId): Promise<Consent[]>;
}
