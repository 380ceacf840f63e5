import type { AuditLine, AuditStore, MetaStore } from '../port.ts';
import type { Sql } from './sql.ts';

const APPEND = 'INSERT INTO audit (at, venue_id, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?, ?)';
const LATEST = 'SELECT at, venue_id AS "venueId", actor, action, subject, detail FROM audit';

// Lines of one moment in the order in which they were written: PostgreSQL's tables of this kind are given a rowid too.
const NEWEST = 'ORDER BY at DESC, rowid DESC LIMIT ?';

export const auditStore = (sql: Sql): AuditStore => ({
	append: (line) =>
		sql.run(APPEND, line.at, line.venueId, line.actor, line.action, line.subject, line.detail),
	latest: (venueId, limit) =>
		venueId === null
			? sql.all<AuditLine>(`${LATEST} ${NEWEST}`, limit)
			: sql.all<AuditLine>(`${LATEST} WHERE venue_id = ? ${NEWEST}`, venueId, limit),
});

export const metaStore = (sql: Sql): MetaStore => ({
	async get(key) {
		const row = await sql.get<{ value: string }>('SELECT value FROM meta WHERE key = ?', key);
		return row?.value ?? null;
	},
	set: (key, value) =>
		sql.run(
			'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
			key,
			value,
		),
});
