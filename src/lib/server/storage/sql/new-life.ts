import type { Sql } from './sql.ts';

/** A venue's changes per millisecond that no hub exceeds, and more than any has made since its last counter. */
const REVS_PER_MS = 100;
const LEAP = 1_000_000_000;

const RENUMBER = `UPDATE record SET rev = ? + numbered.place FROM (
	SELECT venue_id, kind, id, row_number() OVER (PARTITION BY venue_id ORDER BY rev) AS place FROM record
	) AS numbered
	WHERE numbered.venue_id = record.venue_id AND numbered.kind = record.kind AND numbered.id = record.id`;
const COUNT = `UPDATE venue SET rev = ? +
	(SELECT count(*) FROM record WHERE record.venue_id = venue.venue_id)`;
const NOTE = 'INSERT INTO audit (at, venue_id, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?, ?)';

/** What ran out: whoever used one since then would find it usable again. */
const ENDED = [
	'DELETE FROM staff_session',
	'DELETE FROM device_session',
	'DELETE FROM phone_session',
	'DELETE FROM claim WHERE holder IS NULL',
	'DELETE FROM staff_invite WHERE used_at IS NULL',
	'DELETE FROM pairing_link WHERE used_by IS NULL',
	'DELETE FROM pairing',
	// The hub's own facts since then are lost, but not their numbers: somebody may have seen them.
	`DELETE FROM meta WHERE key LIKE 'outbox %'`,
];

/**
 * Makes a database that was put back from an earlier moment fit to go on from. What it may have given out since that
 * moment is not given again, and does not count: cursors [S15], sessions, links, numbers of the hub's own facts.
 * `detail`: for the audit. To be run in a transaction, before anybody is answered.
 */
export async function beginNewLife(sql: Sql, now: number, detail: string): Promise<void> {
	const { top } = (await sql.get<{ top: number | null }>('SELECT max(rev) AS top FROM venue'))!;
	const base = Math.max(now * REVS_PER_MS, (top ?? 0) + LEAP);
	// Everybody starts from everything: traces of removals are of no use to anyone.
	await sql.run('DELETE FROM record WHERE body IS NULL');
	await sql.run(RENUMBER, base);
	await sql.run(COUNT, base);
	for (const end of ENDED) await sql.run(end);
	await sql.run(NOTE, now, null, 'hub', 'restored', 'hub', detail);
}
