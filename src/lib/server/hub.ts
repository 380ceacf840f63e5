import type { DeviceId, MemberId, OfferingId, SessionId, VenueId } from '../base/id.ts';
import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { Result } from '../base/result.ts';
import type { Attendance } from '../domain/attendance.ts';
import type { PresenceFact } from '../domain/fact.ts';
import type { NotAdmitted } from '../domain/admission.ts';
import type { PackReport, ToldPack } from '../sync/pack.ts';
import type {
	DeviceSelf,
	EntriesRequest,
	EntriesResponse,
	PairingRequest,
	PairingState,
} from '../sync/wire.ts';
import type { Config } from './config.ts';
import type { ExhibitionService } from './exhibition/shapes.ts';
import type { MediaService } from './media/shapes.ts';
import type { RecordingService } from './recordings/shapes.ts';
import type { CatalogueEditService } from './catalogue-edit-shapes.ts';
import type { DeviceDoor } from './device-door.ts';
import type { AccountService } from './account-shapes.ts';
import type { DeskService } from './desk-service.ts';
import type { DeskTabletService } from './desk-tablet-shapes.ts';
import type {
	ApartChoice,
	ApartEntry,
	ApartGroup,
	ApartTally,
	ConflictPage,
	Decided,
	InboxCount,
	NotSettled,
	Page,
	Word,
} from './inbox-shapes.ts';
import type { ApartOutbox } from './storage/inbox-port.ts';
import type { MemberService } from './member-service.ts';
import type { UnionService } from './union-shapes.ts';
import type { HolidayService } from './holidays.ts';
import type { NoticeService } from './notice-shapes.ts';
import type { RecordService } from './record-service.ts';
import type { ScheduleKeyService } from './schedule-keys.ts';
import type { ScheduleService } from './schedule-shapes.ts';
import type { MineService } from './mine.ts';
import type { ClaimService, LivePassService, SharingService, SigningKeyService } from './pass-shapes.ts';
import type { PhoneService } from './phones.ts';
import type { UnionSignIn } from './union-sign-in.ts';
import type { LiveService } from './live.ts';
import type { ScreenService } from './screen-shapes.ts';
import type { SignUpService } from './sign-ups.ts';
import type { HubStorage } from './storage/port.ts';
import type { Device, Staff } from './who.ts';

export type { Device, Role, Staff } from './who.ts';

/** The hub as its routes see it: a few services over one storage. Composed by `openHub` in compose.ts. */
export interface Hub {
	readonly config: Config;
	readonly clock: Clock;
	readonly random: Random;
	readonly storage: HubStorage;
	readonly ledger: LedgerService;
	readonly records: RecordService;
	readonly exhibition: ExhibitionService;
	readonly media: MediaService;
	readonly recordings: RecordingService;
	readonly catalogueEdits: CatalogueEditService;
	readonly schedule: ScheduleService;
	readonly scheduleKeys: ScheduleKeyService;
	readonly holidays: HolidayService;
	readonly devices: DeviceService;
	readonly staff: StaffService;
	readonly members: MemberService;
	readonly unions: UnionService;
	readonly accounts: AccountService;
	readonly attendance: AttendanceService;
	readonly desk: DeskService;
	readonly inbox: InboxService;
	readonly passes: PassService;
	readonly claims: ClaimService;
	readonly livePasses: LivePassService;
	readonly signingKeys: SigningKeyService;
	readonly sharing: SharingService;
	readonly phones: PhoneService;
	/** Null where the union has no accounts to sign in with. */
	readonly signIn: UnionSignIn | null;
	readonly mine: MineService;
	readonly sessionCodes: SessionCodeService;
	readonly signUps: SignUpService;
	readonly deskTablets: DeskTabletService;
	readonly notices: NoticeService;
	readonly screens: ScreenService;
	readonly live: LiveService;
	/** Waits for writes under way, tells live listeners good-bye, closes the storage. */
	close(): Promise<void>;
}

export interface LedgerService {
	/** Records a device's batch in one transaction: entries, effects, receipts, head. Then tells live listeners. */
	ingest(device: Device, request: EntriesRequest): Promise<Result<EntriesResponse, 'bad-signature'>>;
}

