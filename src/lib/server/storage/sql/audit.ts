import type { AuditFilter, AuditLine, AuditRow, AuditStore, MetaStore } from '../port.ts';
import { marks, type Sql, type SqlValue } from './sql.ts';

const APPEND = 'INSERT INTO audit (at, venue_id, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?, ?)';
const LATEST = 'SELECT at, venue_id AS "venueId", actor, action, subject, detail FROM audit';

// Lines of one moment in the order in which they were written: PostgreSQL's tables of this kind are given a rowid too.
const NEWEST = 'ORDER BY at DESC, rowid DESC LIMIT ?';

const FIND = `SELECT at, venue_id AS "venueId", actor, action, subject, detail, rowid AS place FROM audit`;

function conditions({ venueId, actor, actions, from, until, before }: AuditFilter): [string, SqlValue[]][] {
	const all: [string, SqlValue[]][] = [];
	if (venueId !== undefined) all.push(['venue_id = ?', [venueId]]);
	if (actor !== undefined) all.push(['actor = ?', [actor]]);
	if (actions?.length) all.push([`action IN (${marks(actions.length)})`, [...actions]]);
	if (from !== undefined) all.push(['at >= ?', [from]]);
	if (until !== undefined) all.push(['at < ?', [until]]);
	if (before) all.push(['(at < ? OR (at = ? AND rowid < ?))', [before.at, before.at, before.place]]);
	return all;
}

export const auditStore = (sql: Sql): AuditStore => ({
	append: (line) =>
		sql.run(APPEND, line.at, line.venueId, line.actor, line.action, line.subject, line.detail),
	async find(filter, limit) {
		if (filter.actions?.length === 0) return [];
		const all = conditions(filter);
		const where = all.length > 0 ? ` WHERE ${all.map(([text]) => text).join(' AND ')}` : '';
		return sql.all<AuditRow>(`${FIND}${where} ${NEWEST}`, ...all.flatMap(([, values]) => values), limit);
	},
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
