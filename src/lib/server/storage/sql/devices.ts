import type { DeviceRow, DeviceStore } from '../access-port.ts';
import type { Sql } from './sql.ts';

const DEVICE = `SELECT d.device_id AS "deviceId", d.venue_id AS "venueId", d.kind, d.name,
	d.public_key AS "publicKey", d.paired_at AS "pairedAt", d.last_seen_at AS "lastSeenAt",
	d.revoked_at AS "revokedAt", d.lost_seq AS "lostSeq" FROM device d`;
const PUT = `INSERT INTO device (device_id, venue_id, kind, name, public_key, paired_at, last_seen_at,
	revoked_at, lost_seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT (device_id) DO UPDATE SET kind = excluded.kind, name = excluded.name,
	paired_at = excluded.paired_at, last_seen_at = excluded.last_seen_at, revoked_at = excluded.revoked_at,
	lost_seq = excluded.lost_seq`;
const BY_SESSION = `${DEVICE} JOIN device_session s ON s.device_id = d.device_id
	WHERE s.token_hash = ? AND s.expires_at > ?`;

export const deviceStore = (sql: Sql): DeviceStore => ({
	get: (deviceId) => sql.get<DeviceRow>(`${DEVICE} WHERE d.device_id = ?`, deviceId),
	byKey: (venueId, publicKey) =>
		sql.get<DeviceRow>(`${DEVICE} WHERE d.venue_id = ? AND d.public_key = ?`, venueId, publicKey),
	ofVenue: (venueId) =>
		sql.all<DeviceRow>(`${DEVICE} WHERE d.venue_id = ? ORDER BY d.paired_at, d.device_id`, venueId),
	put: (row) =>
		sql.run(
			PUT,
			...[row.deviceId, row.venueId, row.kind, row.name, row.publicKey],
			...[row.pairedAt, row.lastSeenAt, row.revokedAt, row.lostSeq],
		),
	saw: (deviceId, at) => sql.run('UPDATE device SET last_seen_at = ? WHERE device_id = ?', at, deviceId),
	openSession: (tokenHash, deviceId, expiresAt) =>
		sql.run(
			'INSERT INTO device_session (token_hash, device_id, expires_at) VALUES (?, ?, ?)',
			...[tokenHash, deviceId, expiresAt],
		),
	bySession: (tokenHash, now) => sql.get<DeviceRow>(BY_SESSION, tokenHash, now),
	endSessions: (deviceId) => sql.run('DELETE FROM device_session WHERE device_id = ?', deviceId),
	sweep: (now) => sql.run('DELETE FROM device_session WHERE expires_at <= ?', now),
});
