import type { DeviceId, EntryId, SessionId, VenueId } from '../base/id.ts';
import { foldAttendance, type Attendance, type Witnessed } from '../domain/attendance.ts';
import { correctedTime } from '../domain/fact.ts';
import type { Entry } from '../sync/entry.ts';
import { outcomeOf } from '../sync/ingest.ts';
import { presenceId } from '../sync/records.ts';
import type { Outcome } from '../sync/wire.ts';
import type { AttendanceRow, EntryRow, PersonAtSession } from './storage/ledger-port.ts';
import type { RecordChange, Tx } from './storage/port.ts';
import { tallyChanges } from './tally.ts';

/** Presence is told to the venue's other kiosks while it can matter; a local day never lasts longer than this. */
const PRESENCE_MATTERS = 36 * 3_600_000;

const personKey = ({ sessionId, memberId }: PersonAtSession): string => presenceId(sessionId, memberId);

const witnessed = (row: EntryRow): Witnessed => ({
	entryId: row.entryId,
	deviceId: row.deviceId,
	at: row.at,
	fact: row.fact,
});

/** What each new entry did, and the attendance of everyone it is about. Reads only. */
export async function foldBatch(
	tx: Tx,
	venueId: VenueId,
	deviceId: DeviceId,
	entries: readonly Entry[],
): Promise<{ outcomes: Map<EntryId, Outcome>; rows: AttendanceRow[] }> {
	const people = new Map<string, PersonAtSession>(entries.map(({ fact }) => [personKey(fact), fact]));
	const facts = new Map<string, Witnessed[]>();
	for (const row of await tx.ledger.about(venueId, [...people.values()])) {
		const key = personKey(row.fact);
		facts.set(key, [...(facts.get(key) ?? []), witnessed(row)]);
	}
	const now = new Map<string, Attendance>();
	const outcomes = new Map<EntryId, Outcome>();
	for (const { entryId, fact, timing } of entries) {
		const key = personKey(fact);
		const known = facts.get(key) ?? [];
		const before = now.get(key) ?? foldAttendance(known);
		known.push({ entryId, deviceId, at: correctedTime(timing), fact });
		facts.set(key, known);
		const after = foldAttendance(known);
		now.set(key, after);
		outcomes.set(entryId, outcomeOf(before, after));
	}
	const rows = [...people].map(([key, { sessionId, memberId }]) => ({
		sessionId,
		memberId,
		attendance: now.get(key)!,
	}));
	return { outcomes, rows };
}

/** Stores attendance and what the venue's devices are told of it. */
export async function publishAttendance(
	tx: Tx,
	venueId: VenueId,
	rows: readonly AttendanceRow[],
	now: number,
): Promise<void> {
	await tx.attendance.put(venueId, rows);
	const sessions = new Set<SessionId>(rows.map((row) => row.sessionId));
	const changes: RecordChange[] = await tallyChanges(tx, venueId, sessions);
	for (const { sessionId, memberId, attendance } of rows) {
		const { since } = attendance; // null where nothing says that they came
		const isIn = since !== null && since > now - PRESENCE_MATTERS;
		const body = isIn ? JSON.stringify({ sessionId, memberId, at: since }) : null;
		changes.push({ kind: 'presence', id: presenceId(sessionId, memberId), body });
	}
	// A fact that changes nothing for devices is news to staff all the same.
	if ((await tx.records.put(venueId, changes)) === null) await tx.records.touch(venueId);
}
