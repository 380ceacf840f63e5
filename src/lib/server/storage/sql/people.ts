import type { MemberId, OfferingId, VenueId } from '../../../base/id.ts';
import type { MemberRow, PeopleStore } from '../people-port.ts';
import { foundBy, putKeys } from './search.ts';
import { marks, type Sql } from './sql.ts';

type Raw = Omit<MemberRow, 'barred' | 'guest' | 'guestSince'> & {
	readonly barred: number;
	readonly guest: number;
	readonly guestSince: number | null;
};

const COLUMNS =
	'm.member_id AS "memberId", m.name, m.number, m.phone, m.union_name AS "union", m.barred, m.guest, m.guest_since AS "guestSince"';
const MEMBER = `SELECT ${COLUMNS} FROM member m`;
const PUT = `INSERT INTO member (member_id, name, number, phone, union_name, barred, guest, guest_since)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT (member_id) DO UPDATE SET name = excluded.name, number = excluded.number,
	phone = excluded.phone, union_name = excluded.union_name, barred = excluded.barred, guest = excluded.guest,
	guest_since = excluded.guest_since`;
/** What may hang on a person: nothing of it on a guest, but where somebody gave them something all the same. */
const HANGS_ON = ['enrollment', 'pass', 'live_key', 'claim', 'phone_session', 'calendar_feed']
	.map((table) => `AND NOT EXISTS (SELECT 1 FROM ${table} t WHERE t.member_id = m.member_id)`)
	.join(' ');
const OLD_GUESTS = `SELECT member_id FROM member m WHERE m.guest = 1 AND m.guest_since < ? ${HANGS_ON}`;
const BURY = [
	`INSERT INTO erased_pass (member_id, serial, key_id, last_day)
	SELECT member_id, serial, key_id, last_day FROM pass WHERE member_id = ?`,
	`INSERT INTO erased_pass (member_id, serial, key_id, last_day)
	SELECT member_id, serial, NULL, last_day FROM live_key WHERE member_id = ?`,
	...[
		'enrollment',
		'pass',
		'live_key',
		'claim',
		'phone_session',
		'calendar_feed',
		'member_key',
		'member_union',
		'member',
	].map((table) => `DELETE FROM ${table} WHERE member_id = ?`),
];
const ENROLL = `INSERT INTO enrollment (venue_id, offering_id, member_id) VALUES (?, ?, ?)
	ON CONFLICT (venue_id, offering_id, member_id) DO NOTHING`;
const ENROLLED = `${MEMBER} JOIN enrollment e ON e.member_id = m.member_id
	WHERE e.venue_id = ? AND e.offering_id = ? ORDER BY m.number`;
const ANYWHERE = `${MEMBER} WHERE m.member_id > ?
	AND EXISTS (SELECT 1 FROM enrollment e WHERE e.venue_id = ? AND e.member_id = m.member_id)
	ORDER BY m.member_id LIMIT ?`;
const WAITS = `SELECT 1 FROM sign_up s WHERE s.venue_id = ? AND s.member_id = m.member_id AND s.status = 'waiting'`;
const ON_ROSTER = `${MEMBER} WHERE m.member_id > ? AND (m.barred = 1
	OR EXISTS (SELECT 1 FROM enrollment e WHERE e.venue_id = ? AND e.member_id = m.member_id) OR EXISTS (${WAITS}))
	ORDER BY m.member_id LIMIT ?`;
const ROSTER_VENUES = `SELECT venue_id AS id FROM enrollment WHERE member_id = ?
	UNION SELECT venue_id FROM sign_up WHERE member_id = ? AND status = 'waiting'
	UNION SELECT v.venue_id FROM member m CROSS JOIN venue v WHERE m.member_id = ? AND m.barred = 1
	ORDER BY id`;

const read = ({ guest, guestSince, ...raw }: Raw): MemberRow => ({
	...raw,
	barred: raw.barred === 1,
	...(guest === 1 ? { guest: true } : {}),
	...(guestSince === null ? {} : { guestSince }),
});

