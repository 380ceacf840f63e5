import type { VenueId } from '../base/id.ts';
import { standingOf } from '../domain/attendance.ts';
import type { CheckIn } from '../domain/fact.ts';
import { attendanceNow, flagsFor, presenceOf } from './by-hand.ts';
import type { Context } from './context.ts';
import type { SheetResult, SheetRow } from './desk-service.ts';
import type { Session } from '../domain/course.ts';
import type { Staff } from './hub.ts';
import { appendOwn } from './own-outbox.ts';
import type { Tx } from './storage/port.ts';

/** People write down the time on the wall, or the one in the line above. */
const WRITTEN_MS = 15 * 60_000;

/** Enters one row of a paper sheet. Nothing that is known already is overruled by paper. */
export async function enterRow(
	tx: Tx,
	context: Context,
	by: Staff,
	venueId: VenueId,
	session: Session,
	{ memberId, at }: SheetRow,
): Promise<SheetResult> {
	const person = { sessionId: session.id, memberId };
	const member = await tx.people.member(memberId);
	if (!member) return { memberId, name: '', result: 'unknown', since: null };
	const { name } = member;
	const current = await tx.attendance.of(venueId, person);
	if (current && current.status !== 'absent')
		return { memberId, name, result: 'already', since: current.since };
	const standing = standingOf(await presenceOf(tx, venueId, person));
	if (standing.some(({ fact }) => fact.kind === 'correction'))
		return { memberId, name, result: 'contradicted', since: null };
	// Nothing on paper can have happened yet.
	const happened = Math.min(at ?? session.startsAt, context.clock.now());
	const fact: CheckIn = {
		kind: 'check-in',
		...{ ...person, serial: null, channel: 'desk', staffId: by.id },
		flags: [...(await flagsFor(tx, context, venueId, person, happened)), 'from-paper'],
	};
	await appendOwn(tx, context, venueId, fact, [], { at: happened, uncertainty: WRITTEN_MS });
	const { since } = await attendanceNow(tx, venueId, person);
	return { memberId, name, result: 'entered', since };
}
