import type { MediaId, VenueId } from '../../base/id.ts';
import type { Result } from '../../base/result.ts';
import type { Consent, ConsentGap, Purpose } from '../../domain/consent.ts';
import type { ExhibitKind, ReviewFault, Times } from '../../domain/editorial.ts';
import type { ExhibitBody } from '../../domain/exhibit-references.ts';
import type { Media } from '../../domain/media.ts';
import type {
	ExhibitFilter,
	ExhibitKey,
	ExhibitRow,
	ExhibitStore,
	MediaState,
	StepRow,
	VersionRow,
} from '../storage/exhibit-port.ts';
import type { Staff } from '../who.ts';

/** What an exhibit still needs before visitors may see it. */
export type Lack =
	/** Of the honour at this place, from 0. */
	| { readonly what: 'source'; readonly at: number }
	| { readonly what: 'reference'; readonly to: ExhibitKey }
	| {
			readonly what: 'media';
			readonly mediaId: MediaId;
			readonly state: Exclude<MediaState, 'ready'> | 'unknown';
	  }
	/** `mediaId`: for this picture or recording; null: for the exhibit itself. */
	| {
			readonly what: 'consent';
			readonly purpose: Purpose;
			readonly gap: ConsentGap;
			readonly mediaId: MediaId | null;
	  };

/** The consent of whom a story tells has ended: no visitor sees it until one holds again. */
export interface HeldBack {
	readonly person: ExhibitKey;
	/** What the person's page is called. */
	readonly title: string;
	readonly by: Exclude<ConsentGap, 'none'>;
}

/** Everything that staff see of one exhibit. */
export interface ExhibitSheet {
	readonly head: ExhibitRow;
	readonly newest: VersionRow;
	readonly body: ExhibitBody;
	/** What is approved, where that is another version. */
	readonly approved: ExhibitBody | null;
	/** Newest first. */
	readonly versions: readonly VersionRow[];
	readonly steps: readonly StepRow[];
	readonly consents: readonly Consent[];
	readonly living: boolean;
	readonly lacks: readonly Lack[];
	/** Only of what is shown as it stands. */
	readonly heldBack: HeldBack | null;
}

export type ActFault =
	| ReviewFault
	| 'no-such-exhibit'
	| 'no-such-version'
	| 'reason-missing'
	| 'reason-too-long'
	/** Only what visitors see now, or will see, is the person of a month or the story of a week. */
	| 'not-on-show'
	/** What it lacks is said beside it. */
	| 'lacking';
export type Done = Result<ExhibitRow, { fault: ActFault; lacks: readonly Lack[] }>;

/** What an editor has written. */
export interface Writing {
	/** Without its id where it is new. */
	readonly body: Omit<ExhibitBody, 'id'> & { readonly id?: string };
	readonly historic: boolean;
	/** The version that they had before them; null: a new exhibit. */
	readonly base: number | null;
}

/** One record that the hub brings itself: the demo's content, or an import's. */
export type Loaded =
	| { readonly kind: ExhibitKind; readonly body: ExhibitBody }
	| { readonly kind: 'media'; readonly body: Media };

/** The exhibition as its editors work on it. What devices see of it are records, and follow by themselves. */
export interface ExhibitionService {
	list(
		venueId: VenueId,
		filter: ExhibitFilter,
		offset: number,
		limit: number,
	): ReturnType<ExhibitStore['list']>;
	/** Ids of those of these stories that are shown as they stand, and of which visitors see nothing all the same. */
	heldBack(venueId: VenueId, among: readonly ExhibitRow[]): Promise<ReadonlySet<string>>;
	counts(venueId: VenueId): ReturnType<ExhibitStore['counts']>;
	sheet(venueId: VenueId, key: ExhibitKey): Promise<ExhibitSheet | null>;
	version(venueId: VenueId, key: ExhibitKey, version: number): Promise<ExhibitBody | null>;
	/** Names of those that there are. */
	titles(venueId: VenueId, keys: readonly ExhibitKey[]): Promise<ReadonlyMap<string, string>>;
	/** Writes a new version as a draft; an unchanged text writes nothing. Refused where somebody else was quicker. */
	save(by: Staff, venueId: VenueId, kind: ExhibitKind, writing: Writing): Promise<Done>;
	/** Asks for a second person. */
	submit(by: Staff, venueId: VenueId, key: ExhibitKey, version: number): Promise<Done>;
	sendBack(by: Staff, venueId: VenueId, key: ExhibitKey, version: number, reason: string): Promise<Done>;
	approve(by: Staff, venueId: VenueId, key: ExhibitKey, version: number, times: Times): Promise<Done>;
	reschedule(by: Staff, venueId: VenueId, key: ExhibitKey, times: Times): Promise<Done>;
	/** Takes it from every screen at its next contact. */
	withdraw(by: Staff, venueId: VenueId, key: ExhibitKey, reason: string): Promise<Done>;
	/** An older version as a new draft. */
	restore(by: Staff, venueId: VenueId, key: ExhibitKey, version: number): Promise<Done>;
	/** Makes it the person of a month or the story of a week, or nobody where it is no more. */
	choose(by: Staff, venueId: VenueId, key: ExhibitKey, period: string | null): Promise<Done>;
	chosen(venueId: VenueId, kind: 'honoree' | 'story'): Promise<ExhibitRow[]>;
	/** Puts up what the hub brings itself, approved. Leaves alone what staff have had in their hands. How many were put up. */
	load(venueId: VenueId, records: readonly Loaded[]): Promise<number>;
	/** Each with the purposes for which it still counts, after all withdrawals. */
	consents(venueId: VenueId, kind: Consent['about']['kind'], id: string): Promise<Consent[]>;
	/** Those that wait for a second person, the longest waiting first, with what each is about. */
	waitingConsents(venueId: VenueId): Promise<{ readonly consent: Consent; readonly title: string }[]>;
	/** A paper that is there already is not written twice. One that brings back what was withdrawn waits for a second person. */
	giveConsent(
		by: Staff,
		venueId: VenueId,
		consent: Omit<Consent, 'id' | 'withdrawn' | 'unconfirmed'>,
	): Promise<Consent>;
	/** By somebody else than whoever wrote it down: what it allows may be shown from now. */
	confirmConsent(
		by: Staff,
		venueId: VenueId,
		id: string,
	): Promise<Result<Consent, 'no-such-consent' | 'not-waiting' | 'own-work'>>;
	/** What it allowed goes from every screen at its next contact. */
	withdrawConsent(
		by: Staff,
		venueId: VenueId,
		id: string,
		reason: string,
	): Promise<Result<Consent, 'no-such-consent' | 'withdrawn-already' | 'reason-missing'>>;
	/** Puts up and takes down what is due now, at every venue. To be called every minute. */
	settle(): Promise<void>;
}
