import type { MemberId, SessionId, VenueId } from '../base/id.ts';
import { foldAttendance, type Attendance } from '../domain/attendance.ts';
import { reportFaults } from './reports/verify-reports.ts';
import { isPresenceRow, type PresenceRow } from './storage/ledger-port.ts';
import type { HubStorage, Tx } from './storage/port.ts';
import { seatFaults } from './verify-seats.ts';

const PAGE = 1000;

/** What hangs on a venue's facts: one line for each thing that is not what they say. */
export async function verifyEffects(
	storage: HubStorage,
	venueId: VenueId,
	sessionIds: ReadonlySet<SessionId>,
): Promise<string[]> {
	const faults: string[] = [];
	for (const sessionId of sessionIds)
		faults.push(...(await storage.read((tx) => attendanceFaults(tx, venueId, sessionId))));
	faults.push(...(await seatFaults(storage, venueId)));
	faults.push(...(await reportFaults(storage, venueId, sessionIds)));
	faults.push(...(await recordFaults(storage, venueId)));
	return faults;
}

/** A session's facts by person, and everybody's attendance as it is stored. */
export async function presenceAt(tx: Tx, venueId: VenueId, sessionId: SessionId) {
	const facts = new Map<MemberId, PresenceRow[]>();
	for (const row of (await tx.ledger.ofSubject(venueId, sessionId)).filter(isPresenceRow)) {
		const known = facts.get(row.fact.memberId);
		if (known) known.push(row);
		else facts.set(row.fact.memberId, [row]);
	}
	const stored = new Map(
		(await tx.attendance.ofSession(venueId, sessionId)).map((row) => [row.memberId, row.attendance]),
	);
	return { facts, stored };
}

/** Attendance is the fold of the facts, and the receipts tell how it came to be so. */
async function attendanceFaults(tx: Tx, venueId: VenueId, sessionId: SessionId): Promise<string[]> {
	const { facts, stored } = await presenceAt(tx, venueId, sessionId);
	const faults: string[] = [];
	for (const memberId of new Set([...facts.keys(), ...stored.keys()])) {
		const fault = faultOf(facts.get(memberId) ?? [], stored.get(memberId));
		if (fault) faults.push(`session ${sessionId}, member ${memberId}: ${fault}`);
	}
	return faults;
}

function faultOf(rows: readonly PresenceRow[], stored: Attendance | undefined): string | null {
	if (!stored) return 'there are facts, but no attendance';
	if (rows.length === 0) return 'there is an attendance, but no fact';
	const folded = foldAttendance(rows);
	if (!isFoldOf(stored, rows)) return 'the attendance is not what its facts say';
	const outcomes = new Set(rows.map((row) => row.outcome));
	if (outcomes.has('quarantined')) return 'a fact that counts was told to be quarantined';
	if (folded.conflict && !outcomes.has('conflicting')) return 'no receipt ever told of the conflict';
	if (folded.status === 'present' && !outcomes.has('recorded') && !outcomes.has('conflicting'))
		return 'no receipt ever told of the check-in';
	return null;
}

export const isFoldOf = (stored: Attendance, rows: readonly PresenceRow[]): boolean =>
	textOf(stored) === textOf(foldAttendance(rows));

const textOf = ({ status, since, deviceId, late, party = 1, leftAt, away, conflict }: Attendance): string =>
	JSON.stringify([
		status,
		since,
		deviceId,
		late,
		party,
		leftAt,
		away,
		conflict && [conflict.kind, conflict.entries],
	]);

/** Each record under a count of its own, none beyond the venue's counter: else a cursor would pass one by [S14]. */
async function recordFaults(storage: HubStorage, venueId: VenueId): Promise<string[]> {
	const faults: string[] = [];
	for (let after = 0; ;) {
		const { rev, rows } = await storage.read(async (tx) => ({
			rev: await tx.records.rev(venueId),
			rows: await tx.records.since(venueId, after, PAGE),
		}));
		for (const row of rows) {
			if (row.rev === after)
				faults.push(`record ${row.kind} ${row.id}: shares count ${row.rev} with another`);
			if (row.rev > rev) faults.push(`record ${row.kind} ${row.id}: count ${row.rev} is beyond ${rev}`);
			after = row.rev;
		}
		if (rows.length < PAGE) return faults;
	}
}
