import type { MemberId, SessionId, VenueId } from '../base/id.ts';
import { asId, type EntryId } from '../base/id.ts';
import { assert } from '../base/assert.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Attendance } from '../domain/attendance.ts';
import type { CheckIn, Correction, Flag } from '../domain/fact.ts';
import { parseBody } from '../sync/records.ts';
import type { Context } from './context.ts';
import type { Staff } from './hub.ts';
import { appendOwn } from './own-outbox.ts';
import type { PersonAtSession } from './storage/ledger-port.ts';
import type { Tx } from './storage/port.ts';

type Refusal = 'no-such-session' | 'no-such-member';

type DoneByHand = Result<Attendance, Refusal>;

/** Stands as the reason where staff let in somebody about whom there were facts already. */
const LET_IN = '人工签到';

/** Staff let somebody in. Someone who is in already stays in: no second fact. */
export async function checkInByHand(
	tx: Tx,
	context: Context,
	by: Staff,
	venueId: VenueId,
	person: PersonAtSession,
): Promise<DoneByHand> {
	const refusal = await missing(tx, venueId, person);
	if (refusal) return err(refusal);
	const current = await tx.attendance.of(venueId, person);
	if (current?.status === 'present') return ok(current);
	const known = await tx.ledger.about(venueId, [person]);
	// A plain check-in would contradict the correction that took them out, which cannot have seen it.
	if (known.length > 0) {
		const saw = known.map((row) => row.entryId);
		return correct(tx, context, by, venueId, { ...person, present: true, saw, reason: LET_IN });
	}
	const fact: CheckIn = {
		kind: 'check-in',
		...{ sessionId: person.sessionId, memberId: person.memberId, serial: null, channel: 'desk' },
		flags: await flagsFor(tx, context, venueId, person),
		staffId: by.id,
	};
	await appendOwn(tx, context, venueId, fact);
	return ok(await attendanceNow(tx, venueId, person));
}

/** Staff's word over the facts they saw. What they did not see is not overruled: it shows as a conflict. */
export async function correct(
	tx: Tx,
	context: Context,
	by: Staff,
	venueId: VenueId,
	correction: PersonAtSession & { present: boolean; saw: readonly string[]; reason: string },
): Promise<DoneByHand> {
	const refusal = await missing(tx, venueId, correction);
	if (refusal) return err(refusal);
	const known = new Set<string>((await tx.ledger.about(venueId, [correction])).map((row) => row.entryId));
	const fact: Correction = {
		kind: 'correction',
		sessionId: correction.sessionId,
		memberId: correction.memberId,
		present: correction.present,
		saw: [...new Set(correction.saw)].filter((id) => known.has(id)).map((id) => asId<EntryId>(id)),
		reason: correction.reason.trim().slice(0, 200) || '—',
		staffId: by.id,
	};
	await appendOwn(tx, context, venueId, fact);
	return ok(await attendanceNow(tx, venueId, correction));
}

async function missing(tx: Tx, venueId: VenueId, person: PersonAtSession): Promise<Refusal | null> {
	if (!(await sessionOf(tx, venueId, person.sessionId))) return 'no-such-session';
	return (await tx.people.member(person.memberId)) ? null : 'no-such-member';
}

async function sessionOf(tx: Tx, venueId: VenueId, sessionId: SessionId) {
	const body = await tx.records.body(venueId, 'session', sessionId);
	return body === null ? null : parseBody('session', JSON.parse(body));
}

/** What a kiosk would have flagged. Staff are not held up by it. */
async function flagsFor(
	tx: Tx,
	{ clock }: Context,
	venueId: VenueId,
	{ sessionId, memberId }: { sessionId: SessionId; memberId: MemberId },
): Promise<Flag[]> {
	const session = (await sessionOf(tx, venueId, sessionId))!;
	const venue = await tx.records.body(venueId, 'venue', venueId);
	const policy = venue === null ? null : parseBody('venue', JSON.parse(venue))?.policy;
	const flags: Flag[] = [];
	if (!(await tx.people.offeringsOf(venueId, memberId)).includes(session.offeringId)) flags.push('walk-in');
	if (policy && clock.now() >= session.startsAt + policy.lateAfter * 60_000) flags.push('late');
	return flags;
}

async function attendanceNow(tx: Tx, venueId: VenueId, person: PersonAtSession): Promise<Attendance> {
	const attendance = await tx.attendance.of(venueId, person);
	assert(attendance, 'a recorded fact has an attendance');
	return attendance;
}
