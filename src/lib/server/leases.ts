import type { MemberId, OfferingId, VenueId } from '../base/id.ts';
import { LEASE_DUE_MS, LEASE_MS, LEASE_LOST_MS, shareOf, unheardOf } from '../domain/lease.ts';
import { decideSignUp, decideWithdrawal } from '../domain/sign-up.ts';
import type { LeaseAnswer, LeaseRequest, SignUpTold } from '../sync/leases.ts';
import { bodies } from './catalogue.ts';
import type { Device } from './hub.ts';
import { moveUp } from './ledger.ts';
import { freeSeats, offeringOf, seatsOf, signUpFacts, walkInsOf } from './seats.ts';
import type { LeaseRow } from './storage/seat-port.ts';
import type { Tx } from './storage/port.ts';

/** Sessions that begin within this are worth a lease. */
const AHEAD = 36 * 3_600_000;

/**
 * Answers with the lease that the device is to go by. What it holds is good until it holds another: the hub counts the
 * seats of every lease that it may go by as taken, and forgets one only when it says that it goes by a later one [S19].
 */
export async function answerLease(
	tx: Tx,
	device: Device,
	request: LeaseRequest,
	now: number,
): Promise<LeaseAnswer> {
	const { venueId } = device;
	// What it gave away under an earlier lease may be on its way still.
	const heard = (await tx.ledger.outbox(venueId, request.outboxId))?.head.seq ?? 0;
	if (request.holds !== null && heard >= request.written)
		await tx.seats.dropLeases(venueId, device.id, request.holds);
	const queues = await tx.seats.queues(venueId);
	// What came back goes to those who wait before any kiosk gets it.
	await moveUp(tx, venueId, queues, now);
	const own = (await tx.seats.leases(venueId)).filter((row) => row.deviceId === device.id);
	const latest = own.at(-1) ?? null;
	const told = request.asks ? await tell(tx, venueId, request.asks, own, now) : undefined;
	const mustSeat = told?.outcome === 'seated' ? request.asks!.offeringId : null;
	const good =
		latest && !isDue(latest, request, queues, now) && (mustSeat === null || hasSeat(latest, mustSeat))
			? latest
			: await newLease(tx, device, request, own, mustSeat, now);
	const lease = mustSeat === null ? good : withPromise(good, mustSeat, request.asks!.memberId);
	if (lease !== latest) await tx.seats.putLease(venueId, lease);
	return {
		...{ v: 3, hubTime: now },
		lease: {
			...{ number: lease.number, from: lease.from, expiresAt: lease.expiresAt },
			seats: [...lease.seats].map(([offeringId, seats]) => ({ offeringId, seats })),
		},
		...(told ? { told } : {}),
	};
}

/** It has grown old, is another outbox's, has been used, or holds seats for which others wait. */
const isDue = (
	lease: LeaseRow,
	{ outboxId }: LeaseRequest,
	queues: readonly OfferingId[],
	now: number,
): boolean =>
	lease.outboxId !== outboxId ||
	now >= lease.expiresAt - LEASE_DUE_MS ||
	lease.used.size > 0 ||
	queues.some((offeringId) => lease.seats.has(offeringId));

const hasSeat = ({ seats, used }: LeaseRow, offeringId: OfferingId): boolean =>
	(seats.get(offeringId) ?? 0) - (used.get(offeringId) ?? 0) > 0;

/** Another kiosk's visitor of the same union is not told of this seat as well. */
function withPromise(lease: LeaseRow, offeringId: OfferingId, memberId: MemberId): LeaseRow {
	const known = lease.promised.get(offeringId) ?? [];
	if (known.includes(memberId)) return lease;
	return { ...lease, promised: new Map(lease.promised).set(offeringId, [...known, memberId]) };
}

