import type { StaffId } from '../../../base/id.ts';
import type { InviteRow, PinRow, StaffRow, StaffStore } from '../access-port.ts';
import type { Sql } from './sql.ts';

const STAFF = `s.staff_id AS "staffId", s.login, s.name, s.role, s.venue_id AS "venueId",
	s.password_hash AS "passwordHash", s.created_at AS "createdAt", s.off_at AS "offAt"`;
const ADD = `INSERT INTO staff (staff_id, login, name, role, venue_id, password_hash, created_at, off_at)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;
const PUT = `UPDATE staff SET name = ?, role = ?, venue_id = ?, password_hash = ?, off_at = ? WHERE staff_id = ?`;
const BY_SESSION = `SELECT ${STAFF}, t.expires_at AS "expiresAt" FROM staff s
	JOIN staff_session t ON t.staff_id = s.staff_id WHERE t.token_hash = ? AND t.expires_at > ? AND s.off_at IS NULL`;
const SESSIONS = `SELECT staff_id AS id, count(*) AS count FROM staff_session WHERE expires_at > ? GROUP BY staff_id`;
const INVITES = `SELECT token_hash AS "tokenHash", role, venue_id AS "venueId", expires_at AS "expiresAt",
	used_at AS "usedAt", meant_for AS "meantFor", staff_id AS "staffId" FROM staff_invite`;
const PUT_INVITE = `INSERT INTO staff_invite (token_hash, role, venue_id, expires_at, used_at, meant_for, staff_id)
	VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (token_hash) DO UPDATE SET used_at = excluded.used_at`;
const DROP_INVITES = 'DELETE FROM staff_invite WHERE used_at IS NULL AND';
const PUT_PIN = `INSERT INTO desk_pin (staff_id, salt, cost, sealed, set_at) VALUES (?, ?, ?, ?, ?)
	ON CONFLICT (staff_id) DO UPDATE SET salt = excluded.salt, cost = excluded.cost, sealed = excluded.sealed,
	set_at = excluded.set_at`;
const PINS = `SELECT ${STAFF}, p.salt, p.cost, p.sealed, p.set_at AS "setAt"
	FROM desk_pin p JOIN staff s ON s.staff_id = p.staff_id WHERE s.off_at IS NULL ORDER BY s.staff_id`;

export const staffStore = (sql: Sql): StaffStore => ({
	get: (staffId) => sql.get<StaffRow>(`SELECT ${STAFF} FROM staff s WHERE s.staff_id = ?`, staffId),
	byLogin: (login) => sql.get<StaffRow>(`SELECT ${STAFF} FROM staff s WHERE s.login = ?`, login),
	all: () => sql.all<StaffRow>(`SELECT ${STAFF} FROM staff s ORDER BY s.login`),
	async hasOperator() {
		const text = `SELECT 1 AS one FROM staff WHERE role = 'operator' AND off_at IS NULL LIMIT 1`;
		return (await sql.get(text)) !== null;
	},
	add: (row) =>
		sql.run(
			ADD,
			...[
				row.staffId,
				row.login,
				row.name,
				row.role,
				row.venueId,
				row.passwordHash,
				row.createdAt,
				row.offAt,
			],
		),
	put: ({ staffId, name, role, venueId, passwordHash, offAt }) =>
		sql.run(PUT, name, role, venueId, passwordHash, offAt, staffId),
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
	async sessions(now) {
		const rows = await sql.all<{ id: StaffId; count: number }>(SESSIONS, now);
		return new Map(rows.map(({ id, count }) => [id, Number(count)]));
	},
	endSession: (tokenHash) => sql.run('DELETE FROM staff_session WHERE token_hash = ?', tokenHash),
	endSessions: (staffId) => sql.run('DELETE FROM staff_session WHERE staff_id = ?', staffId),
	invite: (tokenHash) => sql.get<InviteRow>(`${INVITES} WHERE token_hash = ?`, tokenHash),
	invites: (now) =>
		sql.all<InviteRow>(
			`${INVITES} WHERE used_at IS NULL AND expires_at > ? ORDER BY expires_at, token_hash`,
			now,
		),
	putInvite: (row) =>
		sql.run(
			PUT_INVITE,
			...[row.tokenHash, row.role, row.venueId, row.expiresAt, row.usedAt, row.meantFor, row.staffId],
		),
	dropInvite: (tokenHash) => sql.run(`${DROP_INVITES} token_hash = ?`, tokenHash),
	dropResets: (staffId) => sql.run(`${DROP_INVITES} staff_id = ?`, staffId),
	dropOperatorInvites: () => sql.run(`${DROP_INVITES} role = 'operator' AND staff_id IS NULL`),
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
