import type { MemberId, OfferingId, SessionId, VenueId } from '../base/id.ts';
import { headsOf } from '../domain/attendance.ts';
import type { Offering, Session } from '../domain/course.ts';
import { isSeatFact, offeringSubject } from '../domain/fact.ts';
import { unheardOf, type LeaseOut } from '../domain/lease.ts';
import {
	foldSeats,
	isQuotaFull,
	standingIn,
	type ImportedSeat,
	type Quotas,
	type SeatEvent,
	type Seats,
} from '../domain/seats.ts';
import type { SignUpFacts } from '../domain/sign-up.ts';
import { unionsOf } from '../domain/union.ts';
import { tri } from '../domain/tri.ts';
import { parseBody } from '../sync/records.ts';
import { bodies } from './catalogue.ts';
import type { Tx } from './storage/port.ts';
import type { LeaseRow } from './storage/seat-port.ts';

const DAY = 86_400_000;

export async function offeringOf(tx: Tx, venueId: VenueId, offeringId: OfferingId): Promise<Offering | null> {
	const body = await tx.records.body(venueId, 'offering', offeringId);
	return body === null ? null : parseBody('offering', JSON.parse(body));
}

/** An offering's sessions that are not cancelled, by their start. */
export async function sessionsOf(tx: Tx, venueId: VenueId, offeringId: OfferingId): Promise<Session[]> {
	return bodies(await tx.records.ofKinds(venueId, ['session']), 'session')
		.map(([, session]) => session)
		.filter((session) => session.offeringId === offeringId && session.status === 'scheduled')
		.sort((a, b) => a.startsAt - b.startsAt);
}

export async function seatEvents(tx: Tx, venueId: VenueId, offeringId: OfferingId): Promise<SeatEvent[]> {
	const rows = await tx.ledger.ofSubject(venueId, offeringSubject(offeringId));
	return rows.flatMap(({ entryId, at, fact }) => (isSeatFact(fact) ? [{ entryId, at, fact }] : []));
}

/** Who came by roster import; so did whoever is on the list though no fact says why. */
export async function importedSeats(
	tx: Tx,
	venueId: VenueId,
	offeringId: OfferingId,
	events: readonly SeatEvent[],
): Promise<ImportedSeat[]> {
	const noted = await tx.seats.imported(venueId, offeringId);
	const known = new Set<MemberId>([
		...noted.map(({ memberId }) => memberId),
		...events.map(({ fact }) => fact.memberId),
	]);
	const others = (await tx.people.enrolled(venueId, offeringId)).filter(
		({ memberId }) => !known.has(memberId),
	);
	return [...noted, ...others.map(({ memberId }) => ({ memberId, at: 0 }))];
}

export async function seatsOf(tx: Tx, venueId: VenueId, offeringId: OfferingId): Promise<Seats> {
	const events = await seatEvents(tx, venueId, offeringId);
	return foldSeats(events, await importedSeats(tx, venueId, offeringId, events));
}

type KnownLease = LeaseOut & LeaseRow;

/** Every lease of a venue, by device. */
export async function leasesOut(tx: Tx, venueId: VenueId): Promise<KnownLease[][]> {
	const byDevice = new Map<string, KnownLease[]>();
	for (const row of await tx.seats.leases(venueId)) {
		const known = byDevice.get(row.deviceId);
		if (known) known.push({ ...row, revoked: known[0]!.revoked });
		else {
			const revoked = (await tx.devices.get(row.deviceId))?.revokedAt != null;
			byDevice.set(row.deviceId, [{ ...row, revoked }]);
		}
	}
	return [...byDevice.values()];
}

export const heldByKiosks = (leases: readonly LeaseOut[][], offeringId: OfferingId, now: number): number =>
	leases.reduce((held, own) => held + unheardOf(own, offeringId, now), 0);

/** Seats that the hub may give away now: neither taken nor held by a kiosk. Below 0 where too many were given. */
export async function freeSeats(
	tx: Tx,
	venueId: VenueId,
	offering: Offering,
	seats: Seats,
	now: number,
): Promise<number> {
	const held = heldByKiosks(await leasesOut(tx, venueId), offering.id, now);
	return offering.capacity - seats.seated.length - held;
}

/** What each union may have, and who counts for it: whoever has a seat, and whoever was promised one at a kiosk. */
export interface QuotaTaken {
	readonly quotas: Quotas;
	readonly taken: readonly MemberId[];
}

