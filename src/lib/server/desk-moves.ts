import type { EntryId, VenueId } from '../base/id.ts';
import { err, ok, type Result } from '../base/result.ts';
import { standingOf, type Attendance } from '../domain/attendance.ts';
import { attendanceNow, missing, presenceOf, type NotFound } from './by-hand.ts';
import type { Context } from './context.ts';
import { noteAct } from './desk-acts.ts';
import type { Staff } from './hub.ts';
import { appendOwn } from './own-outbox.ts';
import type { PersonAtSession, PresenceRow } from './storage/ledger-port.ts';
import type { Tx } from './storage/port.ts';

/**
 * What staff do at the desk about somebody who has come: they leave, and mistakes are taken back. Always appended, and noted
 * where it changed something.
 */

const isMove = ({ fact }: PresenceRow): boolean => fact.kind === 'check-in' || fact.kind === 'check-out';

/** The coming or leaving that stands last: what an undo takes back. Null where there is none. */
export const lastMove = (rows: readonly PresenceRow[]): PresenceRow | null =>
	standingOf(rows).filter(isMove).at(-1) ?? null;

/** Somebody leaves. Who has left already has left: no second fact. */
export async function checkOutByHand(
	tx: Tx,
	context: Context,
	by: Staff,
	venueId: VenueId,
	{ sessionId, memberId }: PersonAtSession,
): Promise<Result<Attendance, NotFound | 'not-here'>> {
	const person = { sessionId, memberId };
	const refusal = await missing(tx, venueId, person);
	if (refusal) return err(refusal);
	const current = await tx.attendance.of(venueId, person);
	if (current?.status !== 'present') return err('not-here');
	if (current.leftAt !== null) return ok(current);
	await appendOwn(tx, context, venueId, {
		...{ kind: 'check-out', sessionId, memberId, serial: null, channel: 'desk', staffId: by.id },
	});
	await noteAct(tx, context, by, venueId, 'desk-check-out', person);
	return ok(await attendanceNow(tx, venueId, person));
}

/**
 * Takes back one coming or leaving, whoever noted it and however long ago. What no longer stands is left as it is: a
 * colleague was quicker. A correction is no move, and is answered by another one.
 */
export async function undoByHand(
	tx: Tx,
	context: Context,
	by: Staff,
	venueId: VenueId,
	{ sessionId, memberId, undoes }: PersonAtSession & { readonly undoes: string },
): Promise<Result<Attendance, NotFound | 'no-such-fact'>> {
	const person = { sessionId, memberId };
	const refusal = await missing(tx, venueId, person);
	if (refusal) return err(refusal);
	const known = await presenceOf(tx, venueId, person);
	if (!known.some((row) => row.entryId === undoes && isMove(row))) return err('no-such-fact');
	if (standingOf(known).some((row) => row.entryId === undoes)) {
		await appendOwn(tx, context, venueId, {
			...{ kind: 'undo', sessionId, memberId, undoes: undoes as EntryId, channel: 'desk', staffId: by.id },
		});
		await noteAct(tx, context, by, venueId, 'desk-undo', person);
	}
	return ok(await attendanceNow(tx, venueId, person));
}
