import type { MemberId, SessionId, VenueId } from '../base/id.ts';
import type { AdmissionFacts, Door, SeatsLeft, Shown, Stay } from '../domain/admission.ts';
import type { Catalogue, Meeting } from '../domain/catalogue.ts';
import { lineageOf } from '../domain/history.ts';
import { isRevoked, type PassReading } from '../domain/pass.ts';
import { meetingsOfDay } from '../domain/schedule.ts';
import { freeByTally } from '../domain/seat-gates.ts';
import type { Text } from '../domain/text.ts';
import { tri } from '../domain/tri.ts';
import { unionsOf } from '../domain/union.ts';
import { localDay } from '../domain/venue-time.ts';
import { parseBody } from '../sync/records.ts';
import { askedAt } from './asked.ts';
import { bodies } from './catalogue.ts';
import { historyOf } from './history.ts';
import { heldByKiosks, leasesOut } from './seats.ts';
import type { Tx } from './storage/port.ts';

/** Somebody who wants to be let in, as the hub meets them: by phone, or at a desk. */
export interface Asking {
	readonly catalogue: Catalogue;
	readonly shown: Shown;
	/** Null where the code names nobody. */
	readonly memberId: MemberId | null;
	readonly door: Door;
	readonly now: number;
}

/** What a code of ours is worth here, by the venue's list of dead passes. */
export async function shownPass(tx: Tx, venueId: VenueId, reading: PassReading): Promise<Shown> {
	if (!reading.ok) return reading;
	const lists = bodies(await tx.records.ofKinds(venueId, ['revocations']), 'revocations');
	return { ...reading, revoked: isRevoked(reading, new Set(lists.flatMap(([, { passes }]) => passes))) };
}

/** Everything that the hub knows: nothing is unknown here but what no member's record says. */
export async function gatherFacts(tx: Tx, asking: Asking): Promise<AdmissionFacts> {
	const { catalogue, shown, memberId, door, now } = asking;
	const { venue } = catalogue;
	const meetings = meetingsOfDay(catalogue, now);
	const member = memberId && (await tx.people.member(memberId));
	const asked = await askedAt(tx, venue.id);
	const stays = memberId ? await staysOf(tx, venue.id, memberId, meetings) : new Map<SessionId, Stay>();
	const signUps = memberId ? await tx.seats.signUpsOf(venue.id, memberId) : [];
	return {
		...{ now, uncertainty: 0, door, meetings, venue, pass: shown },
		today: localDay(now, venue.zone),
		lineage: lineageOf(catalogue),
		enrolled: new Set(memberId ? await tx.people.offeringsOf(venue.id, memberId) : []),
		waiting: new Set(
			signUps.filter(({ status }) => status === 'waiting').map(({ offeringId }) => offeringId),
		),
		barred: tri(member?.barred),
		// Not looked up where no policy asks for it.
		unions: member && asked.union ? unionsOf(await tx.unions.all(), member.union) : undefined,
		stays,
		history:
			memberId && asked.history
				? await historyOf(tx, catalogue, memberId, asked.ever, now)
				: { comings: [], since: null, earlier: null },
		seats: await seatsOf(tx, venue.id, meetings, now),
		elsewhere: memberId ? await otherVenues(tx, venue.id, memberId) : [],
	};
}

async function staysOf(
	tx: Tx,
	venueId: VenueId,
	memberId: MemberId,
	meetings: readonly Meeting[],
): Promise<ReadonlyMap<SessionId, Stay>> {
	const ids = meetings.map(({ session }) => session.id);
	const rows = await tx.attendance.among(venueId, memberId, ids);
	return new Map(
		rows.flatMap(({ sessionId, attendance: { since, leftAt } }) =>
			since === null ? [] : [[sessionId, { since, here: leftAt === null }]],
		),
	);
}

/** Without those that kiosks hold. */
async function seatsOf(
	tx: Tx,
	venueId: VenueId,
	meetings: readonly Meeting[],
	now: number,
): Promise<ReadonlyMap<SessionId, SeatsLeft>> {
	const leases = await leasesOut(tx, venueId);
	return new Map(
		meetings.map((meeting) => {
			const held = heldByKiosks(leases, meeting.offering.id, now);
			return [meeting.session.id, { free: Math.max(0, freeByTally(meeting) - held), leased: null }];
		}),
	);
}

async function otherVenues(tx: Tx, venueId: VenueId, memberId: MemberId): Promise<Text[]> {
	const names: Text[] = [];
	for (const id of await tx.people.venuesOf(memberId)) {
		const body = id === venueId ? null : await tx.records.body(id, 'venue', id);
		const venue = body === null ? null : parseBody('venue', JSON.parse(body));
		if (venue) names.push(venue.name);
	}
	return names;
}
