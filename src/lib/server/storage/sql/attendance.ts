import type { DeviceId, MemberId, SessionId, VenueId } from '../../../base/id.ts';
import type { Attendance, Conflict } from '../../../domain/attendance.ts';
import type { AttendanceRow, AttendanceStore } from '../ledger-port.ts';
import { marks, type Sql } from './sql.ts';

export interface RawAttendance {
	sessionId: SessionId;
	memberId: MemberId;
	status: Attendance['status'];
	since: number | null;
	late: number;
	party: number;
	deviceId: DeviceId | null;
	leftAt: number | null;
	away: number;
	conflict: string | null;
}

export const SELECT_ATTENDANCE = `SELECT session_id AS "sessionId", member_id AS "memberId", status, since, late,
	party, device_id AS "deviceId", left_at AS "leftAt", away, conflict FROM attendance WHERE venue_id = ? AND session_id = ?`;
const PUT = `INSERT INTO attendance (venue_id, session_id, member_id, status, since, late, party, device_id, left_at, away,
	conflict) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT (venue_id, session_id, member_id) DO UPDATE SET status = excluded.status, since = excluded.since,
	late = excluded.late, party = excluded.party, device_id = excluded.device_id, left_at = excluded.left_at, away = excluded.away, conflict = excluded.conflict`;
/** By way of the sessions: every key of attendance begins with venue and session, and one for persons would slow down each check-in. */
const ONE = `SELECT a.venue_id AS "venueId", a.session_id AS "sessionId", a.member_id AS "memberId", a.status,
	a.since, a.late, a.party, a.device_id AS "deviceId", a.left_at AS "leftAt", a.away, a.conflict`;
const AMONG = `SELECT session_id AS "sessionId", member_id AS "memberId", status, since, late,
	party, device_id AS "deviceId", left_at AS "leftAt", away, conflict
	FROM attendance WHERE venue_id = ? AND member_id = ? AND session_id = ?`;
const ofMember = (here: string): string => `${ONE}
	FROM venue v JOIN record r ON r.venue_id = v.venue_id AND r.kind = 'session'
	JOIN attendance a ON a.venue_id = v.venue_id AND a.session_id = r.id AND a.member_id = ?
	WHERE r.body IS NOT NULL${here}
	UNION ALL ${ONE} FROM attendance a WHERE a.member_id = ? AND substr(a.session_id, 1, 6) = 'visit-'${here}`;
const OF_MEMBER = ofMember('');
const OF_MEMBER_HERE = ofMember(' AND a.venue_id = ?');
/** Whoever is enrolled is looked up among those who came: of a hall that thousands visit a day nobody is. */
const TURNOUT = `SELECT coalesce(sum(party), 0) AS came,
	coalesce(sum(CASE WHEN left_at IS NULL THEN party ELSE 0 END), 0) AS here,
	(SELECT count(*) FROM enrollment e
		JOIN attendance a ON a.venue_id = e.venue_id AND a.session_id = ? AND a.member_id = e.member_id
		WHERE e.venue_id = ? AND e.offering_id = ? AND a.status = 'present') AS enrolled
	FROM attendance WHERE venue_id = ? AND session_id = ? AND status = 'present'`;

export const readAttendance = (raw: RawAttendance): AttendanceRow => ({
	sessionId: raw.sessionId,
	memberId: raw.memberId,
	attendance: {
		status: raw.status,
		since: raw.since,
		deviceId: raw.deviceId,
		late: raw.late === 1,
		...(Number(raw.party) > 1 && { party: Number(raw.party) }),
		leftAt: raw.leftAt,
		away: raw.away,
		conflict: raw.conflict === null ? null : (JSON.parse(raw.conflict) as Conflict),
	},
});

function values(venueId: VenueId, { sessionId, memberId, attendance }: AttendanceRow) {
	const { status, since, late, party = 1, deviceId, leftAt, away, conflict } = attendance;
	const doubt = conflict && JSON.stringify(conflict);
	return [venueId, sessionId, memberId, status, since, late ? 1 : 0, party, deviceId, leftAt, away, doubt];
}

export const attendanceStore = (sql: Sql): AttendanceStore => ({
	async of(venueId, { sessionId, memberId }) {
		const raw = await sql.get<RawAttendance>(
			`${SELECT_ATTENDANCE} AND member_id = ?`,
			venueId,
			sessionId,
			memberId,
		);
		return raw && readAttendance(raw).attendance;
	},
	async ofSession(venueId, sessionId) {
		return (await sql.all<RawAttendance>(SELECT_ATTENDANCE, venueId, sessionId)).map(readAttendance);
	},
	async ofMember(memberId, at) {
		const own = at === undefined ? [memberId] : [memberId, at];
		const found = await sql.all<RawAttendance & { venueId: VenueId }>(
			...[at === undefined ? OF_MEMBER : OF_MEMBER_HERE, ...own, ...own],
		);
		return found.map((raw) => ({ venueId: raw.venueId, ...readAttendance(raw) }));
	},
	async among(venueId, memberId, sessionIds) {
		const rows = await sql.each<RawAttendance>(
			AMONG,
			[venueId, memberId],
			sessionIds.map((id) => [id]),
		);
		return rows.map(readAttendance);
	},
	put: (venueId, rows) =>
		sql.many(
			PUT,
			rows.map((row) => values(venueId, row)),
		),
	async turnout(venueId, sessionId, offeringId) {
		type Counted = { came: number; here: number; enrolled: number };
		const row = (await sql.get<Counted>(TURNOUT, sessionId, venueId, offeringId, venueId, sessionId))!;
		const came = Number(row.came);
		return { came, here: Number(row.here), walkIns: came - Number(row.enrolled) };
	},
	async conflicts(venueId, sessionIds) {
		if (sessionIds.length === 0) return new Map();
		const rows = await sql.all<{ id: SessionId; count: number }>(
			`SELECT session_id AS id, count(*) AS count FROM attendance
			WHERE venue_id = ? AND session_id IN (${marks(sessionIds.length)}) AND conflict IS NOT NULL
			GROUP BY session_id`,
			venueId,
			...sessionIds,
		);
		return new Map(rows.map((row) => [row.id, Number(row.count)]));
	},
});
