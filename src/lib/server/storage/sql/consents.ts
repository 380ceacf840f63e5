import { isWaiting, type Consent } from '../../../domain/consent.ts';
import type { ConsentStore } from '../exhibit-port.ts';
import type { Sql } from './sql.ts';

const PUT = `INSERT INTO consent (venue_id, consent_id, about_kind, about_id, given_on, waits, body)
	VALUES (?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT (venue_id, consent_id) DO UPDATE SET body = excluded.body, waits = excluded.waits`;
const ABOUT = `SELECT body FROM consent WHERE venue_id = ? AND about_kind = ? AND about_id = ?
	ORDER BY given_on DESC, consent_id`;
const WAITING = `SELECT body FROM consent WHERE venue_id = ? AND waits = 1 ORDER BY given_on, consent_id`;

const read = ({ body }: { body: string }): Consent => JSON.parse(body) as Consent;

export const consentStore = (sql: Sql): ConsentStore => ({
	async get(venueId, id) {
		const text = 'SELECT body FROM consent WHERE venue_id = ? AND consent_id = ?';
		const row = await sql.get<{ body: string }>(text, venueId, id);
		return row && read(row);
	},
	put: (venueId, consent) =>
		sql.run(
			PUT,
			...[venueId, consent.id, consent.about.kind, consent.about.id],
			...[consent.givenOn, isWaiting(consent) ? 1 : 0, JSON.stringify(consent)],
		),
	about: async (venueId, kind, id) => (await sql.all<{ body: string }>(ABOUT, venueId, kind, id)).map(read),
	waiting: async (venueId) => (await sql.all<{ body: string }>(WAITING, venueId)).map(read),
});
