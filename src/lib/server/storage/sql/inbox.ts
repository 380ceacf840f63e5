import type { ApartCount, ConflictCount, DecisionRow, InboxStore } from '../inbox-port.ts';
import type { QuarantineRow } from '../ledger-port.ts';
import { readAttendance, SELECT_ATTENDANCE, type RawAttendance } from './attendance.ts';
import { marks, type Sql } from './sql.ts';

const COLUMNS: readonly (keyof DecisionRow)[] = [
	...(['venueId', 'outboxId', 'seq', 'hash', 'verdict', 'about', 'at', 'staffId', 'reason'] as const),
	...(['deviceId', 'sessionId', 'memberId', 'factId', 'status'] as const),
];
const DECIDE = `INSERT INTO decision (venue_id, outbox_id, seq, hash, verdict, about, at, staff_id, reason, device_id,
	session_id, member_id, fact_id, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const DECISION = `SELECT venue_id AS "venueId", outbox_id AS "outboxId", seq, hash, verdict, about, at,
	staff_id AS "staffId", reason, device_id AS "deviceId", session_id AS "sessionId", member_id AS "memberId",
	fact_id AS "factId", status FROM decision WHERE venue_id = ?`;
const KEY = 'outbox_id = ? AND seq = ? AND hash = ?';
const APART = `SELECT q.venue_id AS "venueId", q.outbox_id AS "outboxId", q.seq, q.hash, q.reason, q.body,
	q.device_id AS "deviceId", q.received_at AS "receivedAt" FROM quarantine q WHERE q.venue_id = ?`;
const OPEN = `NOT EXISTS (SELECT 1 FROM decision d WHERE d.venue_id = q.venue_id AND d.outbox_id = q.outbox_id
	AND d.seq = q.seq AND d.hash = q.hash)
	AND NOT (q.reason IN ('unreadable', 'missing-before') AND EXISTS (SELECT 1 FROM entry e WHERE e.venue_id = q.venue_id
	AND e.outbox_id = q.outbox_id AND e.seq = q.seq AND e.hash = q.hash))`;
const APART_COUNTS = `SELECT q.outbox_id AS "outboxId", q.device_id AS "deviceId", q.reason, count(*) AS count,
	min(q.seq) AS "firstSeq", min(q.received_at) AS "firstReceivedAt", max(q.received_at) AS "lastReceivedAt"
	FROM quarantine q WHERE q.venue_id = ? AND ${OPEN}
	GROUP BY q.outbox_id, q.device_id, q.reason ORDER BY max(q.received_at) DESC, min(q.seq)`;
const CONFLICT_COUNTS = `SELECT session_id AS "sessionId", count(*) AS count, max(since) AS latest FROM attendance
	WHERE venue_id = ? AND conflict IS NOT NULL GROUP BY session_id`;
const OF_OUTBOX = 'q.device_id = ? AND q.outbox_id = ? AND q.received_at <= ?';

export const inboxStore = (sql: Sql): InboxStore => {
	const count = async (text: string, venueId: string): Promise<number> =>
		Number((await sql.get<{ count: number }>(`SELECT count(*) AS count FROM ${text}`, venueId))!.count);
	return {
		conflictCount: (venueId) => count('attendance WHERE venue_id = ? AND conflict IS NOT NULL', venueId),
		async conflictCounts(venueId) {
			const rows = await sql.all<ConflictCount>(CONFLICT_COUNTS, venueId);
			return rows.map((row) => ({ ...row, count: Number(row.count) }));
		},
		async conflicts(venueId, sessionId, offset, limit) {
			const rest = 'AND conflict IS NOT NULL ORDER BY coalesce(since, 0), member_id LIMIT ? OFFSET ?';
			const text = `${SELECT_ATTENDANCE} ${rest}`;
			const rows = await sql.all<RawAttendance>(text, venueId, sessionId, limit, offset);
			return rows.map(readAttendance);
		},
		apartCount: (venueId) => count(`quarantine q WHERE q.venue_id = ? AND ${OPEN}`, venueId),
		async apartCounts(venueId) {
			const rows = await sql.all<ApartCount>(APART_COUNTS, venueId);
			return rows.map((row) => ({ ...row, count: Number(row.count) }));
		},
		apart(venueId, { outboxId, deviceId }, until, offset, limit) {
			const text = `${APART} AND ${OF_OUTBOX} AND ${OPEN} ORDER BY q.seq, q.hash LIMIT ? OFFSET ?`;
			return sql.all<QuarantineRow>(text, venueId, deviceId, outboxId, until, limit, offset);
		},
		apartAfter(venueId, { outboxId, deviceId }, until, after, limit) {
			const behind = 'AND (q.seq, q.hash) > (?, ?) ORDER BY q.seq, q.hash LIMIT ?';
			const { seq, hash } = after ?? { seq: 0, hash: '' };
			const values = [deviceId, outboxId, until, seq, hash, limit];
			return sql.all<QuarantineRow>(`${APART} AND ${OF_OUTBOX} AND ${OPEN} ${behind}`, venueId, ...values);
		},
		apartEntry: (venueId, { outboxId, seq, hash }) =>
			sql.get<QuarantineRow>(`${APART} AND ${KEY}`, venueId, outboxId, seq, hash),
		decision: (venueId, { outboxId, seq, hash }) =>
			sql.get<DecisionRow>(`${DECISION} AND ${KEY}`, venueId, outboxId, seq, hash),
		decide: (row) => sql.run(DECIDE, ...COLUMNS.map((column) => row[column])),
		decisionCount: (venueId) => count('decision WHERE venue_id = ?', venueId),
		async factCount(venueId, sessionIds) {
			if (sessionIds.length === 0) return 0;
			const text = `SELECT count(*) AS count FROM entry
				WHERE venue_id = ? AND subject IN (${marks(sessionIds.length)})`;
			return Number((await sql.get<{ count: number }>(text, venueId, ...sessionIds))!.count);
		},
		decisions: (venueId, offset, limit) =>
			sql.all<DecisionRow>(
				`${DECISION} ORDER BY at DESC, outbox_id, seq DESC, hash LIMIT ? OFFSET ?`,
				...[venueId, limit, offset],
			),
	};
};
