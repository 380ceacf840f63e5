import type { SessionId, VenueId } from '../../../base/id.ts';
import type { CitySums, MemberHours, ReportStore, SessionReport } from '../report-port.ts';
import type { Sql } from './sql.ts';
import { unionTurnoutStore } from './union-turnout.ts';
import { CAME, counted, visitorStore } from './visitors.ts';

const ROW = `session_id AS "sessionId", kind, day, weekday, hour, starts_at AS "startsAt", ends_at AS "endsAt",
	programme_id AS "programmeId", course_id AS "courseId", offering_id AS "offeringId", teacher, capacity, enrolled,
	came, seated, late, minutes FROM session_report`;
const PUT = `INSERT INTO session_report (venue_id, session_id, kind, day, weekday, hour, starts_at, ends_at, programme_id,
	course_id, offering_id, teacher, capacity, enrolled, came, seated, late, minutes)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT (venue_id, session_id) DO UPDATE SET kind = excluded.kind, day = excluded.day, weekday = excluded.weekday,
	hour = excluded.hour, starts_at = excluded.starts_at, ends_at = excluded.ends_at, programme_id = excluded.programme_id,
	course_id = excluded.course_id, offering_id = excluded.offering_id, teacher = excluded.teacher,
	capacity = excluded.capacity, enrolled = excluded.enrolled, came = excluded.came, seated = excluded.seated,
	late = excluded.late, minutes = excluded.minutes`;
const STALE = `INSERT INTO report_stale (venue_id, session_id) VALUES (?, ?)
	ON CONFLICT (venue_id, session_id) DO NOTHING`;
const STALE_OF = `INSERT INTO report_stale (venue_id, session_id)
	SELECT venue_id, session_id FROM session_report WHERE venue_id = ?`;
const IN_SPAN = 'day BETWEEN ? AND ? AND starts_at <= ?';
/** As `attendedMs` says it of one: from the start or a late arrival, to the end, an early leaving or now, less what they were away. */
const THERE = `CASE WHEN a.left_at < s.ends_at AND a.left_at < ? THEN a.left_at WHEN s.ends_at < ? THEN s.ends_at ELSE ? END
	- CASE WHEN a.since > s.starts_at AND a.since < s.ends_at THEN a.since ELSE s.starts_at END - a.away`;
const HOURS = `SELECT "memberId", count(*) AS came,
	sum(CASE WHEN kind = 'class' AND there > 0 THEN there / 60000 ELSE 0 END) AS minutes
	FROM (SELECT a.member_id AS "memberId", s.kind, ${THERE} AS there ${CAME}
	WHERE s.venue_id = ? AND s.day BETWEEN ? AND ? AND s.starts_at <= ? AND s.kind <> 'visits' AND a.status = 'present') AS came
	GROUP BY "memberId" ORDER BY minutes DESC, "memberId" LIMIT ?`;
const CLASS = (column: string): string => `sum(CASE WHEN kind = 'class' THEN ${column} ELSE 0 END)`;
export const CITY_SUMS = `${CLASS('1')} AS held, sum(CASE WHEN kind = 'cancelled' THEN 1 ELSE 0 END) AS cancelled,
	${CLASS('capacity')} AS capacity, ${CLASS('enrolled')} AS enrolled, sum(came) AS came, ${CLASS('seated')} AS seated,
	sum(late) AS late, sum(CASE WHEN kind = 'visits' OR ends_at > ? THEN 0 ELSE minutes END) AS minutes,
	sum(CASE WHEN kind = 'visits' THEN came ELSE 0 END) AS visits
	FROM session_report WHERE ${IN_SPAN}`;
const BY = {
	programme: `SELECT venue_id AS key, 0 AS month, 0 AS weekday, 0 AS hour, programme_id AS "programmeId", ${CITY_SUMS}
		GROUP BY venue_id, programme_id`,
	slot: `SELECT '' AS key, day / 100 AS month, weekday, hour, '' AS "programmeId", ${CITY_SUMS}
		GROUP BY day / 100, weekday, hour`,
} as const;

const values = (venueId: VenueId, r: SessionReport) => [
	...[
		venueId,
		r.sessionId,
		r.kind,
		r.day,
		r.weekday,
		r.hour,
		r.startsAt,
		r.endsAt,
		r.programmeId,
		r.courseId,
	],
	...[r.offeringId, r.teacher, r.capacity, r.enrolled, r.came, r.seated, r.late, r.minutes],
];

export const reportStore = (sql: Sql): ReportStore => ({
	stale: (venueId, ids) =>
		sql.many(
			STALE,
			[...new Set(ids)].map((id) => [venueId, id]),
		),
	async staleOf(venueId, what) {
		const onConflict = 'ON CONFLICT (venue_id, session_id) DO NOTHING';
		if (what === null) await sql.run(`${STALE_OF} AND day > 0 ${onConflict}`, venueId);
		else if ('offeringId' in what)
			await sql.run(`${STALE_OF} AND offering_id = ? ${onConflict}`, venueId, what.offeringId);
		else await sql.run(`${STALE_OF} AND course_id = ? ${onConflict}`, venueId, what.courseId);
	},
	async waiting(venueId, limit) {
		const text = 'SELECT session_id AS id FROM report_stale WHERE venue_id = ? ORDER BY session_id LIMIT ?';
		return (await sql.all<{ id: SessionId }>(text, venueId, limit)).map(({ id }) => id);
	},
	async waitingCount(venueId) {
		const row =
			venueId === null
				? await sql.get<{ n: number }>('SELECT count(*) AS n FROM report_stale')
				: await sql.get<{ n: number }>('SELECT count(*) AS n FROM report_stale WHERE venue_id = ?', venueId);
		return Number(row!.n);
	},
	async venuesWaiting() {
		const text = 'SELECT DISTINCT venue_id AS id FROM report_stale ORDER BY venue_id';
		return (await sql.all<{ id: VenueId }>(text)).map(({ id }) => id);
	},
	async put(venueId, rows) {
		await sql.many(
			PUT,
			rows.flatMap(([, row]) => (row ? [values(venueId, row)] : [])),
		);
		for (const [id, row] of rows) {
			if (!row)
				await sql.run('DELETE FROM session_report WHERE venue_id = ? AND session_id = ?', venueId, id);
			await sql.run('DELETE FROM report_stale WHERE venue_id = ? AND session_id = ?', venueId, id);
		}
	},
	page: (venueId, after, limit) =>
		sql.all<SessionReport>(
			`SELECT ${ROW} WHERE venue_id = ? AND session_id > ? ORDER BY session_id LIMIT ?`,
			...[venueId, after, limit],
		),
	ofSpan: (venueId, { from, to, now }) =>
		sql.all<SessionReport>(
			`SELECT ${ROW} WHERE venue_id = ? AND ${IN_SPAN} ORDER BY day, session_id`,
			...[venueId, from, to, now],
		),
	async ofCity({ from, to, now }, by) {
		return (await sql.all<CitySums>(BY[by], now, from, to, now)).map(counted);
	},
	async hours(venueId, { from, to, now }, limit) {
		return (await sql.all<MemberHours>(HOURS, now, now, now, venueId, from, to, now, limit)).map(counted);
	},
	...unionTurnoutStore(sql),
	...visitorStore(sql),
});