/** In the order in which they are asked for. */
async function membersOf(sql: Sql, ids: readonly MemberId[]): Promise<MemberRow[]> {
	const rows = await sql.each<Raw>(
		`${MEMBER} WHERE m.member_id = ?`,
		[],
		ids.map((id) => [id]),
	);
	const byId = new Map(rows.map((raw) => [raw.memberId, read(raw)]));
	return ids.flatMap((id) => byId.get(id) ?? []);
}

export const peopleStore = (sql: Sql): PeopleStore => ({
	async member(memberId) {
		const raw = await sql.get<Raw>(`${MEMBER} WHERE m.member_id = ?`, memberId);
		return raw && read(raw);
	},
	async byNumber(number) {
		const raw = await sql.get<Raw>(`${MEMBER} WHERE m.number = ?`, number);
		return raw && read(raw);
	},
	search: async (query, limit, among) => membersOf(sql, await foundBy(sql, query, limit, among)),
	async put(member) {
		const { memberId, name, number, phone, union, barred, guest, guestSince = null } = member;
		await sql.run(
			...([PUT, memberId, name, number, phone, union, barred ? 1 : 0, guest ? 1 : 0, guestSince] as const),
		);
		await putKeys(sql, [member]);
	},
	async erase(memberId) {
		for (const text of BURY) await sql.run(text, memberId);
	},
	async rekey(after, limit) {
		const rows = await sql.all<Raw>(
			`${MEMBER} WHERE m.member_id > ? ORDER BY m.member_id LIMIT ?`,
			after,
			limit,
		);
		await putKeys(sql, rows);
		return rows.at(-1)?.memberId ?? null;
	},
	async dropGuests(before) {
		await sql.run(`DELETE FROM member_key WHERE member_id IN (${OLD_GUESTS})`, before);
		await sql.run(`DELETE FROM member WHERE member_id IN (${OLD_GUESTS})`, before);
	},
	async count() {
		return Number((await sql.get<{ count: number }>('SELECT count(*) AS count FROM member'))!.count);
	},
	async ofUnions(unions, limit) {
		if (unions.length === 0) return [];
		const text = `${MEMBER} WHERE m.union_name IN (${marks(unions.length)}) ORDER BY m.number LIMIT ?`;
		return (await sql.all<Raw>(text, ...unions, limit)).map(read);
	},
	enroll: (venueId, offeringId, memberId) => sql.run(ENROLL, venueId, offeringId, memberId),
	async enrolled(venueId, offeringId) {
		return (await sql.all<Raw>(ENROLLED, venueId, offeringId)).map(read);
	},
	async enrolledCount(venueId, offeringId) {
		const text = 'SELECT count(*) AS count FROM enrollment WHERE venue_id = ? AND offering_id = ?';
		return Number((await sql.get<{ count: number }>(text, venueId, offeringId))!.count);
	},
	async offeringsOf(venueId, memberId) {
		const text = `SELECT offering_id AS id FROM enrollment WHERE member_id = ? AND venue_id = ? ORDER BY offering_id`;
		return (await sql.all<{ id: OfferingId }>(text, memberId, venueId)).map((row) => row.id);
	},
	async venuesOf(memberId: MemberId) {
		const text = 'SELECT DISTINCT venue_id AS id FROM enrollment WHERE member_id = ?';
		return (await sql.all<{ id: VenueId }>(text, memberId)).map((row) => row.id);
	},
	async rosterVenues(memberId) {
		return (await sql.all<{ id: VenueId }>(ROSTER_VENUES, memberId, memberId, memberId)).map((row) => row.id);
	},
	async onRoster(venueId, after, limit) {
		return (await sql.all<Raw>(ON_ROSTER, after, venueId, venueId, limit)).map(read);
	},
	async enrolledAnywhere(venueId, after, limit) {
		return (await sql.all<Raw>(ANYWHERE, after, venueId, limit)).map(read);
	},
});
