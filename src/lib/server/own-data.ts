import type { MemberId, OfferingId, VenueId } from '../base/id.ts';
import type { OwnData } from './mine.ts';
import type { EntryRow } from './storage/ledger-port.ts';
import type { Tx } from './storage/port.ts';
import { offeringSubject } from '../domain/fact.ts';

const DAY = 86_400_000;
const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));
const isoDay = (day: number): string => iso(day * DAY).slice(0, 10);

/** Everything that is kept about a person. No secrets of their passes: whoever got hold of the file could make them. */
export async function ownData(tx: Tx, memberId: MemberId, now: number): Promise<OwnData | null> {
	const person = await tx.people.member(memberId);
	if (!person) return null;
	const classes = [];
	for (const venue of await tx.people.venuesOf(memberId))
		for (const offering of await tx.people.offeringsOf(venue, memberId)) classes.push({ venue, offering });
	const came = await tx.attendance.ofMember(memberId);
	const facts: EntryRow[] = [];
	for (const { venueId, sessionId } of came)
		facts.push(...(await tx.ledger.about(venueId, [{ subject: sessionId, memberId }])));
	for (const { venue, offering } of await askedFor(tx, memberId, classes))
		facts.push(...(await tx.ledger.about(venue, [{ subject: offeringSubject(offering), memberId }])));
	const pass = await tx.passes.latest(memberId);
	return {
		madeAt: iso(now),
		person: { ...person, guest: person.guest ?? false },
		unionsBefore: (await tx.unions.past(memberId)).map(({ union, until }) => ({ union, until: iso(until) })),
		classes,
		passes: pass ? [{ serial: pass.serial, issuedAt: iso(pass.issuedAt), ...daysOf(pass) }] : [],
		phones: (await tx.phones.ofMember(memberId)).map(({ name, openedAt, seenAt }) => ({
			...{ name, openedAt: iso(openedAt), seenAt: iso(seenAt) },
		})),
		attendance: came.map(({ venueId: venue, sessionId: session, attendance }) => ({
			...{ venue, session, status: attendance.status, late: attendance.late },
			...{ since: isoOrNull(attendance.since), leftAt: isoOrNull(attendance.leftAt) },
		})),
		facts: facts
			.sort((a, b) => a.at - b.at)
			.map(({ venueId: venue, entryId, at, receivedAt, fact, flags }) => ({
				...{ venue, entryId, at: iso(at), receivedAt: iso(receivedAt), fact, flags },
			})),
	};
}

interface Class {
	readonly venue: VenueId;
	readonly offering: OfferingId;
}

/** Theirs, and those that they wait for or have withdrawn from. */
async function askedFor(tx: Tx, memberId: MemberId, classes: readonly Class[]): Promise<Class[]> {
	const all = new Map(classes.map((one) => [`${one.venue} ${one.offering}`, one]));
	for (const venue of await tx.records.venues())
		for (const { offeringId: offering } of await tx.seats.signUpsOf(venue, memberId))
			all.set(`${venue} ${offering}`, { venue, offering });
	return [...all.values()];
}

const daysOf = (pass: { firstDay: number; lastDay: number; revokedAt: number | null }) => ({
	firstDay: isoDay(pass.firstDay),
	lastDay: isoDay(pass.lastDay),
	revokedAt: isoOrNull(pass.revokedAt),
});
