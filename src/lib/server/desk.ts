import type { MemberId, SessionId, VenueId } from '../base/id.ts';
import { err, ok } from '../base/result.ts';
import { checkInByHand, sessionOf } from './by-hand.ts';
import { readCatalogue } from './catalogue.ts';
import type { Context } from './context.ts';
import { actsAt, noteAct } from './desk-acts.ts';
import { checkOutByHand, undoByHand } from './desk-moves.ts';
import { findAtDesk, personAtDesk } from './desk-people.ts';
import type { DeskService, SheetResult } from './desk-service.ts';
import { personalOf } from './desk-personal.ts';
import { enterRow } from './desk-sheet.ts';
import { needsReason } from '../domain/desk-refusal.ts';
import { flagsUnder, verdictAtDesk } from './desk-verdict.ts';
import { addGuest } from './guests.ts';
import type { PassService, Staff } from './hub.ts';
import type { ClaimService } from './pass-shapes.ts';
import type { PersonAtSession } from './storage/ledger-port.ts';
import type { Tx } from './storage/port.ts';

/** A sheet of a class that is further ahead is another day's. */
const EARLIEST_MS = 12 * 3_600_000;

export function deskService(context: Context, passes: PassService, claims: ClaimService): DeskService {
	const { clock, storage } = context;
	return {
		find: (venueId, sessionId, query) =>
			storage.read((tx) => findAtDesk(tx, venueId, sessionId, query.slice(0, 60), clock.now())),
		person: (venueId, person) => storage.read((tx) => personAtDesk(tx, venueId, person, clock.now())),
		checkIn: (by, venueId, person, why) =>
			storage.write(venueId, (tx) => checkIn(tx, context, by, venueId, person, why)),
		checkOut: (by, venueId, person) =>
			storage.write(venueId, (tx) => checkOutByHand(tx, context, by, venueId, person)),
		undo: (by, venueId, person) =>
			storage.write(venueId, (tx) => undoByHand(tx, context, by, venueId, person)),
		// A person is nobody's venue: alone everywhere for this moment.
		guest: (by, venueId, sessionId, name) =>
			storage.write(null, (tx) => takeGuest(tx, context, by, venueId, sessionId, name)),
		enterSheet: (by, venueId, sessionId, rows) =>
			storage.write(venueId, async (tx) => {
				const session = await sessionOf(tx, venueId, sessionId);
				if (!session) return err('no-such-session');
				// Nobody has signed a sheet of what did not take place, or not yet.
				if (session.status === 'cancelled' || clock.now() < session.startsAt - EARLIEST_MS)
					return err('not-held');
				const results: SheetResult[] = [];
				for (const row of rows) results.push(await enterRow(tx, context, by, venueId, session, row));
				const count = results.filter(({ result }) => result === 'entered').length;
				if (count > 0) await noteAct(tx, context, by, venueId, 'desk-sheet-entered', { sessionId, count });
				return ok(results);
			}),
		...personalOf(context, passes, claims),
		acts: (venueId, limit) => storage.read((tx) => actsAt(tx, venueId, limit)),
	};
}

const isHere = async (tx: Tx, venueId: VenueId, person: PersonAtSession): Promise<boolean> => {
	const attendance = await tx.attendance.of(venueId, person);
	return attendance?.status === 'present' && attendance.leftAt === null;
};

async function checkIn(
	tx: Tx,
	context: Context,
	by: Staff,
	venueId: VenueId,
	person: PersonAtSession,
	why: string | null,
) {
	const catalogue = await readCatalogue(tx, venueId);
	if (!catalogue?.sessions.has(person.sessionId)) return err('no-such-session' as const);
	const member = await tx.people.member(person.memberId);
	if (!member) return err('no-such-member' as const);
	// Pressed twice, or by two people: it has happened, whatever the rules would say now.
	if (await isHere(tx, venueId, person)) return checkInByHand(tx, context, by, venueId, person);
	const verdict = await verdictAtDesk(tx, catalogue, member, person.sessionId, context.clock.now());
	const refused = needsReason(verdict);
	const reason = why?.trim().slice(0, 200) ?? '';
	if (refused && reason === '') return err(verdict);
	const how = { flags: flagsUnder(verdict), ...(refused ? { reason } : {}) };
	const done = await checkInByHand(tx, context, by, venueId, person, how);
	const action = refused ? 'desk-override' : 'desk-check-in';
	if (done.ok) await noteAct(tx, context, by, venueId, action, { ...person, ...(refused ? { reason } : {}) });
	return done;
}

async function takeGuest(
	tx: Tx,
	context: Context,
	by: Staff,
	venueId: VenueId,
	sessionId: SessionId,
	name: string,
) {
	if (!(await sessionOf(tx, venueId, sessionId))) return err('no-such-session' as const);
	const guest = await addGuest(tx, context, name);
	if (!guest.ok) return guest;
	const { memberId }: { memberId: MemberId } = guest.value;
	await checkInByHand(tx, context, by, venueId, { sessionId, memberId });
	await noteAct(tx, context, by, venueId, 'desk-guest', { sessionId, memberId });
	return ok({ memberId, name: guest.value.name });
}
