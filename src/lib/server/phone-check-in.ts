import type { MemberId, SessionId, VenueId } from '../base/id.ts';
import { err, ok, type Result } from '../base/result.ts';
import { decideAdmission, type AdmissionFacts, type RefusalReason } from '../domain/admission.ts';
import { meetingOf, type Catalogue, type Meeting } from '../domain/catalogue.ts';
import type { CheckIn } from '../domain/fact.ts';
import { readPass, type Pass } from '../domain/pass.ts';
import { tri } from '../domain/tri.ts';
import { dayBounds, localDay } from '../domain/venue-time.ts';
import { bodies, readCatalogue } from './catalogue.ts';
import type { Context } from './context.ts';
import { appendOwn } from './own-outbox.ts';
import type { HubFlag } from './storage/ledger-port.ts';
import type { Tx } from './storage/port.ts';

interface Door {
	readonly venueId: VenueId;
	readonly sessionId: SessionId;
}

type PhoneCheckIn = Result<
	{ outcome: 'admitted' | 'already-in'; sessionId: SessionId; at: number; flags: string[] },
	RefusalReason
>;

/** The kiosk's decision, made on the hub with the hub's own knowledge: nothing is unknown here. */
export async function admitByPhone(
	tx: Tx,
	context: Context,
	door: Door,
	passText: string,
	hubFlags: (memberId: MemberId) => HubFlag[],
): Promise<PhoneCheckIn> {
	const now = context.clock.now();
	const catalogue = await readCatalogue(tx, door.venueId);
	if (!catalogue) return err('closed');
	const keys = bodies(await tx.records.ofKinds(door.venueId, ['key']), 'key').map(([, key]) => key);
	const reading = readPass(passText, keys, { now, uncertainty: 0 });
	const verdict = decideAdmission({
		...(await factsAbout(tx, door, catalogue, reading.ok ? reading.pass : null, now)),
		pass: reading.ok
			? { ...reading, revoked: tri(await isRevoked(tx, door.venueId, reading.pass)) }
			: reading,
	});
	if (verdict.outcome === 'ask-desk' || verdict.outcome === 'refused') return err(verdict.reason);
	const { sessionId } = door;
	if (verdict.outcome === 'already-in')
		return ok({ outcome: 'already-in', sessionId, at: verdict.at, flags: [] });
	const { memberId, serial } = reading.ok ? reading.pass : neverAdmitted();
	const { flags } = verdict;
	const fact: CheckIn = {
		kind: 'check-in',
		sessionId,
		memberId,
		serial,
		channel: 'phone',
		flags,
		staffId: null,
	};
	await appendOwn(tx, context, door.venueId, fact, hubFlags(memberId));
	return ok({ outcome: 'admitted', sessionId, at: now, flags });
}

const neverAdmitted = (): never => {
	throw new Error('assertion failed: a code that is no pass was admitted');
};

async function factsAbout(
	tx: Tx,
	{ venueId, sessionId }: Door,
	catalogue: Catalogue,
	pass: Pass | null,
	now: number,
): Promise<Omit<AdmissionFacts, 'pass'>> {
	const { zone, policy } = catalogue.venue;
	const alreadyIn = new Map<SessionId, number>();
	const person = pass && { sessionId, memberId: pass.memberId };
	const attendance = person && (await tx.attendance.of(venueId, person));
	if (attendance && attendance.since !== null) alreadyIn.set(sessionId, attendance.since);
	const enrolled = pass ? await tx.people.offeringsOf(venueId, pass.memberId) : [];
	const barred = pass ? (await tx.people.member(pass.memberId))?.barred : undefined;
	return {
		now,
		uncertainty: 0,
		today: localDay(now, zone),
		door: sessionId,
		meetings: meetingsOfDay(catalogue, now),
		enrolled: new Set(enrolled),
		barred: tri(barred),
		alreadyIn,
		policy,
	};
}

function meetingsOfDay(catalogue: Catalogue, now: number): Meeting[] {
	const { from, to } = dayBounds(now, catalogue.venue.zone);
	return [...catalogue.sessions.values()]
		.filter((session) => session.startsAt < to && session.endsAt > from)
		.flatMap((session) => meetingOf(catalogue, session.id) ?? [])
		.sort((a, b) => a.session.startsAt - b.session.startsAt);
}

/** By the hub's own book for its own passes; by the venue's list for those of a hub it trusts. */
async function isRevoked(tx: Tx, venueId: VenueId, pass: Pass): Promise<boolean> {
	const name = `${pass.memberId}.${pass.serial}`;
	const lists = bodies(await tx.records.ofKinds(venueId, ['revocations']), 'revocations');
	return lists.some(([, list]) => list.passes.includes(name));
}
