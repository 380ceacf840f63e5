import type { SessionId, VenueId } from '../base/id.ts';
import type { Tally } from '../domain/course.ts';
import { visitDate } from '../domain/visits.ts';
import { readSession } from './session.ts';
import type { RecordChange, Tx } from './storage/port.ts';

/** The `tally` records of these sessions as they should be now. A session that is not published has none. */
export async function tallyChanges(
	tx: Tx,
	venueId: VenueId,
	sessionIds: Iterable<SessionId>,
): Promise<RecordChange[]> {
	const changes: RecordChange[] = [];
	// Whatever changes a tally changes what reports say.
	const ids = new Set(sessionIds);
	await tx.reports.stale(venueId, [...ids]);
	const enrolledIn = new Map<string, number>();
	const waitingAt = new Map<string, number>();
	for (const id of ids) {
		const session = await readSession(tx, venueId, id);
		if (!session) {
			changes.push({ kind: 'tally', id, body: null });
			continue;
		}
		const enrolled =
			enrolledIn.get(session.offeringId) ?? (await tx.people.enrolledCount(venueId, session.offeringId));
		enrolledIn.set(session.offeringId, enrolled);
		const { came, here: present, walkIns } = await tx.attendance.turnout(venueId, id, session.offeringId);
		const waiting =
			waitingAt.get(session.offeringId) ?? (await tx.seats.waiting(venueId, session.offeringId));
		waitingAt.set(session.offeringId, waiting);
		const tally: Tally = {
			...{ enrolled, present },
			...(came === present ? {} : { came }),
			...(walkIns === 0 || visitDate(id) !== null ? {} : { walkIns }),
			...(waiting === 0 ? {} : { waiting }),
		};
		changes.push({ kind: 'tally', id, body: JSON.stringify(tally) });
	}
	return changes;
}
