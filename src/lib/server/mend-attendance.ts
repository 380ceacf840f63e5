import type { Clock } from '../base/clock.ts';
import type { SessionId, VenueId } from '../base/id.ts';
import { foldAttendance } from '../domain/attendance.ts';
import { publishAttendance, type Folded } from './effects.ts';
import { republishComings } from './roster.ts';
import type { HubStorage, Tx } from './storage/port.ts';
import { isFoldOf, presenceAt } from './verify-effects.ts';

/**
 * Folds anew, as their next fact would, those whose attendance is not what their facts say: an older version has folded
 * it. No fact is touched, and nobody who is right. How many people it was, each at a session.
 */
export async function mendAttendance(
	{ storage, clock }: { storage: HubStorage; clock: Clock },
	venueId: VenueId,
	sessionIds: ReadonlySet<SessionId>,
): Promise<number> {
	let mended = 0;
	for (const sessionId of sessionIds) {
		if ((await storage.read((tx) => misfolded(tx, venueId, sessionId))).length === 0) continue;
		mended += await storage.write(venueId, async (tx) => {
			const [rows, now] = [await misfolded(tx, venueId, sessionId), clock.now()];
			if (rows.length > 0) await publishAttendance(tx, venueId, rows, now);
			const met = rows.map(({ memberId }) => memberId);
			await republishComings(tx, venueId, met, now);
			return rows.length;
		});
	}
	return mended;
}

async function misfolded(tx: Tx, venueId: VenueId, sessionId: SessionId): Promise<Folded[]> {
	const { facts, stored } = await presenceAt(tx, venueId, sessionId);
	return [...facts].flatMap(([memberId, rows]) => {
		const [attendance, before] = [foldAttendance(rows), stored.get(memberId)];
		if (before && isFoldOf(before, rows)) return [];
		return [{ sessionId, memberId, attendance, isNew: !before, facts: rows }];
	});
}
