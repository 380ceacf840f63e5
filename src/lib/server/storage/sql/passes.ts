import type { PassRow, PassStore } from '../people-port.ts';
import type { Sql } from './sql.ts';

const LATEST = `SELECT member_id AS "memberId", serial, key_id AS "keyId", secret, first_day AS "firstDay",
	last_day AS "lastDay", issued_at AS "issuedAt", revoked_at AS "revokedAt"
	FROM pass WHERE member_id = ? ORDER BY serial DESC LIMIT 1`;
const ISSUE = `INSERT INTO pass (member_id, serial, key_id, secret, first_day, last_day, issued_at, revoked_at)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;

const REVOKED = `SELECT member_id AS "memberId", serial, key_id AS "keyId" FROM erased_pass
	WHERE key_id IS NOT NULL AND last_day >= ?
	UNION ALL SELECT member_id AS "memberId", serial, key_id AS "keyId" FROM pass
	WHERE revoked_at IS NOT NULL AND last_day >= ?`;
const SIGNED_WITH = `SELECT member_id AS "memberId", serial FROM pass
	WHERE key_id = ? AND revoked_at IS NULL AND last_day >= ? ORDER BY member_id, serial LIMIT ?`;
const BY_KEY = `SELECT key_id AS "keyId", count(*) AS count FROM pass
	WHERE revoked_at IS NULL AND last_day >= ? GROUP BY key_id`;

export const passStore = (sql: Sql): PassStore => ({
	latest: (memberId) => sql.get<PassRow>(LATEST, memberId),
	issue: (pass) =>
		sql.run(
			ISSUE,
			...[pass.memberId, pass.serial, pass.keyId, pass.secret, pass.firstDay, pass.lastDay],
			...[pass.issuedAt, pass.revokedAt],
		),
	revoke: (memberId, serial, at) =>
		sql.run('UPDATE pass SET revoked_at = ? WHERE member_id = ? AND serial = ?', at, memberId, serial),
	revokedSince: (day) => sql.all(REVOKED, day, day),
	signedWith: (keyId, day, limit) => sql.all(SIGNED_WITH, keyId, day, limit),
	async countByKey(day) {
		const rows = await sql.all<{ keyId: number; count: number | string }>(BY_KEY, day);
		return new Map(rows.map(({ keyId, count }) => [keyId, Number(count)]));
	},
});
