import type { MediaId, VenueId } from '../../../base/id.ts';
import type { Standing } from '../../../domain/editorial.ts';
import type {
	ExhibitFilter,
	ExhibitKey,
	ExhibitRow,
	ExhibitStore,
	StandingVersion,
	StepRow,
	VersionRow,
} from '../exhibit-port.ts';
import type { Sql, SqlValue } from './sql.ts';

type RawExhibit = Omit<ExhibitRow, 'standing'> & { standing: string };
type RawVersion = Omit<VersionRow, 'historic'> & { historic: number };
type RawStanding = Omit<StandingVersion, 'standing' | 'submitted'> & { standing: string; submitted: number };

const KEY = 'venue_id = ? AND kind = ? AND exhibit_id = ?';
const HEAD = `SELECT kind, exhibit_id AS id, title, find, standing, seen, due_at AS "dueAt", changed_at AS "changedAt",
	changed_by AS "changedBy" FROM exhibit`;
const PUT = `INSERT INTO exhibit (venue_id, kind, exhibit_id, title, find, stage, seen, chosen, due_at, changed_at, changed_by,
	standing) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT (venue_id, kind, exhibit_id) DO UPDATE SET title = excluded.title, find = excluded.find,
	stage = excluded.stage, seen = excluded.seen, chosen = excluded.chosen, due_at = excluded.due_at,
	changed_at = excluded.changed_at, changed_by = excluded.changed_by, standing = excluded.standing`;
const COUNTS = `SELECT kind, stage, seen, count(*) AS count FROM exhibit WHERE venue_id = ?
	GROUP BY kind, stage, seen ORDER BY kind, stage, seen`;
const DUE_VENUES = `SELECT DISTINCT venue_id AS id FROM exhibit WHERE due_at <= ?
	UNION SELECT DISTINCT venue_id AS id FROM media_item WHERE due_at <= ? ORDER BY id`;
