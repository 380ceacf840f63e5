import type { MemberId, OfferingId, SessionId, VenueId } from '../base/id.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Offering } from '../domain/course.ts';
import type { SeatFact } from '../domain/fact.ts';
import { notBefore, standingIn, type Seats } from '../domain/seats.ts';
import { decideSignUp, decideWithdrawal, withdrawUntil } from '../domain/sign-up.ts';
import { sessionOf } from './by-hand.ts';
import type { Context } from './context.ts';
import { answerLease } from './leases.ts';
import { moveUp } from './ledger.ts';
import { appendOwn } from './own-outbox.ts';
import {
	freeSeats,
	heldByKiosks,
	leasesOut,
	noShowsOf,
	offeringOf,
	seatsOf,
	signUpFacts,
	walkInsOf,
} from './seats.ts';
import type { OfferingSeats, OwnSignUp, SignUpLine, SignUpOrder, SignUpService } from './sign-ups.ts';
import type { Tx } from './storage/port.ts';

type Missing = 'no-such-offering' | 'no-such-member';

export function signUpService(context: Context): SignUpService {
	const { storage, clock } = context;
	return {
		mayJoin: (order) =>
			storage.read(async (tx) => {
				const offering = await offeringOf(tx, order.venueId, order.offeringId);
				if (!offering) return { outcome: 'refused', reason: 'not-offered' };
				return decideSignUp(await factsFor(tx, context, offering, order));
			}),
		signUp: (order) =>
			storage.write(order.venueId, async (tx) => {
				const offering = await wanted(tx, order);
				if (!offering.ok) return offering;
				// What came free since, as a kiosk's that was revoked, goes to those who wait first.
				await moveUp(tx, order.venueId, [offering.value.id], clock.now());
				const verdict = decideSignUp(await factsFor(tx, context, offering.value, order));
				if (verdict.outcome === 'seated' || verdict.outcome === 'waiting')
					await append(tx, context, order, {
						...{ kind: 'sign-up', seat: verdict.outcome === 'seated' ? 'given' : 'waits' },
						...saidBy(order),
					});
				return ok(verdict);
			}),
		withdraw: (order) =>
			storage.write(order.venueId, async (tx) => {
				const offering = await wanted(tx, order);
				if (!offering.ok) return offering;
				const verdict = decideWithdrawal(await factsFor(tx, context, offering.value, order));
				if (verdict.outcome === 'withdrawn')
					await append(tx, context, order, { kind: 'withdrawal', ...saidBy(order) });
				return ok(verdict);
			}),
		own: (memberId) => storage.read((tx) => ownSignUps(tx, memberId, clock.now())),
		ofOffering: (venueId, offeringId) =>
			storage.read((tx) => seatsForStaff(tx, venueId, offeringId, clock.now())),
		noShows: (venueId, memberId, days) =>
			storage.read((tx) => noShowsOf(tx, venueId, memberId, days, clock.now())),
		lease: (device, request) =>
			storage.write(device.venueId, (tx) => answerLease(tx, device, request, clock.now())),
		seatsFor: (venueId, sessionId) => storage.read((tx) => walkInSeats(tx, venueId, sessionId, clock.now())),
	};
}

/** Null where there is no such session. */
export async function walkInSeats(
	tx: Tx,
	venueId: VenueId,
	sessionId: SessionId,
	now: number,
): Promise<{ free: number; leased: number } | null> {
	const session = await sessionOf(tx, venueId, sessionId);
	const offering = session && (await offeringOf(tx, venueId, session.offeringId));
	if (!offering) return null;
	const leased = heldByKiosks(await leasesOut(tx, venueId), offering.id, now);
	const { seated } = await seatsOf(tx, venueId, offering.id);
	const walkIns = await walkInsOf(tx, venueId, offering.id, new Set(seated), now);
	return { free: Math.max(0, offering.capacity - seated.length - leased - walkIns), leased };
}

