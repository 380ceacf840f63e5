import type { MediaId, VenueId } from '../../../base/id.ts';
import type { ExhibitKind } from '../../../domain/editorial.ts';
import type { MediaRow, MediaStore, UploadRow } from '../exhibit-port.ts';
import { containing } from './exhibits.ts';
import type { Sql } from './sql.ts';

type RawMedia = Omit<MediaRow, 'person'> & { personKind: ExhibitKind | null; personId: string | null };

const MEDIA = `SELECT media_id AS "mediaId", kind, state, body, file_name AS "fileName", bytes, shown,
	person_kind AS "personKind", person_id AS "personId", fault, due_at AS "dueAt", at, actor AS by FROM media_item`;
const PUT = `INSERT INTO media_item (venue_id, media_id, kind, state, body, file_name, bytes, shown, person_kind, person_id,
	fault, due_at, at, actor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT (venue_id, media_id) DO UPDATE SET state = excluded.state, body = excluded.body,
	file_name = excluded.file_name, shown = excluded.shown, person_kind = excluded.person_kind,
	person_id = excluded.person_id, fault = excluded.fault, due_at = excluded.due_at`;
const UPLOAD = `SELECT upload_id AS "uploadId", staff_id AS "staffId", mark, file_name AS "fileName", bytes, about, at
	FROM media_upload WHERE venue_id = ?`;
const PUT_UPLOAD = `INSERT INTO media_upload (venue_id, upload_id, staff_id, mark, file_name, bytes, about, at)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (venue_id, upload_id) DO UPDATE SET about = excluded.about, at = excluded.at`;

const read = ({ personKind, personId, ...row }: RawMedia): MediaRow => ({
	...row,
	person: personKind && personId ? { kind: personKind, id: personId } : null,
});

export const mediaStore = (sql: Sql): MediaStore => {
	const ids = async (text: string, ...values: (string | number)[]): Promise<MediaId[]> =>
		(await sql.all<{ id: MediaId }>(text, ...values)).map(({ id }) => id);
	return {
		async get(venueId, wanted) {
			const keys = [...new Set(wanted)].map((id) => [id]);
			const text = `${MEDIA} WHERE venue_id = ? AND media_id = ?`;
			return (await sql.each<RawMedia>(text, [venueId], keys)).map(read);
		},
		put: (venueId, row) =>
			sql.run(
				PUT,
				...[venueId, row.mediaId, row.kind, row.state, row.body, row.fileName, row.bytes, row.shown],
				...[row.person?.kind ?? null, row.person?.id ?? null, row.fault, row.dueAt, row.at, row.by],
			),
		async list(venueId, { kind, query, state }, offset, limit) {
			const asked = query && containing(query.toLowerCase());
			const given: readonly [text: string, ...values: (string | undefined)[]][] = [
				['kind = ?', kind],
				['state = ?', state],
				[`(lower(body) LIKE ? ESCAPE '!' OR lower(file_name) LIKE ? ESCAPE '!')`, asked, asked],
			];
			const said = given.filter(([, value]) => value);
			const where = ['venue_id = ?', ...said.map(([text]) => text)].join(' AND ');
			const values = [venueId, ...said.flatMap(([, ...each]) => each as string[])];
			const found = await sql.get<{ count: number }>(
				`SELECT count(*) AS count FROM media_item WHERE ${where}`,
				...values,
			);
			const page = `${MEDIA} WHERE ${where} ORDER BY at DESC, media_id LIMIT ? OFFSET ?`;
			const rows = await sql.all<RawMedia>(page, ...values, limit, offset);
			return { total: Number(found!.count), rows: rows.map(read) };
		},
		ofPerson: (venueId, { kind, id }) =>
			ids(
				`SELECT media_id AS id FROM media_item WHERE venue_id = ? AND person_kind = ? AND person_id = ? ORDER BY media_id`,
				...[venueId, kind, id],
			),
		due: (venueId, now) =>
			ids(
				'SELECT media_id AS id FROM media_item WHERE venue_id = ? AND due_at <= ? ORDER BY media_id',
				...[venueId, now],
			),
		workingVenues: async () => {
			const text = `SELECT DISTINCT venue_id AS id FROM media_item WHERE state = 'working' ORDER BY venue_id`;
			return (await sql.all<{ id: VenueId }>(text)).map(({ id }) => id);
		},
		venuesOf: async (mediaId) => {
			const text = 'SELECT venue_id AS id FROM media_item WHERE media_id = ? ORDER BY venue_id';
			return (await sql.all<{ id: VenueId }>(text, mediaId)).map(({ id }) => id);
		},
		upload: (venueId, uploadId) => sql.get<UploadRow>(`${UPLOAD} AND upload_id = ?`, venueId, uploadId),
		uploadOf: (venueId, staffId, mark) =>
			sql.get<UploadRow>(
				`${UPLOAD} AND staff_id = ? AND mark = ? ORDER BY at DESC LIMIT 1`,
				venueId,
				staffId,
				mark,
			),
		putUpload: (venueId, { uploadId, staffId, mark, fileName, bytes, about, at }) =>
			sql.run(PUT_UPLOAD, venueId, uploadId, staffId, mark, fileName, bytes, about, at),
		everyUpload: () =>
			sql.all(
				'SELECT venue_id AS "venueId", upload_id AS "uploadId", at FROM media_upload ORDER BY upload_id',
			),
		dropUpload: (venueId, uploadId) =>
			sql.run('DELETE FROM media_upload WHERE venue_id = ? AND upload_id = ?', venueId, uploadId),
	};
};
