import type { VenueId } from '../../../base/id.ts';
import type { RecordChange, RecordKey, RecordRow, RecordStore } from '../port.ts';
import { marks, type Sql } from './sql.ts';

const ONE = 'FROM record WHERE venue_id = ? AND kind = ? AND id = ?';
const EVERY_VENUE = `SELECT v.venue_id AS id, r.body FROM venue v
	JOIN record r ON r.venue_id = v.venue_id AND r.kind = 'venue' AND r.id = v.venue_id
	WHERE r.body IS NOT NULL ORDER BY v.venue_id`;
const BODY = `SELECT body ${ONE}`;
const LIVING = `SELECT kind, id ${ONE} AND body IS NOT NULL`;
const STORED = `SELECT kind, id, body ${ONE}`;
const FORGET = `DELETE ${ONE}`;
const NEW_VENUE = 'INSERT INTO venue (venue_id, rev) VALUES (?, 0) ON CONFLICT (venue_id) DO NOTHING';
const BUMP = 'UPDATE venue SET rev = rev + ? WHERE venue_id = ? RETURNING rev';
const PUT = `INSERT INTO record (venue_id, kind, id, rev, body) VALUES (?, ?, ?, ?, ?)
	ON CONFLICT (venue_id, kind, id) DO UPDATE SET rev = excluded.rev, body = excluded.body`;

export const recordStore = (sql: Sql): RecordStore => ({
	async venues() {
		const rows = await sql.all<{ id: VenueId }>('SELECT venue_id AS id FROM venue ORDER BY venue_id');
		return rows.map((row) => row.id);
	},
	everyVenue: () => sql.all(EVERY_VENUE),
	async rev(venueId) {
		const row = await sql.get<{ rev: number }>('SELECT rev FROM venue WHERE venue_id = ?', venueId);
		return row?.rev ?? 0;
	},
	async body(venueId, kind, id) {
		const row = await sql.get<{ body: string | null }>(BODY, venueId, kind, id);
		return row?.body ?? null;
	},
	living: (venueId, keys) =>
		sql.each<RecordKey>(
			LIVING,
			[venueId],
			keys.map(({ kind, id }) => [kind, id]),
		),
	ofKinds: (venueId, kinds) =>
		sql.all<RecordRow>(
			`SELECT kind, id, rev, body FROM record
			WHERE venue_id = ? AND kind IN (${marks(kinds.length)}) AND body IS NOT NULL`,
			venueId,
			...kinds,
		),
	since: (venueId, rev, limit) =>
		sql.all<RecordRow>(
			'SELECT kind, id, rev, body FROM record WHERE venue_id = ? AND rev > ? ORDER BY rev LIMIT ?',
			venueId,
			rev,
			limit,
		),
	put: (venueId, changes) => put(sql, venueId, changes),
	async touch(venueId) {
		await sql.run(NEW_VENUE, venueId);
		return (await sql.get<{ rev: number }>(BUMP, 1, venueId))!.rev;
	},
	async forget(venueId, kind, ids) {
		for (const id of ids) await sql.run(FORGET, venueId, kind, id);
	},
});

const nameOf = ({ kind, id }: { kind: string; id: string }): string => `${kind} ${id}`;

async function put(sql: Sql, venueId: VenueId, changes: readonly RecordChange[]): Promise<number | null> {
	const last = new Map(changes.map((change) => [nameOf(change), change]));
	const keys = [...last.values()].filter(({ isNew }) => !isNew).map(({ kind, id }) => [kind, id]);
	const rows = await sql.each<{ kind: string; id: string; body: string | null }>(STORED, [venueId], keys);
	const stored = new Map(rows.map((row) => [nameOf(row), row.body]));
	const fresh = [...last].filter(([name, { body, isNew }]) => isNew || (stored.get(name) ?? null) !== body);
	if (fresh.length === 0) return null;
	await sql.run(NEW_VENUE, venueId);
	// The counter's row is locked from here to the commit: no smaller number can appear later [S14].
	const { rev } = (await sql.get<{ rev: number }>(BUMP, fresh.length, venueId))!;
	let next = rev - fresh.length;
	await sql.many(
		PUT,
		fresh.map(([, { kind, id, body }]) => [venueId, kind, id, ++next, body]),
	);
	return rev;
}
