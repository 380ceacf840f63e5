import type { VenueId } from '../../base/id.ts';
import type { Tx } from '../storage/port.ts';
import type { SessionReport, UnionSums } from '../storage/report-port.ts';
import { minutesSoFar } from './people-there.ts';

/** A class that is on: nobody has been there any longer than until now, together and by union. */
export async function soFar(tx: Tx, venueId: VenueId, row: SessionReport, now: number) {
	const { sessionId: id, startsAt, endsAt } = row;
	const session = { id, startsAt, endsAt, status: 'scheduled' as const };
	const attended = await tx.attendance.ofSession(venueId, id);
	const people = attended.map(({ memberId }) => memberId);
	const named = await tx.unions.named(people, now);
	const byUnion = Map.groupBy(attended, ({ memberId }) => named.get(memberId) ?? '');
	const unions = [...byUnion].map(([union, theirs]): UnionSums => {
		const minutes = minutesSoFar(session, theirs, now);
		return { union, enrolled: 0, came: 0, seated: 0, late: 0, visits: 0, minutes };
	});
	return { row: { ...row, minutes: minutesSoFar(session, attended, now) }, unions };
}
