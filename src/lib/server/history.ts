import type { MemberId, OfferingId } from '../base/id.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Session } from '../domain/course.ts';
import type { Coming, History } from '../domain/history.ts';
import { weekStart } from '../domain/venue-time.ts';
import type { Tx } from './storage/port.ts';

type WholeHistory = History & { readonly since: number; readonly earlier: ReadonlyMap<OfferingId, number> };

/** Whose comings are listed: those since Monday, and the number of those before, of offerings that are asked for. */
export async function historyOf(
	tx: Tx,
	{ venue, sessions }: Pick<Catalogue, 'venue' | 'sessions'>,
	memberId: MemberId,
	ever: readonly OfferingId[],
	now: number,
): Promise<WholeHistory> {
	const since = weekStart(now, venue.zone);
	const asked = new Set(ever);
	const met = sessionsThatCount({ venue, sessions }, ever, now);
	const offeringAt = new Map(met.map(({ id, offeringId }) => [id, offeringId]));
	const rows = await tx.attendance.among(
		venue.id,
		memberId,
		met.map(({ id }) => id),
	);
	const comings: Coming[] = [];
	const earlier = new Map<OfferingId, number>();
	for (const { sessionId, attendance } of rows) {
		const { since: at } = attendance;
		if (at === null) continue;
		const offeringId = offeringAt.get(sessionId)!;
		if (at >= since) comings.push({ sessionId, offeringId, at });
		else if (asked.has(offeringId)) earlier.set(offeringId, (earlier.get(offeringId) ?? 0) + 1);
	}
	comings.sort((a, b) => a.at - b.at || (a.sessionId < b.sessionId ? -1 : 1));
	return { comings, since, earlier };
}

/** This week's, and all of offerings that are asked for. */
export function sessionsThatCount(
	{ venue, sessions }: Pick<Catalogue, 'venue' | 'sessions'>,
	ever: readonly OfferingId[],
	now: number,
): Session[] {
	const since = weekStart(now, venue.zone);
	const asked = new Set(ever);
	return [...sessions.values()].filter(
		({ startsAt, endsAt, offeringId }) => startsAt < now + DAY && (endsAt > since || asked.has(offeringId)),
	);
}

/** Nobody checks in earlier. */
const DAY = 86_400_000;
