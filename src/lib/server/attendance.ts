import { asId, type DeviceId, type MemberId, type SessionId, type VenueId } from '../base/id.ts';
import type { Attendance } from '../domain/attendance.ts';
import { saysPresent } from '../domain/doubt.ts';
import type { Context } from './context.ts';
import { checkInByHand, correct, presenceOf } from './by-hand.ts';
import type { AttendanceService, HistoryLine, RosterLine } from './hub.ts';
import { namesOf, staffIn } from './names.ts';
import { readSession } from './session.ts';
import { isPresenceRow, type EntryRow, type PresenceRow } from './storage/ledger-port.ts';
import type { MemberRow } from './storage/people-port.ts';
import type { Tx } from './storage/port.ts';

const MOST_FOUND = 20;

export function attendanceService(context: Context): AttendanceService {
	const { storage } = context;
	return {
		roster: (venueId, sessionId) => storage.read((tx) => rosterOf(tx, venueId, sessionId)),
		findMembers: (_venueId, query) =>
			storage.read(async (tx) => {
				const text = query.trim();
				if (text.length === 0) return [];
				const found = await tx.people.search(text.slice(0, 60), MOST_FOUND);
				return found.map(({ memberId, name, number }) => ({ memberId, name, number }));
			}),
		checkInByHand: (by, venueId, sessionId, memberId) =>
			storage.write(venueId, (tx) => checkInByHand(tx, context, by, venueId, { sessionId, memberId })),
		correct: (by, venueId, correction) =>
			storage.write(venueId, (tx) => correct(tx, context, by, venueId, correction)),
		history: (venueId, sessionId, memberId) =>
			storage.read(async (tx) => {
				const rows = await presenceOf(tx, venueId, { sessionId, memberId });
				rows.sort((a, b) => a.at - b.at || (a.entryId < b.entryId ? -1 : 1));
				const names = await namesOf(tx, venueId, staffIn(rows));
				return rows.map((row) => historyLine(row, names));
			}),
		came: async (venueId, sessionId) =>
			// Of whoever came without a seat it is not asked: any offering will do.
			(await storage.read((tx) => tx.attendance.turnout(venueId, sessionId, asId('')))).came,
		conflicts: (venueId, sessionIds) => storage.read((tx) => tx.attendance.conflicts(venueId, sessionIds)),
	};
}

/** Who is enrolled or came, by number. Someone who was erased meanwhile is left out; the facts remain. */
async function rosterOf(tx: Tx, venueId: VenueId, sessionId: SessionId): Promise<RosterLine[]> {
	const session = await readSession(tx, venueId, sessionId);
	const enrolled = session ? await tx.people.enrolled(venueId, session.offeringId) : [];
	const known = new Set(enrolled.map((member) => member.memberId));
	const attended = new Map<MemberId, Attendance>(
		(await tx.attendance.ofSession(venueId, sessionId)).map((row) => [row.memberId, row.attendance]),
	);
	const others: MemberRow[] = [];
	for (const memberId of attended.keys()) {
		const member = known.has(memberId) ? null : await tx.people.member(memberId);
		if (member) others.push(member);
	}
	const places = await placesOf(tx, venueId, sessionId, attended);
	return [...enrolled, ...others].map(({ memberId, name, number, phone, guest }) => ({
		...{ memberId, name, number, hasPhone: phone !== null, guest: guest ?? false },
		enrolled: known.has(memberId),
		attendance: attended.get(memberId) ?? null,
		where: places.get(memberId) ?? null,
	}));
}

/** Where each attendance comes from: the first fact that says it. */
async function placesOf(
	tx: Tx,
	venueId: VenueId,
	sessionId: SessionId,
	attended: ReadonlyMap<MemberId, Attendance>,
): Promise<Map<MemberId, string>> {
	const rows = (await tx.ledger.ofSubject(venueId, sessionId)).filter(isPresenceRow);
	const names = await namesOf(tx, venueId, staffIn(rows));
	const places = new Map<MemberId, string>();
	for (const row of rows) {
		const attendance = attended.get(row.fact.memberId);
		if (attendance && row.at === attendance.since) places.set(row.fact.memberId, whereOf(row, names));
	}
	return places;
}

/** The staff member's name, else the device's; empty for a phone, which has none. */
function whereOf({ fact, deviceId }: EntryRow, names: ReadonlyMap<string, string>): string {
	const id: string | DeviceId = fact.staffId ?? deviceId;
	return names.get(id) ?? '';
}

function historyLine(row: PresenceRow, names: ReadonlyMap<string, string>): HistoryLine {
	const { entryId, fact, at, flags } = row;
	return {
		entryId,
		kind: fact.kind,
		at,
		where: whereOf(row, names),
		flags: [...new Set<string>(fact.kind === 'check-in' ? [...fact.flags, ...flags] : flags)],
		present: saysPresent(fact),
		reason: 'reason' in fact ? (fact.reason ?? null) : null,
	};
}
