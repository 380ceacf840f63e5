import type { ClaimRow, ClaimStore, LiveKeyRow, LiveKeyStore, WrongClaims } from '../claim-port.ts';
import type { Sql } from './sql.ts';

const CLAIM = `SELECT code_hash AS "codeHash", member_id AS "memberId", expires_at AS "expiresAt", holder
	FROM claim WHERE code_hash = ?`;
const PUT_CLAIM = `INSERT INTO claim (code_hash, member_id, expires_at, holder) VALUES (?, ?, ?, ?)
	ON CONFLICT (code_hash) DO UPDATE SET holder = excluded.holder`;
const PUT_WRONG = `INSERT INTO wrong_claim (source, count, until) VALUES (?, ?, ?)
	ON CONFLICT (source) DO UPDATE SET count = excluded.count, until = excluded.until`;

export const claimStore = (sql: Sql): ClaimStore => ({
	get: (codeHash) => sql.get<ClaimRow>(CLAIM, codeHash),
	put: ({ codeHash, memberId, expiresAt, holder }) =>
		sql.run(PUT_CLAIM, codeHash, memberId, expiresAt, holder),
	dropUnused: (memberId) => sql.run('DELETE FROM claim WHERE member_id = ? AND holder IS NULL', memberId),
	dropUsed: (memberId) => sql.run('DELETE FROM claim WHERE member_id = ? AND holder IS NOT NULL', memberId),
	wrong: (source) =>
		sql.get<WrongClaims>('SELECT source, count, until FROM wrong_claim WHERE source = ?', source),
	putWrong: ({ source, count, until }) => sql.run(PUT_WRONG, source, count, until),
	async sweep(now) {
		await sql.run('DELETE FROM claim WHERE expires_at <= ?', now);
		await sql.run('DELETE FROM wrong_claim WHERE until <= ?', now);
	},
});

const OF_MEMBER = `SELECT member_id AS "memberId", serial, phone_id AS "phoneId", public_key AS "publicKey",
	added_at AS "addedAt", last_day AS "lastDay", revoked_at AS "revokedAt"
	FROM live_key WHERE member_id = ? ORDER BY serial`;
const PUT_KEY = `INSERT INTO live_key (member_id, serial, phone_id, public_key, added_at, last_day, revoked_at)
	VALUES (?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT (member_id, serial) DO UPDATE SET phone_id = excluded.phone_id, last_day = excluded.last_day, revoked_at = excluded.revoked_at`;
const REVOKED = `SELECT member_id AS "memberId", serial FROM live_key WHERE revoked_at IS NOT NULL AND last_day >= ?
	UNION ALL SELECT member_id, serial FROM erased_pass WHERE key_id IS NULL AND last_day >= ?`;

export const liveKeyStore = (sql: Sql): LiveKeyStore => ({
	ofMember: (memberId) => sql.all<LiveKeyRow>(OF_MEMBER, memberId),
	put: (row) =>
		sql.run(
			PUT_KEY,
			...[row.memberId, row.serial, row.phoneId, row.publicKey, row.addedAt, row.lastDay, row.revokedAt],
		),
	revokedSince: (day) => sql.all(REVOKED, day, day),
});
