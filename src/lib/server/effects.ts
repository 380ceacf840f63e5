import type { DeviceId, EntryId, SessionId, VenueId } from '../base/id.ts';
import {
	foldAttendance,
	settledBy,
	standingOf,
	type Attendance,
	type Witnessed,
} from '../domain/attendance.ts';
import { correctedTime, isPresenceFact, type PresenceFact } from '../domain/fact.ts';
import type { Entry } from '../sync/entry.ts';
import { outcomeOf } from '../sync/ingest.ts';
import { presenceId, type Presence, type TakenBack } from '../sync/records.ts';
import type { Outcome } from '../sync/wire.ts';
import {
	isPresenceRow,
	type AttendanceRow,
	type PersonAtSession,
	type PresenceRow,
} from './storage/ledger-port.ts';
import type { RecordChange, Tx } from './storage/port.ts';
import { tallyChanges } from './tally.ts';

/** Presence is told to the venue's other kiosks while it can matter; a local day never lasts longer than this. */
const PRESENCE_MATTERS = 36 * 3_600_000;

const personKey = ({ sessionId, memberId }: PersonAtSession): string => presenceId(sessionId, memberId);

const witnessed = (row: PresenceRow): Witnessed => ({
	entryId: row.entryId,
	deviceId: row.deviceId,
	at: row.at,
	fact: row.fact,
});

/** Somebody's attendance after a batch. `isNew`: nothing was known of them at that session before it. */
export interface Folded extends AttendanceRow {
	readonly isNew: boolean;
	readonly facts: readonly Witnessed[];
}

interface Person extends PersonAtSession {
	readonly facts: Witnessed[];
	isNew: boolean;
	attendance: Attendance;
}

/** What each new entry did, and the attendance of everyone it is about. Reads only. */
export async function foldBatch(
	tx: Tx,
	venueId: VenueId,
	deviceId: DeviceId,
	entries: readonly Entry[],
): Promise<{ outcomes: Map<EntryId, Outcome>; rows: Folded[] }> {
	const people = new Map<string, Person>();
	const told = entries.filter(isAboutPresence);
	const each = told.map(({ fact }) => {
		const key = personKey(fact);
		const known = people.get(key);
		if (known) return known;
		const { sessionId, memberId } = fact;
		const person = { sessionId, memberId, facts: [], isNew: true, attendance: foldAttendance([]) };
		people.set(key, person);
		return person;
	});
	const rows = [...people.values()];
	const met = new Set<Person>();
	const asked = rows.map(({ sessionId: subject, memberId }) => ({ subject, memberId }));
	for (const row of (await tx.ledger.about(venueId, asked)).filter(isPresenceRow)) {
		const person = people.get(personKey(row.fact))!;
		person.facts.push(witnessed(row));
		met.add(person);
	}
	for (const person of met) {
		person.isNew = false;
		person.attendance = foldAttendance(person.facts);
	}
	const outcomes = new Map<EntryId, Outcome>();
	told.forEach(({ entryId, fact, timing }, n) => {
		const person = each[n]!;
		const before = person.attendance;
		person.facts.push({ entryId, deviceId, at: correctedTime(timing), fact });
		person.attendance = foldAttendance(person.facts);
		outcomes.set(entryId, outcomeOf(before, person.attendance));
	});
	return { outcomes, rows };
}

const isAboutPresence = (entry: Entry): entry is Entry & { fact: PresenceFact } => isPresenceFact(entry.fact);

/** Stores attendance and what the venue's devices are told of it. */
export async function publishAttendance(
	tx: Tx,
	venueId: VenueId,
	rows: readonly Folded[],
	now: number,
): Promise<void> {
	await tx.attendance.put(venueId, rows);
	const sessions = new Set<SessionId>(rows.map((row) => row.sessionId));
	const changes: RecordChange[] = await tallyChanges(tx, venueId, sessions);
	for (const row of rows) {
		const presence = presenceTold(row, now);
		// Nobody was told of someone of whom nothing was known.
		if (row.isNew && !presence) continue;
		const id = presenceId(row.sessionId, row.memberId);
		changes.push({ kind: 'presence', id, body: presence && JSON.stringify(presence), isNew: row.isNew });
	}
	for (const row of rows) {
		const taken = row.facts.length > 1 ? takenBack(row, now) : null;
		const id = presenceId(row.sessionId, row.memberId);
		if (taken) changes.push({ kind: 'taken-back', id, body: JSON.stringify(taken) });
	}
	// A fact that changes nothing for devices is news to staff all the same.
	if ((await tx.records.put(venueId, changes)) === null) await tx.records.touch(venueId);
}

/** Null where nothing says that they came, or it is long ago. */
function presenceTold({ sessionId, memberId, attendance, facts }: Folded, now: number): Presence | null {
	const { since: at, leftAt } = attendance;
	if (at === null || at <= now - PRESENCE_MATTERS) return null;
	const told = { sessionId, memberId, at };
	if (leftAt !== null) return { ...told, leftAt, movedAt: leftAt };
	const back = facts.length > 1 ? lastArrival(facts) : at;
	return back === at ? told : { ...told, movedAt: back };
}

/** What staff's word has settled; what a visitor takes back is known to the device on which they do it. */
function takenBack({ sessionId, memberId, facts }: Folded, now: number): TakenBack | null {
	const byStaff = new Set(
		facts.filter(({ fact }) => fact.staffId !== null).flatMap(({ fact }) => settledBy(fact)),
	);
	const moves = facts.filter(({ entryId, fact }) => byStaff.has(entryId) && isMove(fact));
	const at = Math.max(...moves.map((move) => move.at));
	if (moves.length === 0 || at <= now - PRESENCE_MATTERS) return null;
	return { sessionId, memberId, at, entries: moves.map(({ entryId }) => entryId).sort() };
}

const isMove = ({ kind }: PresenceFact): boolean => kind === 'check-in' || kind === 'check-out';

/** Where they left in between, since when they are back. */
function lastArrival(facts: readonly Witnessed[]): number | undefined {
	const moves = standingOf(facts).filter(({ fact }) => isMove(fact));
	const left = moves.findLastIndex(({ fact }) => fact.kind === 'check-out');
	return moves[left + 1]?.at;
}
