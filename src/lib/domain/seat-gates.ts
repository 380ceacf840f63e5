import type { SeatsLeft } from './admission-facts.ts';
import type { Meeting } from './catalogue.ts';
import { against, inDoubt, noting, type Gate } from './gate.ts';
import type { MeetingPolicy } from './policy-for.ts';

/** How somebody stands with the class: a seat, a place in the queue for one, neither, or nobody can say. */
export type Claim = 'enrolled' | 'waiting' | 'none' | 'unknown';

/**
 * Seats that are free as a public tally tells: who came without enrollment sits on one as well, and takes none of those that
 * belong to somebody who is still on the way.
 */
export const freeByTally = ({ offering, tally }: Meeting): number => {
	const came = tally.came ?? tally.present;
	return Math.max(0, offering.capacity - Math.max(tally.enrolled + (tally.walkIns ?? 0), came));
};

const SEATS_UNKNOWN: SeatsLeft = { free: null, leased: null };

/** For those who bring no seat of their own, `party` people in all. Who may have one is not asked for another. */
export function seatGates(
	policy: MeetingPolicy,
	claim: Claim,
	party: number,
	seats: SeatsLeft = SEATS_UNKNOWN,
): Gate[] {
	const needed = claim === 'enrolled' || claim === 'unknown' ? party - 1 : party;
	if (needed === 0) return [];
	const { free, leased } = seats;
	// Whoever waits moves up where a seat is free for certain, and else is for the desk to place.
	if (claim === 'waiting') {
		if ((leased ?? free ?? 0) < needed) return [against('waiting', 'ask-desk')];
		return [noting('moved-up'), ...(leased === null ? [] : [noting('leased')])];
	}
	if (leased !== null && leased >= needed) return [noting('leased')];
	// Other seats may be free, and others' to give away.
	if (leased !== null && (free === null || free >= needed))
		return [{ policy: policy.full, reason: 'cannot-tell', flag: 'seats-unknown' }];
	if (free === null) return [inDoubt(policy.unknownSeats, 'seats-unknown')];
	return free >= needed ? [] : [over(policy)];
}

const over = ({ full }: MeetingPolicy): Gate => ({ policy: full, reason: 'full', flag: 'over-capacity' });