const factsFor = (
	tx: Tx,
	{ clock }: Context,
	offering: Offering,
	{ venueId, memberId, by }: Pick<SignUpOrder, 'venueId' | 'memberId' | 'by'>,
) => signUpFacts(tx, { venueId, offering, memberId, by: by ? 'staff' : 'visitor', now: clock.now() });

async function wanted(
	tx: Tx,
	{ venueId, offeringId, memberId }: SignUpOrder,
): Promise<Result<Offering, Missing>> {
	const offering = await offeringOf(tx, venueId, offeringId);
	if (!offering) return err('no-such-offering');
	return (await tx.people.member(memberId)) ? ok(offering) : err('no-such-member');
}

const saidBy = ({ offeringId, memberId, serial, channel, by }: SignUpOrder) => ({
	...{ offeringId, memberId, serial, channel },
	staffId: by?.id ?? null,
});

/** What staff do in somebody's name is written down beside the fact. */
async function append(tx: Tx, context: Context, { venueId, by }: SignUpOrder, fact: SeatFact): Promise<void> {
	const { states } = await seatsOf(tx, venueId, fact.offeringId);
	const at = notBefore(states.get(fact.memberId), context.clock.now());
	await appendOwn(tx, context, venueId, fact, [], { at, uncertainty: 0 });
	if (by)
		await tx.audit.append({
			...{ at: context.clock.now(), venueId, actor: `staff:${by.id}` },
			...{ action: fact.kind === 'sign-up' ? 'signed-up' : 'withdrawn', subject: `member:${fact.memberId}` },
			detail: JSON.stringify({ offeringId: fact.offeringId }),
		});
}

async function ownSignUps(tx: Tx, memberId: MemberId, now: number): Promise<OwnSignUp[]> {
	const own: OwnSignUp[] = [];
	const venues = new Set([...(await tx.people.venuesOf(memberId)), ...(await tx.seats.venuesOf(memberId))]);
	for (const venueId of [...venues].sort()) {
		const offerings = new Set<OfferingId>([
			...(await tx.people.offeringsOf(venueId, memberId)),
			...(await tx.seats.signUpsOf(venueId, memberId)).map((row) => row.offeringId),
		]);
		for (const offeringId of [...offerings].sort()) {
			const offering = await offeringOf(tx, venueId, offeringId);
			if (!offering) continue;
			const facts = await signUpFacts(tx, { venueId, offering, memberId, by: 'visitor', now });
			const { standing, lastEnd } = facts;
			if (!standing || standing.is === 'none' || lastEnd === null || lastEnd < now) continue;
			const until = withdrawUntil(facts);
			own.push({ venueId, offeringId, standing, withdrawal: decideWithdrawal(facts), until });
		}
	}
	return own;
}

async function seatsForStaff(
	tx: Tx,
	venueId: VenueId,
	offeringId: OfferingId,
	now: number,
): Promise<OfferingSeats | null> {
	const offering = await offeringOf(tx, venueId, offeringId);
	if (!offering) return null;
	const seats = await seatsOf(tx, venueId, offeringId);
	const free = await freeSeats(tx, venueId, offering, seats, now);
	return {
		capacity: offering.capacity,
		seated: await linesOf(tx, seats, seats.seated),
		queue: await linesOf(tx, seats, seats.queue),
		held: offering.capacity - seats.seated.length - free,
		free,
	};
}

async function linesOf(tx: Tx, seats: Seats, members: readonly MemberId[]): Promise<SignUpLine[]> {
	const lines: SignUpLine[] = [];
	for (const memberId of members) {
		const member = await tx.people.member(memberId);
		const standing = standingIn(seats, memberId);
		if (standing.is === 'none') continue;
		const { name, number, union } = member ?? { name: '', number: '', union: null };
		lines.push({ memberId, name, number, union, standing });
	}
	return lines;
}
