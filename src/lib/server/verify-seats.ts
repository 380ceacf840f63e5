import { asId, type OfferingId, type VenueId } from '../base/id.ts';
import type { SignUpState } from '../domain/seats.ts';
import { seatsOf } from './seats.ts';
import type { HubStorage, Tx } from './storage/port.ts';

/** Sign-ups and the list of who has a seat are the fold of their facts: one line for each that is not. */
export async function seatFaults(storage: HubStorage, venueId: VenueId): Promise<string[]> {
	const offerings = await storage.read((tx) => tx.records.ofKinds(venueId, ['offering']));
	const faults: string[] = [];
	for (const { id, body } of offerings)
		if (body !== null)
			faults.push(...(await storage.read((tx) => faultsOf(tx, venueId, asId<OfferingId>(id)))));
	return faults;
}

async function faultsOf(tx: Tx, venueId: VenueId, offeringId: OfferingId): Promise<string[]> {
	const stored = new Map((await tx.seats.signUps(venueId, offeringId)).map((row) => [row.memberId, row]));
	const enrolled = new Set((await tx.people.enrolled(venueId, offeringId)).map((row) => row.memberId));
	const { states } = await seatsOf(tx, venueId, offeringId);
	const faults: string[] = [];
	for (const memberId of new Set([...stored.keys(), ...states.keys()])) {
		const [row, state] = [stored.get(memberId), states.get(memberId)];
		const about = `offering ${offeringId}, member ${memberId}`;
		if (row && !state) faults.push(`${about}: there is a sign-up, but no fact`);
		else if (state && state.entryId !== null && (!row || textOf(row) !== textOf(state)))
			faults.push(`${about}: the sign-up is not what its facts say`);
		const hasSeat = state?.status === 'seated';
		if (hasSeat !== enrolled.has(memberId) && (await tx.people.member(memberId)))
			faults.push(
				`${about}: ${hasSeat ? 'has a seat and is not on the list' : 'is on the list and has no seat'}`,
			);
	}
	return faults;
}

const textOf = ({ status, at, entryId }: SignUpState): string => JSON.stringify([status, at, entryId]);
