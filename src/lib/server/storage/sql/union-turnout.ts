import type { VenueId } from '../../../base/id.ts';
import type { ReportStore, SessionUnions, UnionSums } from '../report-port.ts';
import { addUnion, isNothing, turnedRound, type UnionTotals } from '../union-totals.ts';
import { wholeMonths } from '../whole-months.ts';
import type { Sql, SqlValue } from './sql.ts';
import { counted } from './visitors.ts';

const SUMS = ['enrolled', 'came', 'seated', 'late', 'visits', 'minutes'] as const;
const NAMES = SUMS.join(', ');
const ADDED = (table: string): string =>
	SUMS.map((sum) => `${sum} = ${table}.${sum} + excluded.${sum}`).join(', ');
const PUT = `INSERT INTO union_turnout (venue_id, session_id, union_name, day, starts_at, ends_at, ${NAMES})
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const ADD_TO_MONTH = `INSERT INTO union_month (venue_id, month, union_name, ${NAMES}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT (venue_id, month, union_name) DO UPDATE SET ${ADDED('union_month')}`;
const OF_SESSIONS = `SELECT session_id AS "sessionId", day, union_name AS "union", ${NAMES} FROM union_turnout
	WHERE venue_id = ? AND session_id = ?`;
const OF_SESSION = `SELECT union_name AS "union", ${NAMES} FROM union_turnout WHERE venue_id = ? AND session_id = ?
	ORDER BY union_name`;
/** Whatever else the rows are known by stays. */
const RENAME = (table: string, known: string): string[] => [
	`INSERT INTO ${table} (venue_id, ${known}, union_name, ${NAMES}) SELECT venue_id, ${known}, ?, ${NAMES} FROM ${table}
	WHERE union_name = ? ON CONFLICT (venue_id, ${known.split(',')[0]!}, union_name) DO UPDATE SET ${ADDED(table)}`,
	`DELETE FROM ${table} WHERE union_name = ?`,
];
const TOTAL = SUMS.map((sum) => `sum(${sum}) AS ${sum}`);
const OF_VENUE = `SELECT union_name AS "union", ${TOTAL.join(', ')} FROM union_turnout WHERE venue_id = ? GROUP BY union_name`;
const BY_MONTH = `SELECT union_name AS "union", ${TOTAL.join(', ')} FROM union_month WHERE month BETWEEN ? AND ?`;
const OVER = [...TOTAL.slice(0, -1), 'sum(CASE WHEN ends_at > ? THEN 0 ELSE minutes END) AS minutes'].join(
	', ',
);
const BY_DAY = `SELECT union_name AS "union", ${OVER} FROM`;
const IN_DAYS = 'AND t.day BETWEEN ? AND ? AND t.starts_at <= ? GROUP BY union_name';

const sumsOf = (sums: UnionSums): SqlValue[] => SUMS.map((sum) => sums[sum]);

/** What comes to each union. Months follow their sessions in the same transaction. */
export const unionTurnoutStore = (
	sql: Sql,
): Pick<ReportStore, 'putUnions' | 'unionsOf' | 'byUnion' | 'renameUnion'> => ({
	async putUnions(venueId, sessions) {
		const months = new Map<number, UnionTotals>();
		const change = (day: number, sums: UnionSums): void => {
			const month = Math.floor(day / 100);
			const known = months.get(month) ?? new Map<string, UnionSums>();
			months.set(month, addUnion(known, sums));
		};
		const known = await sql.each<UnionSums & { day: number; sessionId: string }>(
			OF_SESSIONS,
			[venueId],
			sessions.map(({ sessionId }) => [sessionId]),
		);
		for (const { day, sessionId: _, ...sums } of known) change(day, turnedRound(sums));
		for (const id of new Set(known.map(({ sessionId }) => sessionId)))
			await sql.run('DELETE FROM union_turnout WHERE venue_id = ? AND session_id = ?', venueId, id);
		for (const { day, unions } of sessions) for (const sums of unions) change(day, sums);
		await sql.many(
			PUT,
			sessions.flatMap((session) => rowsOf(venueId, session)),
		);
		const rows = [...months].flatMap(([month, totals]) =>
			[...totals.values()].flatMap((sums) =>
				isNothing(sums) ? [] : [[venueId, month, sums.union, ...sumsOf(sums)]],
			),
		);
		await sql.many(ADD_TO_MONTH, rows);
	},
	async unionsOf(venueId, sessionId) {
		if (sessionId === null) return (await sql.all<UnionSums>(OF_VENUE, venueId)).map(counted);
		return sql.all<UnionSums>(OF_SESSION, venueId, sessionId);
	},
	async byUnion(venueId, span) {
		const { months, days } = wholeMonths(span);
		const totals: UnionTotals = new Map();
		const at = venueId === null ? [] : [venueId];
		const add = (rows: readonly UnionSums[]): void => {
			for (const row of rows) addUnion(totals, counted(row));
		};
		if (months) {
			const where = venueId === null ? '' : 'AND venue_id = ?';
			add(await sql.all<UnionSums>(`${BY_MONTH} ${where} GROUP BY union_name`, ...months, ...at));
		}
		// A city's days are looked up venue by venue: the index begins with it.
		const from =
			venueId === null
				? 'venue v CROSS JOIN union_turnout t WHERE t.venue_id = v.venue_id'
				: 'union_turnout t WHERE t.venue_id = ?';
		for (const [first, last] of days)
			add(
				await sql.all<UnionSums>(`${BY_DAY} ${from} ${IN_DAYS}`, ...[span.now, ...at, first, last, span.now]),
			);
		return [...totals.values()].filter((sums) => !isNothing(sums));
	},
	async renameUnion(from, to) {
		const statements = [
			...RENAME('union_turnout', 'session_id, day, starts_at, ends_at'),
			...RENAME('union_month', 'month'),
		];
		for (const text of statements) await sql.run(text, ...(text.startsWith('INSERT') ? [to, from] : [from]));
	},
});

const rowsOf = (
	venueId: VenueId,
	{ sessionId, day, startsAt, endsAt, unions }: SessionUnions,
): SqlValue[][] =>
	unions.map((sums) => [venueId, sessionId, sums.union, day, startsAt, endsAt, ...sumsOf(sums)]);
