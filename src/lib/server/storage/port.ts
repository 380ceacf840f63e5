import type { VenueId } from '../../base/id.ts';
import type { RecordKind } from '../../sync/records.ts';
import type { DeviceStore, PairingStore, StaffStore } from './access-port.ts';
import type { ClaimStore, LiveKeyStore } from './claim-port.ts';
import type { ConsentStore, ExhibitStore, MediaStore } from './exhibit-port.ts';
import type { InboxStore } from './inbox-port.ts';
import type { AttendanceStore, LedgerStore } from './ledger-port.ts';
import type { PassStore, PeopleStore } from './people-port.ts';
import type { MediaProposalStore } from './media-proposal-port.ts';
import type { RecordingStore } from './recording-port.ts';
import type { ReportStore } from './report-port.ts';
import type { SeatStore } from './seat-port.ts';
import type { PhoneStore } from './phone-port.ts';
import type { UnionStore } from './union-port.ts';

/**
 * Where the hub keeps everything. One contract suite (tests/contract/hub-storage.ts) says what an adapter owes.
 * Times are milliseconds since 1970 UTC; ids and hashes are text; bodies are JSON text.
 */
export interface HubStorage {
	readonly kind: 'sqlite' | 'postgres';
	/** One consistent view of what is committed. The work may await nothing but the transaction's own methods. */
	read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
	/**
	 * All or nothing, on disk when it resolves. What the work throws undoes it and is thrown on. The work may await nothing
	 * but the transaction's own methods, and may be run again from its beginning.
	 * `venueId`: the one venue whose rows it writes; it is alone there, works of other venues may run beside it.
	 * Null: rows of no venue, or of several; it is alone everywhere. Across processes too.
	 */
	write<T>(venueId: VenueId | null, work: (tx: Tx) => Promise<T>): Promise<T>;
	/**
	 * Tells of each venue whose records a commit has changed, with its new rev: of this process at once, of another one
	 * soon. May tell of several commits as one. Returns the way to stop it.
	 */
	watch(listener: (venueId: VenueId, rev: number) => void): () => void;
	/** Waits for work under way. Closing twice is harmless. */
	close(): Promise<void>;
}

/**
 * The storage cannot be reached or cannot work now: nobody's fault, and worth asking again. Of a write that ends so nothing is
 * kept, but where the connection broke during its commit: then nobody knows, and asking again must be harmless.
 */
export class StorageOutage extends Error {
	override readonly name = 'StorageOutage';
	/** There is no room left on the storage's disk: it works again as soon as there is. */
	readonly full: boolean = false;
}

export class StorageFull extends StorageOutage {
	override readonly full = true;
}

/** By its name: the app is bundled apart from what opens the storage, and has classes of its own. */
export const isOutage = (error: unknown): error is StorageOutage =>
	error instanceof Error && error.name === 'StorageOutage';

export interface Tx {
	readonly records: RecordStore;
	readonly ledger: LedgerStore;
	readonly attendance: AttendanceStore;
	readonly inbox: InboxStore;
	readonly people: PeopleStore;
	readonly seats: SeatStore;
	readonly passes: PassStore;
	readonly claims: ClaimStore;
	readonly liveKeys: LiveKeyStore;
	readonly phones: PhoneStore;
	readonly devices: DeviceStore;
	readonly pairings: PairingStore;
	readonly staff: StaffStore;
	readonly unions: UnionStore;
	readonly exhibits: ExhibitStore;
	readonly media: MediaStore;
	readonly mediaProposals: MediaProposalStore;
	readonly consents: ConsentStore;
	readonly recordings: RecordingStore;
	readonly reports: ReportStore;
	readonly audit: AuditStore;
	readonly meta: MetaStore;
}

/** A published record as stored; a null body is the trace of a removal. */
export interface RecordRow {
	readonly kind: string;
	readonly id: string;
	readonly rev: number;
	readonly body: string | null;
}

export interface RecordKey {
	readonly kind: RecordKind;
	readonly id: string;
}

export interface RecordChange extends RecordKey {
	readonly body: string | null;
	/** Not stored yet, as the caller knows: nothing has to be compared. */
	readonly isNew?: boolean;
}

export interface RecordStore {
	venues(): Promise<VenueId[]>;
	/** The bodies of all `venue` records, by venue: without reading anything else of theirs. */
	everyVenue(): Promise<{ readonly id: VenueId; readonly body: string }[]>;
	/** The venue's change counter; 0 where nothing was ever published. */
	rev(venueId: VenueId): Promise<number>;
	/** Body of one record, null where there is none. */
	body(venueId: VenueId, kind: RecordKind, id: string): Promise<string | null>;
	/** Those of these that are there, in no order. */
	living(venueId: VenueId, keys: readonly RecordKey[]): Promise<RecordKey[]>;
	/** All living records of these kinds. */
	ofKinds(venueId: VenueId, kinds: readonly RecordKind[]): Promise<RecordRow[]>;
	/** Changes after `rev` in order, at most `limit`. */
	since(venueId: VenueId, rev: number, limit: number): Promise<RecordRow[]>;
	/** Writes what differs from the stored, each change under its own rev. The new counter, or null where nothing differed. */
	put(venueId: VenueId, changes: readonly RecordChange[]): Promise<number | null>;
	/** Counts a change that is no record, so that whoever watches the venue looks again. The new counter. */
	touch(venueId: VenueId): Promise<number>;
	/** Deletes without a trace: for records that no device needs any more. */
	forget(venueId: VenueId, kind: RecordKind, ids: readonly string[]): Promise<void>;
}

/** Who did what: only ever added to. */
export interface AuditLine {
	readonly at: number;
	readonly venueId: VenueId | null;
	/** `staff:ID`, `device:ID` or `hub`. */
	readonly actor: string;
	readonly action: string;
	readonly subject: string;
	readonly detail: string | null;
}

/** A line as it was written. */
export interface AuditRow extends AuditLine {
	/** Grows with time: of two lines of one moment, the later one has the larger. */
	readonly place: number;
}

/** Which lines: all of these hold. What is left out does not matter. */
export interface AuditFilter {
	readonly venueId?: VenueId;
	readonly actor?: string;
	/** None of them: no line. */
	readonly actions?: readonly string[];
	/** Begin of the time, and its end, which is not in it. */
	readonly from?: number;
	readonly until?: number;
	/** Only what stands before this line. */
	readonly before?: Pick<AuditRow, 'at' | 'place'>;
}

export interface AuditStore {
	append(line: AuditLine): Promise<void>;
	/** Newest first. */
	find(filter: AuditFilter, limit: number): Promise<AuditRow[]>;
	/** Newest first. */
	latest(venueId: VenueId | null, limit: number): Promise<AuditLine[]>;
}

/** Small values of the hub itself. */
export interface MetaStore {
	get(key: string): Promise<string | null>;
	set(key: string, value: string): Promise<void>;
}
