import { asId, type EntryId, type OutboxId, type VenueId } from '../base/id.ts';
import { assert } from '../base/assert.ts';
import { err, ok, type Result } from '../base/result.ts';
import { standingOf, type Attendance } from '../domain/attendance.ts';
import { explainDoubt } from '../domain/doubt.ts';
import type { CheckIn, Correction, Flag } from '../domain/fact.ts';
import { visitDate } from '../domain/visits.ts';
import { parseBody } from '../sync/records.ts';
import type { Context } from './context.ts';
import type { Staff } from './hub.ts';
import { accountOf } from './account.ts';
import { hubDeviceId } from './own-identity.ts';
import { appendOwn } from './own-outbox.ts';
import { isPresenceRow, type PersonAtSession, type PresenceRow } from './storage/ledger-port.ts';
import { readSession } from './session.ts';
import type { Tx } from './storage/port.ts';

export type NotFound = 'no-such-session' | 'no-such-member';

/** What staff say, over the facts they saw. */
type StaffCorrection = PersonAtSession & {
	readonly present: boolean;
	readonly saw: readonly string[];
	readonly reason: string;
};

export type DoneByHand = Result<Attendance, NotFound>;

/** Stands as the reason where staff let in somebody about whom there were facts already. */
const LET_IN = '人工签到';

/** How the rules stand to it. */
export interface LetIn {
	/** Beside what the hub sees for itself. */
	readonly flags: readonly Flag[];
	/** Why, where the rules refuse. */
	readonly reason?: string;
}

/**
 * Staff let somebody in. Someone who is here already stays in: no second fact. Who has left comes back. The rules are not
 * asked (desk-verdict.ts asks them).
 */
export async function checkInByHand(
	tx: Tx,
	context: Context,
	by: Staff,
	venueId: VenueId,
	person: PersonAtSession,
	how?: LetIn,
): Promise<DoneByHand> {
	const refusal = await missing(tx, venueId, person);
	if (refusal) return err(refusal);
	const current = await tx.attendance.of(venueId, person);
	if (current?.status === 'present' && current.leftAt === null) return ok(current);
	const known = await presenceOf(tx, venueId, person);
	// A plain check-in would contradict the correction that took them out, which cannot have seen it.
	if (standingOf(known).some(({ fact }) => fact.kind === 'correction' && !fact.present)) {
		const saw = known.map((row) => row.entryId);
		const reason = how?.reason ?? LET_IN;
		return correct(tx, context, by, venueId, { ...person, present: true, saw, reason });
	}
	const flags = new Set([...(await flagsFor(tx, context, venueId, person)), ...(how?.flags ?? [])]);
	const fact: CheckIn = {
		kind: 'check-in',
		...{ sessionId: person.sessionId, memberId: person.memberId, serial: null, channel: 'desk' },
		flags: [...flags],
		staffId: by.id,
		...(how?.reason ? { reason: how.reason } : {}),
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
	correction: StaffCorrection,
): Promise<DoneByHand> {
	const refusal = await missing(tx, venueId, correction);
	if (refusal) return err(refusal);
	return ok((await appendCorrection(tx, context, by, venueId, correction)).attendance);
}

/** Appends it, of what it claims to have seen what there is. Where it settles a conflict, that is kept as a decision. */
export async function appendCorrection(
	tx: Tx,
	context: Context,
	by: Staff,
	venueId: VenueId,
	{ sessionId, memberId, present, saw, reason }: StaffCorrection,
): Promise<{ attendance: Attendance; factId: EntryId }> {
	const known = await presenceOf(tx, venueId, { sessionId, memberId });
	const ids = new Set<string>(known.map((row) => row.entryId));
	const fact: Correction = {
		...{ kind: 'correction', sessionId, memberId, present },
		saw: [...new Set(saw)].filter((id) => ids.has(id)).map((id) => asId<EntryId>(id)),
		reason: reason.trim().slice(0, 200) || '—',
		staffId: by.id,
	};
	const doubt = explainDoubt(known.map(accountOf));
	const { head, factId } = await appendOwn(tx, context, venueId, fact);
	const attendance = await attendanceNow(tx, venueId, fact);
	if (doubt && !attendance.conflict)
		await tx.inbox.decide({
			...{ venueId, outboxId: outboxOf(factId), ...head, verdict: 'settled', about: doubt.kind },
			...{ at: context.clock.now(), staffId: by.id, reason: fact.reason, sessionId, memberId },
			deviceId: await hubDeviceId(tx, context.random),
			...{ factId, status: attendance.status },
		});
	return { attendance, factId };
}

/** Every fact about this person at this session, in no order. */
export const presenceOf = async (
	tx: Tx,
	venueId: VenueId,
	{ sessionId: subject, memberId }: PersonAtSession,
): Promise<PresenceRow[]> => (await tx.ledger.about(venueId, [{ subject, memberId }])).filter(isPresenceRow);

const outboxOf = (entryId: EntryId): OutboxId => asId<OutboxId>(entryId.split('.')[0]!);

/** Is there no such session, or nobody of this id? */
export async function missing(tx: Tx, venueId: VenueId, person: PersonAtSession): Promise<NotFound | null> {
	if (!(await sessionOf(tx, venueId, person.sessionId))) return 'no-such-session';
	return (await tx.people.member(person.memberId)) ? null : 'no-such-member';
}

export const sessionOf = readSession;

/** What a kiosk would have flagged. Staff are not held up by it. `at`: of a moment other than now. */
export async function flagsFor(
	tx: Tx,
	{ clock }: Context,
	venueId: VenueId,
	{ sessionId, memberId }: PersonAtSession,
	at: number = clock.now(),
): Promise<Flag[]> {
	const session = (await sessionOf(tx, venueId, sessionId))!;
	const venue = await tx.records.body(venueId, 'venue', venueId);
	const policy = venue === null ? null : parseBody('venue', JSON.parse(venue))?.policy;
	const flags: Flag[] = [];
	if ((await tx.people.member(memberId))?.guest) flags.push('guest');
	else if (visitDate(sessionId) !== null) return flags;
	else if (!(await tx.people.offeringsOf(venueId, memberId)).includes(session.offeringId))
		flags.push('walk-in');
	if (policy && at >= session.startsAt + policy.lateAfter * 60_000) flags.push('late');
	return flags;
}

export async function attendanceNow(tx: Tx, venueId: VenueId, person: PersonAtSession): Promise<Attendance> {
	const attendance = await tx.attendance.of(venueId, person);
	assert(attendance, 'a recorded fact has an attendance');
	return attendance;
}
