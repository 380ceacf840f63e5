import type { AuditLine, AuditStore, MetaStore } from '../port.ts';
import type { Sql } from './sql.ts';

const APPEND = 'INSERT INTO audit (at, venue_id, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?, ?)';
const LATEST = 'SELECT at, venue_id AS "venueId", actor, action, subject, detail FROM audit';

export const auditStore = (sql: Sql): AuditStore => ({
	append: (line) =>
		sql.run(APPEND, line.at, line.venueId, line.actor, line.action, line.subject, line.detail),
	latest: (venueId, limit) =>
		venueId === null
			? sql.all<AuditLine>(`${LATEST} ORDER BY at DESC LIMIT ?`, limit)
			: sql.all<AuditLine>(`${LATEST} WHERE venue_id = ? ORDER BY at DESC LIMIT ?`, venueId, limit),
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
