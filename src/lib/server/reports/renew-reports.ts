import { setImmediate as turn, setTimeout as rest } from 'node:timers/promises';
import type { MemberId, SessionId, VenueId } from '../../base/id.ts';
import type { SessionReport, VisitorRow } from '../storage/report-port.ts';
import type { HubStorage, Tx } from '../storage/port.ts';
import { ReportFold, type FoldedSession } from './fold-report.ts';

/** Sessions folded in one transaction, and people in them: a visitor's check-in waits no longer than that. */
const AT_ONCE = 50;
const PEOPLE_AT_ONCE = 150;
/** Between two transactions while nobody waits for the numbers. */
const REST_MS = 10;

/**
 * Folds again what has changed since, `most` sessions at most; resolves to how many wait on. Late facts, corrections,
 * enrollments and moved classes have been noted in the transaction that wrote them. Requests have their turn after each
 * transaction: what SQLite does is done within one turn of the event loop, however many transactions it is.
 */
export async function renewReports(
	storage: HubStorage,
	venueId: VenueId,
	most = Infinity,
	between: () => Promise<unknown> = turn,
): Promise<number> {
	// A write waits for the disk, and mostly there is nothing to write.
	if ((await storage.read((tx) => tx.reports.waitingCount(venueId))) === 0) return 0;
	for (let done = 0; done < most;) {
		const folded = await storage.write(venueId, (tx) =>
			renewSome(tx, venueId, Math.min(AT_ONCE, most - done)),
		);
		await between();
		if (folded === 0) break;
		done += folded;
	}
	return storage.read((tx) => tx.reports.waitingCount(venueId));
}

/** How a row is counted: another one where the same records and facts make another row. */
const COUNTED = 'seats at its end, hours from coming to leaving, unions apart';
const NOTE = 'reports counted';

/** Notes that rows have to be folded again which were counted in another way: once after an update. Twice at once is harmless. */
export async function noteOldReports(storage: HubStorage): Promise<boolean> {
	if ((await storage.read((tx) => tx.meta.get(NOTE))) === COUNTED) return false;
	for (const venueId of await storage.read((tx) => tx.records.venues()))
		await storage.write(venueId, (tx) => tx.reports.staleOf(venueId, null)).then(() => turn());
	await storage.write(null, (tx) => tx.meta.set(NOTE, COUNTED));
	return true;
}

/** Every venue's. `most`: for all of them together. */
export async function renewAllReports(storage: HubStorage, most = Infinity): Promise<number> {
	let left = most;
	for (const venueId of await storage.read((tx) => tx.reports.venuesWaiting())) {
		if (left <= 0) break;
		const before = await storage.read((tx) => tx.reports.waitingCount(venueId));
		left -= before - (await renewReports(storage, venueId, left, () => rest(REST_MS)));
	}
	return storage.read((tx) => tx.reports.waitingCount(null));
}

const GONE = { day: 0, startsAt: 0, endsAt: 0, unions: [] };

async function renewSome(tx: Tx, venueId: VenueId, most: number): Promise<number> {
	const ids = await tx.reports.waiting(venueId, most);
	if (ids.length === 0) return 0;
	const fold = new ReportFold(tx, venueId);
	const folded: [SessionId, FoldedSession | null][] = [];
	let people = 0;
	for (const id of ids) {
		const one = await fold.session(id);
		folded.push([id, one]);
		people += one ? one.row.enrolled + one.row.came : 0;
		if (people >= PEOPLE_AT_ONCE) break;
	}
	await tx.reports.put(
		venueId,
		folded.map(([id, one]) => [id, one?.row ?? null]),
	);
	await tx.reports.putUnions(
		venueId,
		folded.map(([id, one]) => (one ? { ...one.row, unions: one.unions } : { ...GONE, sessionId: id })),
	);
	for (const [id, one] of folded) await renewVisitors(tx, venueId, id, one?.row ?? null);
	return folded.length;
}

/** Whoever came earlier than we knew, and whoever did not come first to this session after all. */
async function renewVisitors(
	tx: Tx,
	venueId: VenueId,
	sessionId: SessionId,
	row: SessionReport | null,
): Promise<void> {
	const attended = row ? await tx.attendance.ofSession(venueId, sessionId) : [];
	const present = new Set(
		attended.flatMap(({ memberId, attendance }) => (attendance.status === 'present' ? [memberId] : [])),
	);
	const known = new Map(
		(await tx.reports.visitors(venueId, [...present])).map((visitor) => [visitor.memberId, visitor]),
	);
	const put: VisitorRow[] = [];
	const gone: MemberId[] = [];
	const here = (memberId: MemberId, { startsAt, day }: SessionReport): VisitorRow => ({
		...{ memberId, firstAt: startsAt, firstDay: day, firstSession: sessionId },
	});
	for (const memberId of row ? present : []) {
		const before = known.get(memberId);
		const now = here(memberId, row!);
		if (!before || isEarlier(now, before)) put.push(now);
	}
	for (const { memberId, firstAt, firstDay } of await tx.reports.visitorsOf(venueId, sessionId)) {
		if (row && present.has(memberId) && row.startsAt <= firstAt) {
			if (firstDay !== row.day) put.push(here(memberId, row));
			continue;
		}
		const first = await tx.reports.firstOf(venueId, memberId);
		if (first) put.push(first);
		else gone.push(memberId);
	}
	const last = new Map(put.map((visitor) => [visitor.memberId, visitor]));
	await tx.reports.putVisitors(venueId, [...last.values()]);
	await tx.reports.dropVisitors(venueId, gone);
}

const isEarlier = (a: VisitorRow, b: VisitorRow): boolean =>
	a.firstAt < b.firstAt || (a.firstAt === b.firstAt && a.firstSession < b.firstSession);
