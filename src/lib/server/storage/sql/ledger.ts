import type { DeviceId, EntryId, OutboxId, VenueId } from '../../../base/id.ts';
import { personOf, subjectOf, type Fact, type Timing } from '../../../domain/fact.ts';
import { asId } from '../../../base/id.ts';
import type { Outcome } from '../../../sync/wire.ts';
import type { EntryRow, HubFlag, LedgerStore, OutboxRow, QuarantineRow } from '../ledger-port.ts';
import type { Sql } from './sql.ts';

interface RawOutbox {
	venueId: VenueId;
	outboxId: OutboxId;
	deviceId: DeviceId;
	seq: number;
	hash: string;
	saidSeq: number | null;
	saidHash: string | null;
	saidAt: number | null;
}

interface RawEntry {
	venueId: string;
	outboxId: string;
	seq: number;
	entryId: string;
	hash: string;
	prev: string;
	deviceId: string;
	at: number;
	receivedAt: number;
	body: string;
	flags: string;
	outcome: string;
}

const OUTBOX = `SELECT venue_id AS "venueId", outbox_id AS "outboxId", device_id AS "deviceId", seq, hash,
	said_seq AS "saidSeq", said_hash AS "saidHash", said_at AS "saidAt" FROM outbox`;
const PUT_OUTBOX = `INSERT INTO outbox (venue_id, outbox_id, device_id, seq, hash, said_seq, said_hash, said_at)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT (venue_id, outbox_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash,
	said_seq = excluded.said_seq, said_hash = excluded.said_hash, said_at = excluded.said_at`;
const ENTRY = `SELECT venue_id AS "venueId", outbox_id AS "outboxId", seq, entry_id AS "entryId", hash, prev,
	device_id AS "deviceId", at, received_at AS "receivedAt", body, flags, outcome FROM entry`;
const APPEND = `INSERT INTO entry (venue_id, outbox_id, seq, entry_id, hash, prev, device_id, at, received_at, kind,
	subject, member_id, body, flags, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const QUARANTINE = `INSERT INTO quarantine (venue_id, outbox_id, seq, hash, reason, body, device_id, received_at)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (venue_id, outbox_id, seq, hash) DO NOTHING`;
const IN_RANGE = 'WHERE venue_id = ? AND outbox_id = ? AND seq BETWEEN ? AND ?';
const ABOUT_PERSON = `${ENTRY} WHERE venue_id = ? AND subject = ? AND member_id = ?`;

export const ledgerStore = (sql: Sql): LedgerStore => ({
	async outbox(venueId, outboxId) {
		const raw = await sql.get<RawOutbox>(`${OUTBOX} WHERE venue_id = ? AND outbox_id = ?`, venueId, outboxId);
		return raw && readOutbox(raw);
	},
	async isElsewhere(venueId, outboxId) {
		const text = 'SELECT 1 AS one FROM outbox WHERE outbox_id = ? AND venue_id <> ? LIMIT 1';
		return (await sql.get(text, outboxId, venueId)) !== null;
	},
	async outboxes(venueId) {
		const raws = await sql.all<RawOutbox>(
			`${OUTBOX} WHERE venue_id = ? ORDER BY said_at DESC NULLS LAST, outbox_id`,
			venueId,
		);
		return raws.map(readOutbox);
	},
	putOutbox: ({ venueId, outboxId, deviceId, head, said, saidAt }) =>
		sql.run(
			PUT_OUTBOX,
			...[venueId, outboxId, deviceId, head.seq, head.hash, said?.seq ?? null, said?.hash ?? null, saidAt],
		),
	stored: ({ venueId, outboxId }, from, to) =>
		sql.all<{ seq: number; hash: string; outcome: Outcome }>(
			`SELECT seq, hash, outcome FROM entry ${IN_RANGE}`,
			...[venueId, outboxId, from, to],
		),
	apart: ({ venueId, outboxId }, from, to) =>
		sql.all(
			`SELECT seq, hash, reason, device_id AS "deviceId" FROM quarantine ${IN_RANGE}`,
			...[venueId, outboxId, from, to],
		),
	append: (rows) => sql.many(APPEND, rows.map(entryValues)),
	quarantine: (rows) => sql.many(QUARANTINE, rows.map(quarantineValues)),
	async about(venueId, people) {
		const keys = people.map(({ subject, memberId }) => [subject, memberId]);
		return (await sql.each<RawEntry>(ABOUT_PERSON, [venueId], keys)).map(readEntry);
	},
	async ofSubject(venueId, subject) {
		const raws = await sql.all<RawEntry>(`${ENTRY} WHERE venue_id = ? AND subject = ?`, venueId, subject);
		return raws.map(readEntry);
	},
	async page({ venueId, outboxId }, from, limit) {
		const where = 'WHERE venue_id = ? AND outbox_id = ? AND seq >= ? ORDER BY seq LIMIT ?';
		return (await sql.all<RawEntry>(`${ENTRY} ${where}`, venueId, outboxId, from, limit)).map(readEntry);
	},
	quarantined: (venueId, limit) =>
		sql.all<QuarantineRow>(
			`SELECT venue_id AS "venueId", outbox_id AS "outboxId", seq, hash, reason, body, device_id AS "deviceId",
			received_at AS "receivedAt" FROM quarantine WHERE venue_id = ? ORDER BY received_at DESC LIMIT ?`,
			...[venueId, limit],
		),
});

const readOutbox = (raw: RawOutbox): OutboxRow => ({
	venueId: raw.venueId,
	outboxId: raw.outboxId,
	deviceId: raw.deviceId,
	head: { seq: raw.seq, hash: raw.hash },
	said: raw.saidSeq !== null && raw.saidHash !== null ? { seq: raw.saidSeq, hash: raw.saidHash } : null,
	saidAt: raw.saidAt,
});

const entryValues = (row: EntryRow) => [
	row.venueId,
	row.outboxId,
	row.seq,
	row.entryId,
	row.hash,
	row.prev,
	row.deviceId,
	row.at,
	row.receivedAt,
	row.fact.kind,
	subjectOf(row.fact),
	personOf(row.fact) ?? '',
	JSON.stringify({ v: row.v, timing: row.timing, fact: row.fact }),
	JSON.stringify(row.flags),
	row.outcome,
];

const quarantineValues = (row: QuarantineRow) => [
	...[row.venueId, row.outboxId, row.seq, row.hash, row.reason, row.body, row.deviceId, row.receivedAt],
];

function readEntry(raw: RawEntry): EntryRow {
	const body = JSON.parse(raw.body) as { v: number; timing: Timing; fact: Fact };
	return {
		venueId: asId<VenueId>(raw.venueId),
		outboxId: asId<OutboxId>(raw.outboxId),
		seq: raw.seq,
		entryId: asId<EntryId>(raw.entryId),
		hash: raw.hash,
		prev: raw.prev,
		...body,
		deviceId: asId<DeviceId>(raw.deviceId),
		at: raw.at,
		receivedAt: raw.receivedAt,
		flags: JSON.parse(raw.flags) as HubFlag[],
		outcome: raw.outcome as Outcome,
	};
}
