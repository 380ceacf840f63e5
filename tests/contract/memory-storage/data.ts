import type { MediaId, MemberId, OfferingId, SessionId, StaffId, VenueId } from '../../../src/lib/base/id.ts';
import type {
	DeviceRow,
	InviteRow,
	PinRow,
	PairingLinkRow,
	PairingRow,
	StaffRow,
} from '../../../src/lib/server/storage/access-port.ts';
import type {
	AttendanceRow,
	EntryRow,
	OutboxRow,
	QuarantineRow,
} from '../../../src/lib/server/storage/ledger-port.ts';
import type { ClaimRow, LiveKeyRow, WrongClaims } from '../../../src/lib/server/storage/claim-port.ts';
import type {
	ExhibitKey,
	ExhibitRow,
	MediaRow,
	StepRow,
	UploadRow,
	VersionRow,
} from '../../../src/lib/server/storage/exhibit-port.ts';
import type { Consent } from '../../../src/lib/domain/consent.ts';
import type { DecisionRow } from '../../../src/lib/server/storage/inbox-port.ts';
import type { ProposalRow } from '../../../src/lib/server/storage/media-proposal-port.ts';
import type { RecordingRow } from '../../../src/lib/server/storage/recording-port.ts';
import type {
	SessionReport,
	SessionUnions,
	VisitorRow,
} from '../../../src/lib/server/storage/report-port.ts';
import type { LeaseRow, SignUpRow } from '../../../src/lib/server/storage/seat-port.ts';
import type { MemberRow, PassRow } from '../../../src/lib/server/storage/people-port.ts';
import type { UnionUnit } from '../../../src/lib/domain/union.ts';
import type { PhoneRow } from '../../../src/lib/server/storage/phone-port.ts';
import type { AuditLine, RecordRow } from '../../../src/lib/server/storage/port.ts';

/** The rows of each table. A row is never changed: another takes its place. */
export interface Tables {
	venue: { readonly venueId: VenueId; readonly rev: number };
	record: RecordRow & { readonly venueId: VenueId };
	outbox: OutboxRow;
	entry: EntryRow;
	quarantine: QuarantineRow;
	attendance: AttendanceRow & { readonly venueId: VenueId };
	decision: DecisionRow;
	audit: AuditLine;
	meta: { readonly value: string };
	member: MemberRow;
	enrollment: { readonly venueId: VenueId; readonly offeringId: OfferingId; readonly memberId: MemberId };
	signUp: SignUpRow & { readonly venueId: VenueId };
	rosterImport: Tables['enrollment'] & { readonly at: number };
	lease: LeaseRow & { readonly venueId: VenueId };
	pass: PassRow;
	claim: ClaimRow;
	wrongClaim: WrongClaims;
	liveKey: LiveKeyRow;
	phone: PhoneRow;
	calendar: { readonly memberId: MemberId; readonly generation: number };
	device: DeviceRow;
	deviceSession: { readonly deviceId: string; readonly expiresAt: number };
	pairing: PairingRow;
	pairingLink: PairingLinkRow;
	staff: StaffRow;
	staffSession: { readonly staffId: StaffId; readonly expiresAt: number };
	invite: InviteRow;
	deskPin: PinRow;
	sessionReport: SessionReport & { readonly venueId: VenueId };
	sessionUnions: SessionUnions & { readonly venueId: VenueId };
	visitor: VisitorRow & { readonly venueId: VenueId };
	reportStale: { readonly venueId: VenueId; readonly sessionId: SessionId };
	union: UnionUnit;
	memberUnion: { readonly memberId: MemberId; readonly at: number; readonly union: string | null };
	erasedPass: {
		readonly memberId: MemberId;
		readonly serial: number;
		readonly keyId: number | null;
		readonly lastDay: number;
	};
	exhibit: ExhibitRow & { readonly venueId: VenueId };
	exhibitVersion: VersionRow & { readonly venueId: VenueId };
	exhibitStep: StepRow & { readonly venueId: VenueId; readonly number: number };
	exhibitMedia: ExhibitKey & { readonly venueId: VenueId; readonly mediaId: MediaId };
	media: MediaRow & { readonly venueId: VenueId };
	upload: UploadRow & { readonly venueId: VenueId };
	consent: Consent & { readonly venueId: VenueId };
	mediaProposal: ProposalRow & { readonly venueId: VenueId };
	recording: RecordingRow & { readonly venueId: VenueId; readonly sealed: string | null };
}

