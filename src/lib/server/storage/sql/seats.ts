import type { DeviceId, EntryId, MemberId, OfferingId, OutboxId, VenueId } from '../../../base/id.ts';
import type { ImportedSeat, SignUpState } from '../../../domain/seats.ts';
import type { LeaseRow, SeatStore, SignUpRow } from '../seat-port.ts';
import type { Sql } from './sql.ts';

interface RawSignUp {
	offeringId: OfferingId;
	memberId: MemberId;
	status: SignUpState['status'];
	at: number;
	entryId: EntryId | '';
}

interface RawLease {
	deviceId: DeviceId;
	number: number;
	outboxId: OutboxId;
	from: number;
	expiresAt: number;
	seats: string;
	used: string;
	promised: string;
}

const SIGN_UP = `SELECT offering_id AS "offeringId", member_id AS "memberId", status, at, entry_id AS "entryId"
	FROM sign_up WHERE venue_id = ?`;
const PUT = `INSERT INTO sign_up (venue_id, offering_id, member_id, status, at, entry_id) VALUES (?, ?, ?, ?, ?, ?)
	ON CONFLICT (venue_id, offering_id, member_id) DO UPDATE SET status = excluded.status, at = excluded.at,
	entry_id = excluded.entry_id`;
const VENUES = 'SELECT DISTINCT venue_id AS id FROM sign_up WHERE member_id = ? ORDER BY venue_id';
const WAITING = `SELECT count(*) AS count FROM sign_up
	WHERE venue_id = ? AND offering_id = ? AND status = 'waiting'`;
const QUEUES = `SELECT DISTINCT offering_id AS id FROM sign_up WHERE venue_id = ? AND status = 'waiting'
	ORDER BY offering_id`;
const IMPORTED = `SELECT member_id AS "memberId", at FROM roster_import
	WHERE venue_id = ? AND offering_id = ? ORDER BY member_id`;
const NOTE_IMPORT = `INSERT INTO roster_import (venue_id, offering_id, member_id, at) VALUES (?, ?, ?, ?)
	ON CONFLICT (venue_id, offering_id, member_id) DO NOTHING`;
const UNSEAT = 'DELETE FROM enrollment WHERE venue_id = ? AND offering_id = ? AND member_id = ?';
const LEASES = `SELECT device_id AS "deviceId", number, outbox_id AS "outboxId", from_seq AS "from",
	expires_at AS "expiresAt", seats, used, promised FROM lease WHERE venue_id = ? ORDER BY device_id, number`;
const PUT_LEASE = `INSERT INTO lease (venue_id, device_id, number, outbox_id, from_seq, expires_at, seats, used, promised)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT (venue_id, device_id, number) DO UPDATE SET used = excluded.used, promised = excluded.promised`;

const readSignUp = (raw: RawSignUp): SignUpRow => ({
	...raw,
	entryId: raw.entryId === '' ? null : raw.entryId,
});

const byOffering = <T>(text: string): ReadonlyMap<OfferingId, T> =>
	new Map(JSON.parse(text) as [OfferingId, T][]);
const readLease = (raw: RawLease): LeaseRow => ({
	...raw,
	seats: byOffering<number>(raw.seats),
	used: byOffering<number>(raw.used),
	promised: byOffering<MemberId[]>(raw.promised),
});

export const seatStore = (sql: Sql): SeatStore => ({
	async signUps(venueId, offeringId) {
		const text = `${SIGN_UP} AND offering_id = ? ORDER BY at, entry_id`;
		return (await sql.all<RawSignUp>(text, venueId, offeringId)).map(readSignUp);
	},
	async signUpsOf(venueId, memberId) {
		const text = `${SIGN_UP} AND member_id = ? ORDER BY offering_id`;
		return (await sql.all<RawSignUp>(text, venueId, memberId)).map(readSignUp);
	},
	async venuesOf(memberId) {
		return (await sql.all<{ id: VenueId }>(VENUES, memberId)).map((row) => row.id);
	},
	putSignUps: (venueId, rows) =>
		sql.many(
			PUT,
			rows.map(({ offeringId, memberId, status, at, entryId }) => [
				...[venueId, offeringId, memberId, status, at, entryId ?? ''],
			]),
		),
	async waiting(venueId, offeringId) {
		return Number((await sql.get<{ count: number }>(WAITING, venueId, offeringId))!.count);
	},
	async queues(venueId) {
		return (await sql.all<{ id: OfferingId }>(QUEUES, venueId)).map((row) => row.id);
	},
	imported: (venueId, offeringId) => sql.all<ImportedSeat>(IMPORTED, venueId, offeringId),
	noteImport: (venueId, offeringId, memberId, at) => sql.run(NOTE_IMPORT, venueId, offeringId, memberId, at),
	unseat: (venueId, offeringId, memberId) => sql.run(UNSEAT, venueId, offeringId, memberId),
	async leases(venueId) {
		return (await sql.all<RawLease>(LEASES, venueId)).map(readLease);
	},
	putLease: (venueId, { deviceId, number, outboxId, from, expiresAt, ...maps }) =>
		sql.run(
			PUT_LEASE,
			...[venueId, deviceId, number, outboxId, from, expiresAt],
			...[maps.seats, maps.used, maps.promised].map((map) => JSON.stringify([...map])),
		),
	dropLeases: (venueId, deviceId, below) =>
		sql.run(
			'DELETE FROM lease WHERE venue_id = ? AND device_id = ? AND number < ?',
			venueId,
			deviceId,
			below,
		),
});