/** Unions are asked for only where there are quotas. */
export async function quotasOf(
	tx: Tx,
	venueId: VenueId,
	offering: Offering,
	seats: Seats,
): Promise<QuotaTaken> {
	const quotas = offering.signUp?.quotas;
	const unions = new Map<MemberId, readonly string[]>();
	const taken = new Set(seats.seated);
	if (quotas) {
		for (const { promised, revoked } of (await leasesOut(tx, venueId)).flat())
			for (const memberId of revoked ? [] : (promised.get(offering.id) ?? [])) taken.add(memberId);
		const tree = await tx.unions.all();
		for (const memberId of new Set([...seats.states.keys(), ...taken]))
			unions.set(memberId, unionsOf(tree, (await tx.people.member(memberId))?.union ?? null));
	}
	return { quotas: { quotas, unionsOf: (memberId) => unions.get(memberId) ?? [] }, taken: [...taken] };
}

interface Asking {
	readonly venueId: VenueId;
	readonly offering: Offering;
	readonly memberId: MemberId;
	readonly by: SignUpFacts['by'];
	readonly now: number;
}

/** All that the hub knows: nothing is unknown here. */
export async function signUpFacts(
	tx: Tx,
	{ venueId, offering, memberId, by, now }: Asking,
): Promise<SignUpFacts> {
	const seats = await seatsOf(tx, venueId, offering.id);
	const policy = offering.signUp ?? null;
	const member = await tx.people.member(memberId);
	const { quotas, taken } = await quotasOf(tx, venueId, offering, seats);
	const others = taken.filter((one) => one !== memberId);
	const unions = quotas.quotas ? unionsOf(await tx.unions.all(), member?.union ?? null) : [];
	const sessions = await sessionsOf(tx, venueId, offering.id);
	return {
		...{ now, uncertainty: 0, policy, by },
		nextStart: sessions.find(({ startsAt }) => startsAt > now)?.startsAt ?? null,
		lastEnd: sessions.reduce<number | null>((last, { endsAt }) => Math.max(last ?? 0, endsAt), null),
		standing: standingIn(seats, memberId),
		barred: tri(member?.barred),
		free: await freeSeats(tx, venueId, offering, seats, now),
		waiting: seats.queue.length,
		quotaFull: isQuotaFull(others, unions, quotas) ? 'yes' : 'no',
		held: policy?.mostHeld === undefined ? null : await heldBy(tx, venueId, memberId, now),
		noShows: policy?.noShows ? await noShowsOf(tx, venueId, memberId, policy.noShows.days, now) : null,
	};
}

/** Offerings with sessions to come that somebody has a seat in or waits for. */
async function heldBy(tx: Tx, venueId: VenueId, memberId: MemberId, now: number): Promise<number> {
	const waits = (await tx.seats.signUpsOf(venueId, memberId)).filter(({ status }) => status === 'waiting');
	const offerings = new Set([
		...(await tx.people.offeringsOf(venueId, memberId)),
		...waits.map(({ offeringId }) => offeringId),
	]);
	let held = 0;
	for (const offeringId of offerings)
		if ((await sessionsOf(tx, venueId, offeringId)).some(({ endsAt }) => endsAt > now)) held++;
	return held;
}

/** Sessions of the last `days` that somebody had a seat in and did not come to. */
export async function noShowsOf(
	tx: Tx,
	venueId: VenueId,
	memberId: MemberId,
	days: number,
	now: number,
): Promise<number> {
	const since = new Map((await tx.seats.signUpsOf(venueId, memberId)).map((row) => [row.offeringId, row.at]));
	const missed: SessionId[] = [];
	for (const offeringId of await tx.people.offeringsOf(venueId, memberId)) {
		const seatedAt = since.get(offeringId) ?? (await importedAt(tx, venueId, offeringId, memberId));
		for (const { id, startsAt, endsAt } of await sessionsOf(tx, venueId, offeringId)) {
			if (endsAt > now || endsAt < now - days * DAY || startsAt < seatedAt) continue;
			const attendance = await tx.attendance.of(venueId, { sessionId: id, memberId });
			if (!attendance || attendance.status === 'absent') missed.push(id);
		}
	}
	return missed.length;
}

const importedAt = async (tx: Tx, venueId: VenueId, offeringId: OfferingId, memberId: MemberId) =>
	(await tx.seats.imported(venueId, offeringId)).find((row) => row.memberId === memberId)?.at ?? 0;

/** Most people without a seat of their own that are in one of the sessions which are not over: they sit on free ones. */
export async function walkInsOf(
	tx: Tx,
	venueId: VenueId,
	offeringId: OfferingId,
	seated: ReadonlySet<MemberId>,
	now: number,
): Promise<number> {
	let most = 0;
	for (const { id, startsAt, endsAt } of await sessionsOf(tx, venueId, offeringId)) {
		if (endsAt <= now || startsAt > now + DAY) continue;
		let here = 0;
		for (const { memberId, attendance } of await tx.attendance.ofSession(venueId, id))
			// Of a group one sits on the seat of whoever brought it.
			if (attendance.status !== 'absent') here += headsOf(attendance) - (seated.has(memberId) ? 1 : 0);
		most = Math.max(most, here);
	}
	return most;
}
