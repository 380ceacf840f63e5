import type { PairingLinkRow, PairingRow, PairingStore } from '../access-port.ts';
import type { Sql } from './sql.ts';

const PAIRING = `SELECT pairing_id AS "pairingId", public_key AS "publicKey", kind, code,
	expires_at AS "expiresAt", lost, device_id AS "deviceId", venue_id AS "venueId" FROM pairing`;
const PUT = `INSERT INTO pairing (pairing_id, public_key, kind, code, expires_at, lost, device_id, venue_id)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT (pairing_id) DO UPDATE SET device_id = excluded.device_id, venue_id = excluded.venue_id`;
const LINK = `SELECT token_hash AS "tokenHash", venue_id AS "venueId", kind, name, expires_at AS "expiresAt",
	used_by AS "usedBy" FROM pairing_link WHERE token_hash = ?`;
const PUT_LINK = `INSERT INTO pairing_link (token_hash, venue_id, kind, name, expires_at, used_by)
	VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (token_hash) DO UPDATE SET used_by = excluded.used_by`;

export const pairingStore = (sql: Sql): PairingStore => ({
	get: (pairingId) => sql.get<PairingRow>(`${PAIRING} WHERE pairing_id = ?`, pairingId),
	waiting: (now) => sql.all<PairingRow>(`${PAIRING} WHERE device_id IS NULL AND expires_at > ?`, now),
	put: (row) =>
		sql.run(
			PUT,
			...[row.pairingId, row.publicKey, row.kind, row.code, row.expiresAt],
			...[row.lost, row.deviceId, row.venueId],
		),
	link: (tokenHash) => sql.get<PairingLinkRow>(LINK, tokenHash),
	putLink: (row) =>
		sql.run(PUT_LINK, row.tokenHash, row.venueId, row.kind, row.name, row.expiresAt, row.usedBy),
	async sweep(now) {
		await sql.run('DELETE FROM pairing WHERE expires_at <= ?', now);
		await sql.run('DELETE FROM pairing_link WHERE expires_at <= ?', now);
	},
});
