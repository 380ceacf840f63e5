import type { SessionId, VenueId } from '../../base/id.ts';
import { sumOfUnions } from '../storage/union-totals.ts';
import type { HubStorage } from '../storage/port.ts';
import type { UnionSums } from '../storage/report-port.ts';
import { counted } from './counted.ts';
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
			const folded = (await new ReportFold(tx, venueId).session(id))?.row ?? null;
			const unions = await tx.reports.unionsOf(venueId, id);
			const isSame = JSON.stringify(stored) === JSON.stringify(folded);
			if (isSame && (!folded || textOf(sumOfUnions(unions)) === textOf(counted(folded)))) return;
			const waiting = new Set(await tx.reports.waiting(venueId, await tx.reports.waitingCount(venueId)));
			if (waiting.has(id)) return;
			if (!isSame) faults.push(`report of session ${id}: it is not what records and facts say`);
			else faults.push(`report of session ${id}: its unions do not add up to it`);
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
	return [...faults, ...(await monthFaults(storage, venueId)), ...(await visitorFaults(storage, venueId))];
}

const textOf = ({ enrolled, came, seated, late, visits, minutes }: Omit<UnionSums, 'union'>): string =>
	JSON.stringify([enrolled, came, seated, late, visits, minutes]);

const EVER = { from: 1_000_101, to: 99_991_231, now: Number.MAX_SAFE_INTEGER };

const monthFaults = (storage: HubStorage, venueId: VenueId): Promise<string[]> =>
	storage.read(async (tx) => {
		const months = new Map(
			(await tx.reports.byUnion(venueId, EVER)).map((sums) => [sums.union, textOf(sums)]),
		);
		const wrong = (await tx.reports.unionsOf(venueId, null)).filter((sums) => {
			const told = months.get(sums.union);
			months.delete(sums.union);
			return told !== textOf(sums);
		});
		const names = [...wrong.map(({ union }) => union), ...months.keys()];
		return names.map((name) => `report by union: the months of “${name}” are not the sum of its sessions`);
	});

const visitorFaults = (storage: HubStorage, venueId: VenueId): Promise<string[]> =>
	storage.read(async (tx) => {
		if ((await tx.reports.waitingCount(venueId)) > 0) return [];
		const [stored, folded] = [await tx.reports.allVisitors(venueId), await tx.reports.allFirst(venueId)];
		const expected = new Map(folded.map((row) => [row.memberId, JSON.stringify(row)]));
		const wrong = stored.filter((row) => expected.get(row.memberId) !== JSON.stringify(row));
		const count = wrong.length + Math.max(0, folded.length - (stored.length - wrong.length));
		return count === 0 ? [] : [`report of new faces: ${count} people’s first visits are not what facts say`];
	});
