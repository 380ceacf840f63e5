import type { SessionId, VenueId } from '../../base/id.ts';
import type { HubStorage } from '../storage/port.ts';
import { ReportFold } from './fold-report.ts';

const PAGE = 500;

/** One line for each place where the reports are not the fold of records and facts. What waits to be folded is passed over. */
export async function reportFaults(
	storage: HubStorage,
	venueId: VenueId,
	sessionIds: ReadonlySet<SessionId>,
): Promise<string[]> {
	const faults: string[] = [];
	const met = new Set<SessionId>();
	const compare = (id: SessionId, stored: object | null): Promise<void> =>
		storage.read(async (tx) => {
			const folded = await new ReportFold(tx, venueId).row(id);
			if (JSON.stringify(stored) === JSON.stringify(folded)) return;
			const waiting = new Set(await tx.reports.waiting(venueId, await tx.reports.waitingCount(venueId)));
			if (!waiting.has(id)) faults.push(`report of session ${id}: it is not what records and facts say`);
		});
	for (let after = ''; ;) {
		const rows = await storage.read((tx) => tx.reports.page(venueId, after, PAGE));
		for (const row of rows) {
			met.add(row.sessionId);
			await compare(row.sessionId, row);
		}
		if (rows.length < PAGE) break;
		after = rows.at(-1)!.sessionId;
	}
	for (const id of sessionIds) if (!met.has(id)) await compare(id, null);
	return [...faults, ...(await visitorFaults(storage, venueId))];
}

const visitorFaults = (storage: HubStorage, venueId: VenueId): Promise<string[]> =>
	storage.read(async (tx) => {
		if ((await tx.reports.waitingCount(venueId)) > 0) return [];
		const [stored, folded] = [await tx.reports.allVisitors(venueId), await tx.reports.allFirst(venueId)];
		const expected = new Map(folded.map((row) => [row.memberId, JSON.stringify(row)]));
		const wrong = stored.filter((row) => expected.get(row.memberId) !== JSON.stringify(row));
		const count = wrong.length + Math.max(0, folded.length - (stored.length - wrong.length));
		return count === 0 ? [] : [`report of new faces: ${count} people’s first visits are not what facts say`];
	});
