import type { MediaId } from '../../../base/id.ts';
import type { ProposalPart, ProposedChange } from '../../../domain/media-proposal.ts';
import type { MediaProposalStore, ProposalRow } from '../media-proposal-port.ts';
import type { Sql } from './sql.ts';

interface Raw {
	readonly mediaId: MediaId;
	readonly part: ProposalPart;
	readonly proposalId: string;
	readonly body: string;
	readonly authors: string;
	readonly name: string;
	readonly at: number;
}

const ROWS = `SELECT media_id AS "mediaId", part, proposal_id AS "proposalId", body, authors, actor_name AS name, at
	FROM media_proposal WHERE venue_id = ?`;
const PUT = `INSERT INTO media_proposal (venue_id, media_id, part, proposal_id, body, authors, actor_name, at)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (venue_id, media_id, part) DO UPDATE SET proposal_id = excluded.proposal_id,
	body = excluded.body, authors = excluded.authors, actor_name = excluded.actor_name, at = excluded.at`;

const read = ({ body, authors, ...row }: Raw): ProposalRow => ({
	...row,
	change: JSON.parse(body) as ProposedChange,
	authors: JSON.parse(authors) as string[],
});

export const mediaProposalStore = (sql: Sql): MediaProposalStore => ({
	of: async (venueId, mediaId) =>
		(await sql.all<Raw>(`${ROWS} AND media_id = ? ORDER BY part`, venueId, mediaId)).map(read),
	async get(venueId, mediaId, part) {
		const row = await sql.get<Raw>(`${ROWS} AND media_id = ? AND part = ?`, venueId, mediaId, part);
		return row ? read(row) : null;
	},
	list: async (venueId, offset, limit) =>
		(await sql.all<Raw>(`${ROWS} ORDER BY at, media_id, part LIMIT ? OFFSET ?`, venueId, limit, offset)).map(
			read,
		),
	async count(venueId) {
		const text = 'SELECT count(*) AS count FROM media_proposal WHERE venue_id = ?';
		return Number((await sql.get<{ count: number }>(text, venueId))!.count);
	},
	put: (venueId, { mediaId, part, proposalId, change, authors, name, at }) =>
		sql.run(
			PUT,
			...[venueId, mediaId, part, proposalId, JSON.stringify(change), JSON.stringify(authors), name, at],
		),
	drop: (venueId, mediaId, part) =>
		sql.run(
			'DELETE FROM media_proposal WHERE venue_id = ? AND media_id = ? AND part = ?',
			...[venueId, mediaId, part],
		),
	dropAll: (venueId, mediaId) =>
		sql.run('DELETE FROM media_proposal WHERE venue_id = ? AND media_id = ?', venueId, mediaId),
});