export interface DeviceService {
	requestPairing(request: PairingRequest): Promise<Result<PairingState, 'bad-key' | 'bad-link' | 'too-many'>>;
	/** `publicKey` must be the one that asked: knowing the id alone is not enough. */
	pairingState(pairingId: string, publicKey: string): Promise<PairingState>;
	/** Requests waiting for staff; approving needs the code from the kiosk's screen. */
	approve(code: string, venueId: VenueId, name: string, by: Staff): Promise<Result<Device, 'no-such-code'>>;
	/** A one-time link's token, good for `ttlMs`. */
	pairingLink(venueId: VenueId, kind: Device['kind'], name: string, ttlMs: number): Promise<string>;
	list(venueId: VenueId): Promise<Device[]>;
	revoke(id: DeviceId, by: Staff): Promise<void>;
	/** Whose door each device stands at, by device id; at one for every class where it is not named. */
	doors(venueId: VenueId): Promise<Map<string, DeviceDoor>>;
	setDoor(
		venueId: VenueId,
		id: DeviceId,
		door: DeviceDoor,
		by: Staff,
	): Promise<Result<null, 'no-such-device' | 'no-such-door'>>;
	/** Keeps what a device says of its pack of the exhibition. */
	tellPack(device: Device, report: PackReport): Promise<void>;
	/** What each device has said of its pack, by device id; of those that have. */
	packs(venueId: VenueId): Promise<ReadonlyMap<DeviceId, ToldPack>>;
	/** Stateless: a MAC over device and expiry. */
	challenge(id: DeviceId): string;
	/**
	 * A session cookie's value for whoever holds the device's key. A revoked device gets one too, for what it still holds:
	 * `device.revokedAt` says so.
	 */
	openSession(
		id: DeviceId,
		challenge: string,
		signature: string,
	): Promise<Result<{ token: string; device: Device }, 'refused'>>;
	/** The device behind a session cookie, revoked or not. Notes that it was seen. */
	bySession(token: string): Promise<Device | null>;
	self(device: Device, origin: string): Promise<DeviceSelf>;
}

export interface StaffService {
	/** Rate-limited by login and by address; the answer takes as long for an unknown login. */
	signIn(
		login: string,
		password: string,
		address: string,
	): Promise<Result<{ token: string; staff: Staff }, 'refused' | 'too-many' | 'switched-off'>>;
	bySession(token: string): Promise<Staff | null>;
	signOut(token: string): Promise<void>;
	/** Is there no owner yet? */
	needsOwner(): Promise<boolean>;
	/** A fresh one-time token for making an account; earlier owner links die. */
	inviteOwner(): Promise<string>;
	acceptInvite(
		token: string,
		account: { login: string; name: string; password: string },
	): Promise<
		Result<{ token: string; staff: Staff }, 'bad-link' | 'login-taken' | 'weak-password' | 'bad-login'>
	>;
}

/** One person on a session's roster, as staff see them. */
export interface RosterLine {
	readonly memberId: MemberId;
	readonly name: string;
	readonly number: string;
	readonly hasPhone: boolean;
	/** Without a card, known by the name they gave. */
	readonly guest: boolean;
	readonly enrolled: boolean;
	readonly attendance: Attendance | null;
	/** Where the check-in was made: “一楼大厅 1 号机” or a staff name. */
	readonly where: string | null;
}

/** One fact about a person and a session, as staff read it. */
export interface HistoryLine {
	readonly entryId: string;
	readonly kind: PresenceFact['kind'];
	/** Corrected time. */
	readonly at: number;
	/** The device's name, or the staff member's. */
	readonly where: string;
	readonly flags: readonly string[];
	/** What it says: a check-in always says present. */
	readonly present: boolean;
	/** Staff's reason for a correction; null for a check-in. */
	readonly reason: string | null;
}

export interface AttendanceService {
	roster(venueId: VenueId, sessionId: SessionId): Promise<RosterLine[]>;
	/** Members by name or number, for a check-in by hand. At most 20. */
	findMembers(
		venueId: VenueId,
		query: string,
	): Promise<{ memberId: MemberId; name: string; number: string }[]>;
	checkInByHand(
		by: Staff,
		venueId: VenueId,
		sessionId: SessionId,
		memberId: MemberId,
	): Promise<Result<Attendance, 'no-such-session' | 'no-such-member'>>;
	/** Appends a correction over the facts staff saw on screen. */
	correct(
		by: Staff,
		venueId: VenueId,
		correction: { sessionId: SessionId; memberId: MemberId; present: boolean; saw: string[]; reason: string },
	): Promise<Result<Attendance, 'no-such-session' | 'no-such-member'>>;
	/** Facts about one person and session, oldest first, in words' raw material. */
	history(venueId: VenueId, sessionId: SessionId, memberId: MemberId): Promise<HistoryLine[]>;
	/** How many people came to a session, or visited on a day. */
	came(venueId: VenueId, sessionId: SessionId): Promise<number>;
	/** How many people of each session staff should look at; sessions without any are left out. */
	conflicts(venueId: VenueId, sessionIds: readonly SessionId[]): Promise<ReadonlyMap<SessionId, number>>;
}

