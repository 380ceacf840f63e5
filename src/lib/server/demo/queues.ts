import { asId, type OfferingId } from '../../base/id.ts';
import type { Hub } from '../hub.ts';
import { DEMO } from './content.ts';

/** Full classes for which some wait already. The rest can be filled by whoever tries the demo. */
const QUEUES: readonly (readonly [OfferingId, number])[] = [
	[asId('folk-dance-2'), 3],
	[asId('neck-shoulders-1'), 1],
];

/** Members whom no class has: the last ones. */
const FIRST_WAITING = 1990;

/** Doing it again changes nothing. */
export async function addQueues(hub: Pick<Hub, 'storage' | 'signUps'>): Promise<void> {
	let next = FIRST_WAITING;
	for (const [offeringId, people] of QUEUES)
		for (let n = 0; n < people; n++) {
			const number = `SF${String(next++).padStart(6, '0')}`;
			const member = await hub.storage.read((tx) => tx.people.byNumber(number));
			if (!member) continue;
			await hub.signUps.signUp({
				...{ venueId: DEMO.venue.id, offeringId, memberId: member.memberId },
				...{ channel: 'phone', serial: null, by: null },
			});
		}
}
