import type { MemberId, SessionId, VenueId } from '../base/id.ts';
import { readCatalogue } from './catalogue.ts';
import { presenceOf } from './by-hand.ts';
import { lastMove } from './desk-moves.ts';
import type { DeskPerson } from './desk-service.ts';
import { verdictAtDesk } from './desk-verdict.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { PersonAtSession } from './storage/ledger-port.ts';
import type { MemberRow } from './storage/people-port.ts';
import type { Tx } from './storage/port.ts';

export const MOST_FOUND = 20;

/** Whom a search finds, those who are expected at the session first. */
export async function findAtDesk(
	tx: Tx,
	venueId: VenueId,
	sessionId: SessionId,
	query: string,
	now: number,
): Promise<{ found: DeskPerson[]; more: boolean }> {
	const catalogue = await readCatalogue(tx, venueId);
	const offeringId = catalogue?.sessions.get(sessionId)?.offeringId;
	if (!catalogue || !offeringId) return { found: [], more: false };
	const expected = await tx.people.search(query, MOST_FOUND + 1, { venueId, offeringId });
	const others = await tx.people.search(query, MOST_FOUND + 1);
	const all = new Map<MemberId, MemberRow>();
	for (const member of [...expected, ...others])
		if (!all.has(member.memberId)) all.set(member.memberId, member);
	const found: DeskPerson[] = [];
	for (const member of [...all.values()].slice(0, MOST_FOUND))
		found.push(await personOf(tx, catalogue, venueId, sessionId, member, now));
	return { found, more: all.size > MOST_FOUND };
}

export async function personAtDesk(
	tx: Tx,
	venueId: VenueId,
	{ sessionId, memberId }: PersonAtSession,
	now: number,
): Promise<DeskPerson | null> {
	const catalogue = await readCatalogue(tx, venueId);
	const member = await tx.people.member(memberId);
	if (!catalogue?.sessions.has(sessionId) || !member) return null;
	return personOf(tx, catalogue, venueId, sessionId, member, now);
}

async function personOf(
	tx: Tx,
	catalogue: Catalogue,
	venueId: VenueId,
	sessionId: SessionId,
	member: MemberRow,
	now: number,
): Promise<DeskPerson> {
	const { memberId, name, number, union, phone, guest } = member;
	const person = { sessionId, memberId };
	const attendance = await tx.attendance.of(venueId, person);
	const move = attendance && lastMove(await presenceOf(tx, venueId, person));
	const isHere = attendance?.status === 'present' && attendance.leftAt === null;
	const offerings = await tx.people.offeringsOf(venueId, memberId);
	return {
		...{ memberId, name, number, union, hasPhone: phone !== null, guest: guest ?? false },
		enrolled: offerings.includes(catalogue.sessions.get(sessionId)!.offeringId),
		attendance,
		lastMove: move && {
			entryId: move.entryId,
			kind: move.fact.kind === 'check-out' ? 'check-out' : 'check-in',
		},
		verdict: isHere ? null : await verdictAtDesk(tx, catalogue, member, sessionId, now),
	};
}