export type TableName = keyof Tables;
type Row = Tables[TableName];

const APPEND_ONLY: readonly TableName[] = [
	...(['entry', 'quarantine', 'decision', 'audit'] as const),
	...(['exhibitVersion', 'exhibitStep'] as const),
];

/** All tables of one database, rows by key. */
export type Data = Map<TableName, Map<string, Row>>;

/** What a transaction makes of rows; undefined: it deletes them. Applied to data, gives what would undo it. */
export type Changes = Map<TableName, Map<string, Row | undefined>>;

/** Shallow, since rows are never changed. */
export const copyOf = (data: Data): Data => new Map([...data].map(([name, rows]) => [name, new Map(rows)]));

export function apply(data: Data, changes: Changes): Changes {
	const undo: Changes = new Map();
	for (const [name, rows] of changes) {
		const table = data.get(name) ?? new Map<string, Row>();
		const before = new Map<string, Row | undefined>();
		data.set(name, table);
		undo.set(name, before);
		for (const [key, row] of rows) {
			before.set(key, table.get(key));
			if (row === undefined) table.delete(key);
			else table.set(key, row);
		}
	}
	return undo;
}

/** One table as a transaction sees it. */
export interface Rows<R> {
	get(key: string): R | undefined;
	all(): R[];
	/** Throws where the key is taken, as a database does. */
	insert(key: string, row: R): void;
	put(key: string, row: R): void;
	deleteWhere(goes: (row: R) => boolean): void;
}

/** A transaction's view: what is committed, under its own changes. */
export interface Draft {
	rows<T extends TableName>(name: T): Rows<Tables[T]>;
	readonly changes: Changes;
}

const NOTHING: ReadonlyMap<string, never> = new Map<string, never>();

export function draftOn(data: Data): Draft {
	const changes: Changes = new Map();
	const rowsOf = (name: TableName): Rows<Row> => {
		const committed = (): ReadonlyMap<string, Row> => data.get(name) ?? NOTHING;
		const own = (): ReadonlyMap<string, Row | undefined> => changes.get(name) ?? NOTHING;
		const get = (key: string): Row | undefined => (own().has(key) ? own().get(key) : committed().get(key));
		const change = (key: string, row: Row | undefined): void => {
			if (APPEND_ONLY.includes(name) && get(key)) throw new Error(`${name} is append-only`);
			const mine = changes.get(name) ?? new Map<string, Row | undefined>();
			changes.set(name, mine.set(key, row));
		};
		const keyed = (): Map<string, Row> => {
			const rows = new Map(committed());
			for (const [key, row] of own())
				if (row) rows.set(key, row);
				else rows.delete(key);
			return rows;
		};
		return {
			get,
			all: () => (own().size === 0 ? [...committed().values()] : [...keyed().values()]),
			insert(key, row) {
				if (get(key)) throw new Error(`${name} has a row ${key} already`);
				change(key, row);
			},
			put: change,
			deleteWhere(goes) {
				for (const [key, row] of keyed()) if (goes(row)) change(key, undefined);
			},
		};
	};
	return { changes, rows: <T extends TableName>(name: T) => rowsOf(name) as unknown as Rows<Tables[T]> };
}

/** A row's key from its parts, none of which holds a space. */
export const keyOf = (...parts: readonly (string | number)[]): string => parts.join(' ');
