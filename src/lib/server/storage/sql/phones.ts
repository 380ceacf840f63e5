import type { PhoneRow, PhoneStore } from '../phone-port.ts';
import type { Sql } from './sql.ts';

const PHONE = `SELECT phone_id AS "phoneId", member_id AS "memberId", token_hash AS "tokenHash", name,
	opened_at AS "openedAt", seen_at AS "seenAt", expires_at AS "expiresAt" FROM phone_session`;
const OPEN = `INSERT INTO phone_session (phone_id, member_id, token_hash, name, opened_at, seen_at, expires_at)
	VALUES (?, ?, ?, ?, ?, ?, ?)`;
const SET_CALENDAR = `INSERT INTO calendar_feed (member_id, generation) VALUES (?, ?)
	ON CONFLICT (member_id) DO UPDATE SET generation = excluded.generation`;

export const phoneStore = (sql: Sql): PhoneStore => ({
	open: (row) =>
		sql.run(
			OPEN,
			...[row.phoneId, row.memberId, row.tokenHash, row.name, row.openedAt, row.seenAt, row.expiresAt],
		),
	byToken: (tokenHash, now) =>
		sql.get<PhoneRow>(`${PHONE} WHERE token_hash = ? AND expires_at > ?`, tokenHash, now),
	saw: (phoneId, at, expiresAt) =>
		sql.run(
			'UPDATE phone_session SET seen_at = ?, expires_at = ? WHERE phone_id = ?',
			at,
			expiresAt,
			phoneId,
		),
	ofMember: (memberId) =>
		sql.all<PhoneRow>(`${PHONE} WHERE member_id = ? ORDER BY seen_at DESC, phone_id`, memberId),
	end: (memberId, phoneId) =>
		sql.run('DELETE FROM phone_session WHERE phone_id = ? AND member_id = ?', phoneId, memberId),
	endAll: (memberId) => sql.run('DELETE FROM phone_session WHERE member_id = ?', memberId),
	async calendar(memberId) {
		const text = 'SELECT generation FROM calendar_feed WHERE member_id = ?';
		return (await sql.get<{ generation: number }>(text, memberId))?.generation ?? 0;
	},
	setCalendar: (memberId, generation) => sql.run(SET_CALENDAR, memberId, generation),
	sweep: (now) => sql.run('DELETE FROM phone_session WHERE expires_at <= ?', now),
});
