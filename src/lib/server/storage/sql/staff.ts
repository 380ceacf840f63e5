import type { InviteRow, PinRow, StaffRow, StaffStore } from '../access-port.ts';
import type { Sql } from './sql.ts';

const STAFF = `s.staff_id AS "staffId", s.login, s.name, s.role, s.venue_id AS "venueId",
	s.password_hash AS "passwordHash", s.created_at AS "createdAt"`;
const ADD = `INSERT INTO staff (staff_id, login, name, role, venue_id, password_hash, created_at)
	VALUES (?, ?, ?, ?, ?, ?, ?)`;
const BY_SESSION = `SELECT ${STAFF}, t.expires_at AS "expiresAt" FROM staff s
	JOIN staff_session t ON t.staff_id = s.staff_id WHERE t.token_hash = ? AND t.expires_at > ?`;
const INVITE = `SELECT token_hash AS "tokenHash", role, venue_id AS "venueId", expires_at AS "expiresAt",
	used_at AS "usedAt" FROM staff_invite WHERE token_hash = ?`;
const PUT_INVITE = `INSERT INTO staff_invite (token_hash, role, venue_id, expires_at, used_at)
	VALUES (?, ?, ?, ?, ?) ON CONFLICT (token_hash) DO UPDATE SET used_at = excluded.used_at`;
const PUT_PIN = `INSERT INTO desk_pin (staff_id, salt, cost, sealed, set_at) VALUES (?, ?, ?, ?, ?)
	ON CONFLICT (staff_id) DO UPDATE SET salt = excluded.salt, cost = excluded.cost, sealed = excluded.sealed,
	set_at = excluded.set_at`;
const PINS = `SELECT ${STAFF}, p.salt, p.cost, p.sealed, p.set_at AS "setAt"
	FROM desk_pin p JOIN staff s ON s.staff_id = p.staff_id ORDER BY s.staff_id`;

export const staffStore = (sql: Sql): StaffStore => ({
	get: (staffId) => sql.get<StaffRow>(`SELECT ${STAFF} FROM staff s WHERE s.staff_id = ?`, staffId),
	byLogin: (login) => sql.get<StaffRow>(`SELECT ${STAFF} FROM staff s WHERE s.login = ?`, login),
	async hasOperator() {
		return (await sql.get(`SELECT 1 AS one FROM staff WHERE role = 'operator' LIMIT 1`)) !== null;
	},
	add: (row) =>
		sql.run(
			ADD,
			...[row.staffId, row.login, row.name, row.role, row.venueId, row.passwordHash, row.createdAt],
		),
	openSession: (tokenHash, staffId, expiresAt) =>
		sql.run(
			'INSERT INTO staff_session (token_hash, staff_id, expires_at) VALUES (?, ?, ?)',
			...[tokenHash, staffId, expiresAt],
		),
	async bySession(tokenHash, now) {
		const row = await sql.get<StaffRow & { expiresAt: number }>(BY_SESSION, tokenHash, now);
		return row && { staff: row, expiresAt: row.expiresAt };
	},
	prolong: (tokenHash, expiresAt) =>
		sql.run('UPDATE staff_session SET expires_at = ? WHERE token_hash = ?', expiresAt, tokenHash),
	endSession: (tokenHash) => sql.run('DELETE FROM staff_session WHERE token_hash = ?', tokenHash),
	invite: (tokenHash) => sql.get<InviteRow>(INVITE, tokenHash),
	putInvite: (row) => sql.run(PUT_INVITE, row.tokenHash, row.role, row.venueId, row.expiresAt, row.usedAt),
	dropOperatorInvites: () => sql.run(`DELETE FROM staff_invite WHERE role = 'operator' AND used_at IS NULL`),
	putPin: (row) => sql.run(PUT_PIN, row.staffId, row.salt, row.cost, row.sealed, row.setAt),
	dropPin: (staffId) => sql.run('DELETE FROM desk_pin WHERE staff_id = ?', staffId),
	async pins() {
		const rows = await sql.all<StaffRow & PinRow>(PINS);
		return rows.map(({ salt, cost, sealed, setAt, ...staff }) => ({
			staff,
			pin: { staffId: staff.staffId, salt, cost, sealed, setAt },
		}));
	},
	async sweep(now) {
		await sql.run('DELETE FROM staff_session WHERE expires_at <= ?', now);
		await sql.run('DELETE FROM staff_invite WHERE expires_at <= ?', now);
	},
});