/** What the hub says about one person. A seat that this kiosk holds already is free to it. */
async function tell(
	tx: Tx,
	venueId: VenueId,
	{ act, offeringId, memberId }: NonNullable<LeaseRequest['asks']>,
	own: readonly LeaseRow[],
	now: number,
): Promise<SignUpTold> {
	const offering = await offeringOf(tx, venueId, offeringId);
	if (!offering) return { outcome: 'refused', reason: 'not-offered' };
	const facts = await signUpFacts(tx, { venueId, offering, memberId, by: 'visitor', now });
	if (act === 'withdrawal') return decideWithdrawal(facts);
	const mine = unheardOf(live(own), offeringId, now);
	return decideSignUp({ ...facts, free: facts.free === null ? null : facts.free + mine });
}

const live = (rows: readonly LeaseRow[]) => rows.map((row) => ({ ...row, revoked: false }));

/** One over all classes that are near, and one seat more where somebody waits for it at the kiosk. Not stored yet. */
async function newLease(
	tx: Tx,
	device: Device,
	{ outboxId, holds }: LeaseRequest,
	own: readonly LeaseRow[],
	mustSeat: OfferingId | null,
	now: number,
): Promise<LeaseRow> {
	const { venueId, id: deviceId } = device;
	const kiosks = await kiosksWithLeases(tx, device, now);
	const seats = new Map<OfferingId, number>();
	const offerings = device.kind === 'lobby' ? [] : await near(tx, venueId, mustSeat, now);
	for (const offeringId of offerings) {
		const offering = await offeringOf(tx, venueId, offeringId);
		if (!offering) continue;
		const taken = await seatsOf(tx, venueId, offeringId);
		const walkIns = await walkInsOf(tx, venueId, offeringId, new Set(taken.seated), now);
		const free = (await freeSeats(tx, venueId, offering, taken, now)) - walkIns;
		const mine = unheardOf(live(own), offeringId, now);
		// Nobody passes those who wait: who is left in the queue waits for a seat of their own union's.
		const share = taken.queue.length > 0 || offering.signUp?.quotas ? 0 : shareOf(free + mine, kiosks);
		const most = Math.min(free + mine, Math.max(share, offeringId === mustSeat ? 1 : 0));
		if (most > 0) seats.set(offeringId, most);
	}
	const from = (await tx.ledger.outbox(venueId, outboxId))?.head.seq ?? 0;
	const number = Math.max(holds ?? 0, own.at(-1)?.number ?? 0) + 1;
	return {
		...{ deviceId, outboxId, number, from, expiresAt: now + LEASE_MS },
		...{ seats, used: new Map(), promised: new Map() },
	};
}

/** This one, and the others that have asked within the life of a lease. */
async function kiosksWithLeases(tx: Tx, device: Device, now: number): Promise<number> {
	const rows = await tx.seats.leases(device.venueId);
	const recent = rows.filter((row) => row.expiresAt > now).map((row) => row.deviceId);
	return new Set([...recent, device.id]).size;
}

async function near(
	tx: Tx,
	venueId: VenueId,
	mustSeat: OfferingId | null,
	now: number,
): Promise<Set<OfferingId>> {
	const sessions = bodies(await tx.records.ofKinds(venueId, ['session']), 'session')
		.map(([, session]) => session)
		.filter(
			({ endsAt, startsAt, status }) => endsAt > now && startsAt < now + AHEAD && status === 'scheduled',
		);
	const ids = new Set(sessions.map(({ offeringId }) => offeringId));
	if (mustSeat) ids.add(mustSeat);
	return ids;
}

/** What is lost is forgotten, and who waits for it moves up. Asked now and then. */
export async function settleQueues(tx: Tx, venueId: VenueId, now: number): Promise<void> {
	const gone = (await tx.seats.leases(venueId)).filter((row) => now >= row.expiresAt + LEASE_LOST_MS);
	for (const { deviceId, number } of gone) await tx.seats.dropLeases(venueId, deviceId, number + 1);
	await moveUp(tx, venueId, await tx.seats.queues(venueId), now);
}
