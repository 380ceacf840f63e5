import type { RecordingId } from '../../../base/id.ts';
import type { RecordingRow, RecordingStore } from '../recording-port.ts';
import type { Sql } from './sql.ts';

const ROW = `SELECT recording_id AS "recordingId", device_id AS "deviceId", language, at, received_at AS "receivedAt",
	due_at AS "dueAt", millis, sha256, state, decided_at AS "decidedAt", actor AS by, detail FROM recording WHERE venue_id = ?`;
const ADD = `INSERT INTO recording (venue_id, recording_id, device_id, language, at, received_at, due_at, millis, sha256,
	state, decided_at, actor, detail, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const DECIDE = `UPDATE recording SET state = ?, decided_at = ?, actor = ?, detail = ?, sealed = NULL
	WHERE venue_id = ? AND recording_id = ?`;
const LISTS = {
	waiting: `${ROW} AND state = 'waiting' ORDER BY at, recording_id LIMIT ?`,
	decided: `${ROW} AND state <> 'waiting' ORDER BY decided_at DESC, recording_id LIMIT ?`,
} as const;

export const recordingStore = (sql: Sql): RecordingStore => ({
	get: (venueId, id) => sql.get<RecordingRow>(`${ROW} AND recording_id = ?`, venueId, id),
	async sealed(venueId, id) {
		const text = 'SELECT sealed FROM recording WHERE venue_id = ? AND recording_id = ?';
		return (await sql.get<{ sealed: string | null }>(text, venueId, id))?.sealed ?? null;
	},
	add: (venueId, row, sealed) =>
		sql.run(
			ADD,
			...[venueId, row.recordingId, row.deviceId, row.language, row.at, row.receivedAt, row.dueAt],
			...[row.millis, row.sha256, row.state, row.decidedAt, row.by, row.detail, sealed],
		),
	decide: (venueId, id, { state, decidedAt, by, detail }) =>
		sql.run(DECIDE, state, decidedAt, by, detail, venueId, id),
	list: (venueId, which, limit) => sql.all<RecordingRow>(LISTS[which], venueId, limit),
	async waiting(venueId) {
		const text = `SELECT count(*) AS count FROM recording WHERE venue_id = ? AND state = 'waiting'`;
		return Number((await sql.get<{ count: number }>(text, venueId))!.count);
	},
	async due(venueId, now) {
		const text = `SELECT recording_id AS id FROM recording WHERE venue_id = ? AND state = 'waiting' AND due_at <= ?
			ORDER BY recording_id`;
		return (await sql.all<{ id: RecordingId }>(text, venueId, now)).map(({ id }) => id);
	},
});
