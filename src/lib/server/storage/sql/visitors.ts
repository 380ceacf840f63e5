import type { ReportStore, VisitorRow } from '../report-port.ts';
import type { Sql } from './sql.ts';

export const CAME = `FROM session_report s JOIN attendance a ON a.venue_id = s.venue_id AND a.session_id = s.session_id`;
const VISITOR = `SELECT member_id AS "memberId", first_at AS "firstAt", first_day AS "firstDay",
	first_session AS "firstSession" FROM visitor`;
const PUT_VISITOR = `INSERT INTO visitor (venue_id, member_id, first_at, first_day, first_session) VALUES (?, ?, ?, ?, ?)
	ON CONFLICT (venue_id, member_id) DO UPDATE SET first_at = excluded.first_at, first_day = excluded.first_day,
	first_session = excluded.first_session`;
const FIRST = `SELECT a.member_id AS "memberId", s.starts_at AS "firstAt", s.day AS "firstDay",
	s.session_id AS "firstSession" ${CAME} AND a.member_id = ?
	WHERE s.venue_id = ? AND a.status = 'present' ORDER BY s.starts_at, s.session_id LIMIT 1`;
const ALL_FIRST = `SELECT "memberId", "firstAt", "firstDay", "firstSession" FROM (
	SELECT a.member_id AS "memberId", s.starts_at AS "firstAt", s.day AS "firstDay", s.session_id AS "firstSession",
	row_number() OVER (PARTITION BY a.member_id ORDER BY s.starts_at, s.session_id) AS place
	${CAME} WHERE s.venue_id = ? AND a.status = 'present') AS firsts WHERE place = 1 ORDER BY "memberId"`;

/** Sums come as text from PostgreSQL. */
export function counted<Row extends object>(row: Row): Row {
	const texts = new Set(['key', 'programmeId', 'memberId', 'union']);
	const numbers = Object.entries(row as Record<string, unknown>).map(([name, value]): [string, unknown] => [
		name,
		texts.has(name) ? value : Number(value),
	]);
	return Object.fromEntries(numbers) as Row;
}

/** Since when people come. */
export const visitorStore = (
	sql: Sql,
): Pick<
	ReportStore,
	| 'visitors'
	| 'visitorsOf'
	| 'putVisitors'
	| 'dropVisitors'
	| 'firstOf'
	| 'allFirst'
	| 'allVisitors'
	| 'newFaces'
> => ({
	visitors: (venueId, members) =>
		sql.each<VisitorRow>(
			`${VISITOR} WHERE venue_id = ? AND member_id = ?`,
			[venueId],
			members.map((id) => [id]),
		),
	visitorsOf: (venueId, sessionId) =>
		sql.all<VisitorRow>(`${VISITOR} WHERE venue_id = ? AND first_session = ?`, venueId, sessionId),
	putVisitors: (venueId, rows) =>
		sql.many(
			PUT_VISITOR,
			rows.map((row) => [venueId, row.memberId, row.firstAt, row.firstDay, row.firstSession]),
		),
	async dropVisitors(venueId, members) {
		for (const id of members)
			await sql.run('DELETE FROM visitor WHERE venue_id = ? AND member_id = ?', venueId, id);
	},
	firstOf: (venueId, memberId) => sql.get<VisitorRow>(FIRST, memberId, venueId),
	allFirst: (venueId) => sql.all<VisitorRow>(ALL_FIRST, venueId),
	allVisitors: (venueId) => sql.all<VisitorRow>(`${VISITOR} WHERE venue_id = ? ORDER BY member_id`, venueId),
	async newFaces(venueId, { from, to }) {
		const where = venueId === null ? '' : 'venue_id = ? AND';
		const text = `SELECT first_day AS day, count(*) AS count FROM visitor WHERE ${where} first_day BETWEEN ? AND ?
			GROUP BY first_day ORDER BY first_day`;
		const found = await sql.all<{ day: number; count: number }>(
			text,
			...(venueId === null ? [] : [venueId]),
			from,
			to,
		);
		return found.map(counted);
	},
});
