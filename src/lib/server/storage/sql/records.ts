import type { VenueId } from '../../../base/id.ts';
import type { RecordChange, RecordRow, RecordStore } from '../port.ts';
import { marks, type Sql } from './sql.ts';

const BODY = 'SELECT body FROM record WHERE venue_id = ? AND kind = ? AND id = ?';
const NEW_VENUE = 'INSERT INTO venue (venue_id, rev) VALUES (?, 0) ON CONFLICT (venue_id) DO NOTHING';
const BUMP = 'UPDATE venue SET rev = rev + ? WHERE venue_id = ? RETURNING rev';
const PUT = `INSERT INTO record (venue_id, kind, id, rev, body) VALUES (?, ?, ?, ?, ?)
	ON CONFLICT (venue_id, kind, id) DO UPDATE SET rev = excluded.rev, body = excluded.body`;

export const recordStore = (sql: Sql): RecordStore => ({
	async venues() {
		const rows = await sql.all<{ id: VenueId }>('SELECT venue_id AS id FROM venue ORDER BY venue_id');
		return rows.map((row) => row.id);
	},
	async rev(venueId) {
		const row = await sql.get<{ rev: number }>('SELECT rev FROM venue WHERE venue_id = ?', venueId);
		return row?.rev ?? 0;
	},
	async body(venueId, kind, id) {
		const row = await sql.get<{ body: string | null }>(BODY, venueId, kind, id);
		return row?.body ?? null;
	},
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
	async forget(venueId, kind, ids) {
		for (const id of ids)
			await sql.run('DELETE FROM record WHERE venue_id = ? AND kind = ? AND id = ?', venueId, kind, id);
	},
});

async function put(sql: Sql, venueId: VenueId, changes: readonly RecordChange[]): Promise<number | null> {
	const last = new Map(changes.map((change) => [`${change.kind} ${change.id}`, change]));
	const fresh: RecordChange[] = [];
	for (const change of last.values()) {
		const stored = await sql.get<{ body: string | null }>(BODY, venueId, change.kind, change.id);
		if ((stored?.body ?? null) !== change.body) fresh.push(change);
	}
	if (fresh.length === 0) return null;
	await sql.run(NEW_VENUE, venueId);
	// The counter's row is locked from here to the commit: no smaller number can appear later [S14].
	const { rev } = (await sql.get<{ rev: number }>(BUMP, fresh.length, venueId))!;
	let next = rev - fresh.length;
	for (const { kind, id, body } of fresh) await sql.run(PUT, venueId, kind, id, ++next, body);
	return rev;
}
