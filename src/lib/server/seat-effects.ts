import {
	asId,
	type DeviceId,
	type EntryId,
	type MemberId,
	type OfferingId,
	type SessionId,
	type VenueId,
} from '../base/id.ts';
import { correctedTime, isSeatFact, type SeatFact } from '../domain/fact.ts';
import { foldSeats, nextUp, notBefore, type Seats, type SignUpState } from '../domain/seats.ts';
import type { Entry } from '../sync/entry.ts';
import type { Outcome } from '../sync/wire.ts';
import { rosterChanges } from './roster.ts';
import { freeSeats, importedSeats, offeringOf, quotasOf, seatEvents, seatsOf, sessionsOf } from './seats.ts';
import type { MemberRow } from './storage/people-port.ts';
import type { Tx } from './storage/port.ts';
import { tallyChanges } from './tally.ts';

type SeatEntry = Entry & { readonly fact: SeatFact };
const isAboutSeats = (entry: Entry): entry is SeatEntry => isSeatFact(entry.fact);

/** What each new sign-up and withdrawal did, and the offerings they are about. Reads only. */
export async function foldSeatBatch(
	tx: Tx,
	venueId: VenueId,
	entries: readonly Entry[],
): Promise<{ outcomes: Map<EntryId, Outcome>; offerings: Set<OfferingId> }> {
	const told = entries.filter(isAboutSeats);
	const offerings = new Set(told.map(({ fact }) => fact.offeringId));
	const outcomes = new Map<EntryId, Outcome>();
	for (const offeringId of offerings) {
		const events = await seatEvents(tx, venueId, offeringId);
		const imports = await importedSeats(tx, venueId, offeringId, events);
		for (const { entryId, timing, fact } of told.filter((entry) => entry.fact.offeringId === offeringId)) {
			const before = foldSeats(events, imports).states.get(fact.memberId);
			events.push({ entryId, at: correctedTime(timing), fact });
			const after = foldSeats(events, imports).states.get(fact.memberId);
			outcomes.set(entryId, isSame(before, after) ? 'duplicate' : 'recorded');
		}
	}
	return { outcomes, offerings };
}

const isSame = (a: SignUpState | undefined, b: SignUpState | undefined): boolean =>
	a?.status === b?.status && a?.entryId === b?.entryId && a?.at === b?.at;

/** Stores how seats stand now that the facts are stored, and tells the venue's devices. False: there was nothing to tell. */
export async function publishSeats(
	tx: Tx,
	venueId: VenueId,
	offerings: ReadonlySet<OfferingId>,
	now: number,
): Promise<boolean> {
	const moved: MemberRow[] = [];
	for (const offeringId of offerings) {
		const seats = await seatsOf(tx, venueId, offeringId);
		for (const memberId of await storeSeats(tx, venueId, offeringId, seats)) {
			const member = await tx.people.member(memberId);
			if (member) moved.push(member);
		}
	}
	const told = await sessionIds(tx, venueId, offerings);
	const changes = [
		...(await tallyChanges(tx, venueId, told)),
		...(await rosterChanges(tx, venueId, moved, now)),
	];
	return (await tx.records.put(venueId, changes)) !== null;
}

async function sessionIds(
	tx: Tx,
	venueId: VenueId,
	offerings: ReadonlySet<OfferingId>,
): Promise<SessionId[]> {
	const ids: SessionId[] = [];
	for (const offeringId of offerings)
		for (const { id } of await sessionsOf(tx, venueId, offeringId)) ids.push(id);
	return ids;
}

/** Writes what has changed. Tells whose seat or place it was. */
async function storeSeats(
	tx: Tx,
	venueId: VenueId,
	offeringId: OfferingId,
	{ states }: Seats,
): Promise<Set<MemberId>> {
	const stored = new Map((await tx.seats.signUps(venueId, offeringId)).map((row) => [row.memberId, row]));
	const enrolled = new Set((await tx.people.enrolled(venueId, offeringId)).map((row) => row.memberId));
	// Who only ever was imported has a line on the list, and needs no other.
	const rows = [...states.values()].filter(
		(state) =>
			(state.entryId !== null || stored.has(state.memberId)) && !isSame(stored.get(state.memberId), state),
	);
	await tx.seats.putSignUps(
		venueId,
		rows.map((state) => ({ offeringId, ...state })),
	);
	const moved = new Set(rows.map(({ memberId }) => memberId));
	for (const { memberId, status } of states.values()) {
		if ((status === 'seated') === enrolled.has(memberId)) continue;
		// Of somebody who was erased meanwhile only the facts remain.
		if (status !== 'seated') await tx.seats.unseat(venueId, offeringId, memberId);
		else if (await tx.people.member(memberId)) await tx.people.enroll(venueId, offeringId, memberId);
		moved.add(memberId);
	}
	return moved;
}

/** Who moves up now that seats are free: facts for the hub to append in its own name, in fair order. */
export async function movingUp(
	tx: Tx,
	venueId: VenueId,
	offerings: Iterable<OfferingId>,
	now: number,
): Promise<{ fact: SeatFact; at: number }[]> {
	const facts: { fact: SeatFact; at: number }[] = [];
	for (const offeringId of offerings) {
		const offering = await offeringOf(tx, venueId, offeringId);
		if (!offering || (await tx.seats.waiting(venueId, offeringId)) === 0) continue;
		// Nobody is called to a class that is over.
		if (!(await sessionsOf(tx, venueId, offeringId)).some(({ endsAt }) => endsAt > now)) continue;
		const seats = await seatsOf(tx, venueId, offeringId);
		const free = await freeSeats(tx, venueId, offering, seats, now);
		const { quotas, taken } = await quotasOf(tx, venueId, offering, seats);
		for (const memberId of nextUp({ seated: taken, queue: seats.queue }, free, quotas))
			facts.push({
				at: notBefore(seats.states.get(memberId), now),
				fact: {
					...{ kind: 'sign-up', offeringId, memberId, serial: null, channel: 'desk' },
					...{ seat: 'moved-up', staffId: null },
				},
			});
	}
	return facts;
}

/** Counts what kiosks gave away of the seats they hold. */
export async function noteLeaseUse(
	tx: Tx,
	venueId: VenueId,
	deviceId: DeviceId,
	entries: readonly Entry[],
): Promise<void> {
	const given: { seq: number; offeringId: OfferingId; seats: number; memberId: MemberId }[] = [];
	for (const { seq, fact } of entries) {
		if (fact.kind === 'sign-up' && fact.seat === 'leased')
			given.push({ seq, offeringId: fact.offeringId, seats: 1, memberId: fact.memberId });
		if (fact.kind !== 'check-in' || !fact.flags.includes('leased')) continue;
		const body = await tx.records.body(venueId, 'session', fact.sessionId);
		if (body === null) continue;
		given.push({
			seq,
			offeringId: asId<OfferingId>((JSON.parse(body) as { offeringId: string }).offeringId),
			seats: fact.party ?? 1,
			memberId: fact.memberId,
		});
	}
	if (given.length === 0) return;
	for (const lease of (await tx.seats.leases(venueId)).filter((row) => row.deviceId === deviceId)) {
		const [used, promised] = [new Map(lease.used), new Map(lease.promised)];
		for (const { seq, offeringId, seats, memberId } of given) {
			if (seq <= lease.from) continue;
			used.set(offeringId, (used.get(offeringId) ?? 0) + seats);
			// From now on the seat itself counts.
			const left = promised.get(offeringId)?.filter((one) => one !== memberId);
			if (left) promised.set(offeringId, left);
		}
		await tx.seats.putLease(venueId, { ...lease, used, promised });
	}
}
