import { subjectOf } from '../../../src/lib/domain/fact.ts';
import type { VenueId } from '../../../src/lib/base/id.ts';
import type { ApartCount, EntryKey, InboxStore } from '../../../src/lib/server/storage/inbox-port.ts';
import type { AttendanceRow, QuarantineRow } from '../../../src/lib/server/storage/ledger-port.ts';
import { keyOf, type Draft } from './data.ts';
import type { AtOnce } from './at-once.ts';

const key = (venueId: VenueId, { outboxId, seq, hash }: EntryKey): string =>
	keyOf(venueId, outboxId, seq, hash);

export function inboxStore(draft: Draft): AtOnce<InboxStore> {
	const kept = draft.rows('quarantine');
	const entries = draft.rows('entry');
	const decided = draft.rows('decision');
	const doubted = (venueId: VenueId) =>
		draft
			.rows('attendance')
			.all()
			.filter((row) => row.venueId === venueId && row.attendance.conflict);
	const isOpen = (row: QuarantineRow): boolean =>
		!decided.get(key(row.venueId, row)) &&
		!(
			['unreadable', 'missing-before'].includes(row.reason) &&
			entries.get(keyOf(row.venueId, row.outboxId, row.seq))?.hash === row.hash
		);
	const open = (venueId: VenueId) => kept.all().filter((row) => row.venueId === venueId && isOpen(row));
	return {
		conflictCount: (venueId) => doubted(venueId).length,
		conflictCounts: (venueId) =>
			[...Map.groupBy(doubted(venueId), (row) => row.sessionId)].map(([sessionId, rows]) => {
				const times = rows.flatMap(({ attendance }) => attendance.since ?? []);
				return { sessionId, count: rows.length, latest: times.length > 0 ? Math.max(...times) : null };
			}),
		conflicts: (venueId, sessionId, offset, limit) =>
			doubted(venueId)
				.filter((row) => row.sessionId === sessionId)
				.sort(byTime)
				.slice(offset, offset + limit)
				.map(({ memberId, attendance }) => ({ sessionId, memberId, attendance })),
		apartCount: (venueId) => open(venueId).length,
		apartCounts: (venueId) =>
			[...Map.groupBy(open(venueId), (row) => keyOf(row.outboxId, row.deviceId, row.reason)).values()]
				.map(countOf)
				.sort((a, b) => b.lastReceivedAt - a.lastReceivedAt || a.firstSeq - b.firstSeq),
		apart: (venueId, { outboxId, deviceId }, until, offset, limit) =>
			open(venueId)
				.filter((row) => row.outboxId === outboxId && row.deviceId === deviceId && row.receivedAt <= until)
				.sort((a, b) => a.seq - b.seq || (a.hash < b.hash ? -1 : 1))
				.slice(offset, offset + limit),
		apartAfter: (venueId, { outboxId, deviceId }, until, after, limit) =>
			open(venueId)
				.filter((row) => row.outboxId === outboxId && row.deviceId === deviceId && row.receivedAt <= until)
				.filter(({ seq, hash }) => !after || seq > after.seq || (seq === after.seq && hash > after.hash))
				.sort((a, b) => a.seq - b.seq || (a.hash < b.hash ? -1 : 1))
				.slice(0, limit),
		apartEntry: (venueId, entry) => kept.get(key(venueId, entry)) ?? null,
		decision: (venueId, entry) => decided.get(key(venueId, entry)) ?? null,
		decide: (row) => decided.insert(key(row.venueId, row), row),
		decisionCount: (venueId) => decided.all().filter((row) => row.venueId === venueId).length,
		factCount: (venueId, sessionIds) =>
			entries
				.all()
				.filter(
					(row) => row.venueId === venueId && (sessionIds as readonly string[]).includes(subjectOf(row.fact)),
				).length,
		decisions: (venueId, offset, limit) =>
			decided
				.all()
				.filter((row) => row.venueId === venueId)
				.sort((a, b) => b.at - a.at || b.seq - a.seq)
				.slice(offset, offset + limit),
	};
}

const byTime = (a: AttendanceRow, b: AttendanceRow): number =>
	(a.attendance.since ?? 0) - (b.attendance.since ?? 0) || (a.memberId < b.memberId ? -1 : 1);

function countOf(rows: readonly QuarantineRow[]): ApartCount {
	const { outboxId, deviceId, reason } = rows[0]!;
	const times = rows.map((row) => row.receivedAt);
	return {
		...{ outboxId, deviceId, reason, count: rows.length },
		firstSeq: Math.min(...rows.map((row) => row.seq)),
		firstReceivedAt: Math.min(...times),
		lastReceivedAt: Math.max(...times),
	};
}