/** What waits for staff to look at: conflicts, and entries kept apart. Nothing is edited, decisions are appended. */
export interface InboxService {
	/** How many people are in conflict, and how many entries are kept apart. */
	open(venueId: VenueId): Promise<InboxCount>;
	/** People in conflict, by session, the latest session first. `sessionId`: of this one only. */
	conflicts(venueId: VenueId, page: Page & { readonly sessionId?: SessionId }): Promise<ConflictPage>;
	/** Outboxes with entries kept apart, the one heard of last first. `deviceId`: of this one only. */
	apart(venueId: VenueId, deviceId?: DeviceId): Promise<ApartGroup[]>;
	/** Open entries of such an outbox that the hub had taken by `until`, by number. */
	apartEntries(venueId: VenueId, outbox: ApartOutbox, until: number, page: Page): Promise<ApartEntry[]>;
	/** How many facts there are about these sessions. */
	facts(venueId: VenueId, sessionIds: readonly SessionId[]): Promise<number>;
	/** What was decided, newest first. */
	decided(venueId: VenueId, page: Page): Promise<{ total: number; lines: Decided[] }>;
	/**
	 * Appends staff's word over every fact that stands. Refuses where a fact that stands was not seen, or where nothing is in
	 * doubt any more: somebody was quicker, or something arrived, and staff should look again.
	 */
	settle(by: Staff, venueId: VenueId, word: Word): Promise<Result<Attendance, NotSettled>>;
	/**
	 * Decides about entries kept apart, each once and for ever. `counted` appends a check-in or a correction in the name of
	 * `by`, unless another fact says the same already. Of a whole outbox only what raises no further question is counted.
	 */
	decideApart(
		by: Staff,
		venueId: VenueId,
		verdict: 'counted' | 'set-aside',
		what: ApartChoice,
		reason: string,
	): Promise<ApartTally>;
}

export interface PassService {
	/** The QR text of the member's current pass; issues one where there is none. */
	textFor(memberId: MemberId): Promise<string>;
	/**
	 * Gives a pass to everyone enrolled at the venue who has none, so that kiosks hold the whole roster before the first scan.
	 * Returns how many were issued.
	 */
	issueMissing(venueId: VenueId, onProgress?: (done: number) => void): Promise<number>;
	/** For the printable sheet of an offering. */
	sheet(
		venueId: VenueId,
		offeringId: OfferingId,
	): Promise<{ memberId: MemberId; name: string; number: string; text: string }[]>;
	/** Revokes the current pass and signs out the person's phones (a new one comes with the next `textFor`) and publishes the list to every venue. */
	revoke(memberId: MemberId, by: Staff): Promise<void>;
	/**
	 * Demo mode only: passes that show each verdict. Null where the venue is no demo.
	 * `label` says what to expect.
	 */
	samples(
		venueId: VenueId,
	): Promise<{ label: { zh: string; en: string }; name: string; text: string }[] | null>;
}

export interface SessionCodeService {
	/** Judges a scanned session code; a good one is exchanged for a ticket good for 10 minutes. */
	open(query: {
		s: string;
		d: string;
		t: string;
		c: string;
	}): Promise<Result<{ ticket: string; venueId: VenueId; sessionId: SessionId }, 'forged' | 'stale'>>;
	/**
	 * Checks somebody in with a ticket, by the same rules as at the kiosk: the holder of a pass (its text), the member whose
	 * phone it is, or a guest. A guest who says the same name with the same ticket again is the same guest.
	 */
	checkIn(
		ticket: string,
		who: string | { readonly memberId: MemberId } | { readonly name: string },
	): Promise<
		Result<
			{ outcome: 'admitted' | 'already-in'; sessionId: SessionId; at: number; flags: string[] },
			NotAdmitted | 'stale-ticket' | 'name-missing'
		>
	>;
}