const ADD_VERSION = `INSERT INTO exhibit_version (venue_id, kind, exhibit_id, version, body, historic, actor, actor_name, at,
	restores) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const VERSION = `SELECT kind, exhibit_id AS id, version, body, historic, actor AS by, actor_name AS name, at, restores
	FROM exhibit_version WHERE ${KEY}`;
const SAYING_UNSEEN = `SELECT v.kind, v.exhibit_id AS id, v.version, v.body, e.standing, e.seen,
	CASE WHEN EXISTS (SELECT 1 FROM exhibit_step s WHERE s.venue_id = v.venue_id AND s.kind = v.kind
	AND s.exhibit_id = v.exhibit_id AND s.version = v.version AND s.act = 'submit') THEN 1 ELSE 0 END AS submitted
	FROM exhibit e
	JOIN exhibit_version v ON v.venue_id = e.venue_id AND v.kind = e.kind AND v.exhibit_id = e.exhibit_id
	WHERE e.venue_id = ? AND (e.seen IN ('scheduled', 'over') OR e.stage IN ('draft', 'review'))
	AND v.body LIKE ? ESCAPE '!' ORDER BY v.kind, v.exhibit_id, v.version`;
const ADD_STEP = `INSERT INTO exhibit_step (venue_id, kind, exhibit_id, number, version, act, actor, actor_name, at, detail)
	VALUES (?, ?, ?, (SELECT coalesce(max(number), 0) + 1 FROM exhibit_step WHERE ${KEY}), ?, ?, ?, ?, ?, ?)`;
const STEPS = `SELECT kind, exhibit_id AS id, version, act, actor AS by, actor_name AS name, at, detail
	FROM exhibit_step WHERE ${KEY} ORDER BY number DESC LIMIT ?`;

const readHead = <Raw extends { standing: string }>(
	raw: Raw,
): Omit<Raw, 'standing'> & { standing: Standing } => ({
	...raw,
	standing: JSON.parse(raw.standing) as Standing,
});
const readVersion = (raw: RawVersion): VersionRow => ({ ...raw, historic: raw.historic !== 0 });

export const exhibitStore = (sql: Sql): ExhibitStore => ({
	async get(venueId, keys) {
		const rows = await sql.each<RawExhibit>(
			`${HEAD} WHERE ${KEY}`,
			[venueId],
			keys.map(({ kind, id }) => [kind, id]),
		);
		return rows.map(readHead);
	},
	put: (venueId, rows) =>
		sql.many(
			PUT,
			rows.map((row) => headValues(venueId, row)),
		),
	list: (venueId, filter, offset, limit) => listOf(sql, venueId, filter, offset, limit),
	async counts(venueId) {
		const rows = await sql.all<Awaited<ReturnType<ExhibitStore['counts']>>[number]>(COUNTS, venueId);
		return rows.map((row) => ({ ...row, count: Number(row.count) }));
	},
	async chosen(venueId, kind) {
		const text = `${HEAD} WHERE venue_id = ? AND kind = ? AND chosen IS NOT NULL ORDER BY chosen, exhibit_id`;
		return (await sql.all<RawExhibit>(text, venueId, kind)).map(readHead);
	},
	async dueVenues(now) {
		return (await sql.all<{ id: VenueId }>(DUE_VENUES, now, now)).map(({ id }) => id);
	},
	due: (venueId, now) =>
		sql.all<ExhibitKey>(
			'SELECT kind, exhibit_id AS id FROM exhibit WHERE venue_id = ? AND due_at <= ? ORDER BY kind, exhibit_id',
			...[venueId, now],
		),
	addVersions: (venueId, rows) =>
		sql.many(
			ADD_VERSION,
			rows.map((row) => [
				...[venueId, row.kind, row.id, row.version, row.body, row.historic ? 1 : 0],
				...[row.by, row.name, row.at, row.restores],
			]),
		),
	async version(venueId, { kind, id }, version) {
		const raw = await sql.get<RawVersion>(`${VERSION} AND version = ?`, venueId, kind, id, version);
		return raw && readVersion(raw);
	},
	async versions(venueId, { kind, id }) {
		const text = `${VERSION} ORDER BY version DESC`;
		return (await sql.all<RawVersion>(text, venueId, kind, id)).map(readVersion);
	},
	saying: (venueId, text) =>
		sql.all<ExhibitKey>(
			`SELECT DISTINCT kind, exhibit_id AS id FROM exhibit_version WHERE venue_id = ? AND body LIKE ? ESCAPE '!'
			ORDER BY kind, id`,
			...[venueId, containing(text)],
		),
	async sayingUnseen(venueId, text) {
		const rows = await sql.all<RawStanding>(SAYING_UNSEEN, venueId, containing(text));
		return rows.map((raw) => ({ ...readHead(raw), submitted: raw.submitted !== 0 }));
	},
	addStep(venueId, { kind, id, version, act, by, name, at, detail }) {
		const key = [venueId, kind, id];
		return sql.run(ADD_STEP, ...key, ...key, version, act, by, name, at, detail);
	},
	steps: (venueId, { kind, id }, limit) => sql.all<StepRow>(STEPS, venueId, kind, id, limit),
	...usesOf(sql),
});

function usesOf(sql: Sql): Pick<ExhibitStore, 'use' | 'uses' | 'usedBy'> {
	const uses = async (venueId: VenueId, { kind, id }: ExhibitKey): Promise<MediaId[]> => {
		const text = `SELECT media_id AS "mediaId" FROM exhibit_media WHERE ${KEY} ORDER BY media_id`;
		const rows = await sql.all<{ mediaId: MediaId }>(text, venueId, kind, id);
		return rows.map(({ mediaId }) => mediaId);
	};
	return {
		uses,
		async use(venueId, { kind, id }, media) {
			await sql.run(`DELETE FROM exhibit_media WHERE ${KEY}`, venueId, kind, id);
			const rows = [...new Set(media)].map((mediaId) => [venueId, mediaId, kind, id]);
			await sql.many(
				'INSERT INTO exhibit_media (venue_id, media_id, kind, exhibit_id) VALUES (?, ?, ?, ?)',
				rows,
			);
		},
		usedBy: (venueId, mediaId) =>
			sql.all<ExhibitKey>(
				`SELECT kind, exhibit_id AS id FROM exhibit_media WHERE venue_id = ? AND media_id = ?
				ORDER BY kind, exhibit_id`,
				...[venueId, mediaId],
			),
	};
}

const headValues = (venueId: VenueId, row: ExhibitRow): SqlValue[] => [
	...[venueId, row.kind, row.id, row.title, row.find, row.standing.stage, row.seen],
	...[row.standing.chosen, row.dueAt, row.changedAt, row.changedBy, JSON.stringify(row.standing)],
];

async function listOf(
	sql: Sql,
	venueId: VenueId,
	{ kind, stage, seen, query }: ExhibitFilter,
	offset: number,
	limit: number,
): Promise<{ total: number; rows: ExhibitRow[] }> {
	const asked: [string, string | undefined][] = [
		['kind = ?', kind],
		['stage = ?', stage],
		['seen = ?', seen],
		[`find LIKE ? ESCAPE '!'`, query ? containing(query) : undefined],
	];
	const given = asked.filter((pair): pair is [string, string] => pair[1] !== undefined);
	const where = ['venue_id = ?', ...given.map(([text]) => text)].join(' AND ');
	const values = [venueId, ...given.map(([, value]) => value)];
	const found = await sql.get<{ count: number }>(
		`SELECT count(*) AS count FROM exhibit WHERE ${where}`,
		...values,
	);
	const page = `${HEAD} WHERE ${where} ORDER BY changed_at DESC, kind, exhibit_id LIMIT ? OFFSET ?`;
	const rows = await sql.all<RawExhibit>(page, ...values, limit, offset);
	return { total: Number(found!.count), rows: rows.map(readHead) };
}

/** For LIKE … ESCAPE '!'. */
export const containing = (text: string): string => `%${text.replaceAll(/[!%_]/g, '!$&')}%`;
