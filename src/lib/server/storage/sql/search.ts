import type { MemberId } from '../../../base/id.ts';
import { askedKeys } from '../../../domain/asked-keys.ts';
import { searchKeys } from '../../search-keys.ts';
import type { Enrollees, MemberRow } from '../people-port.ts';
import type { Sql } from './sql.ts';

interface Found {
	readonly key: string;
	readonly memberId: MemberId;
}

const PUT = 'INSERT INTO member_key (member_id, key) VALUES (?, ?)';
const FOUND = 'SELECT k.key, k.member_id AS "memberId" FROM member_key k';
const RANGE = 'k.key >= ? AND k.key < ?';
/** Read off the index in its own order, so that it costs the same however many begin so. */
export const AMONG_ALL = `${FOUND} WHERE ${RANGE} ORDER BY k.key, k.member_id LIMIT ?`;
export const AMONG_ENROLLED = `${FOUND} JOIN enrollment e ON e.member_id = k.member_id
	WHERE e.venue_id = ? AND e.offering_id = ? AND ${RANGE} ORDER BY k.key, k.member_id LIMIT ?`;

/** Behind every text that begins so, compared byte by byte. */
const LAST = '\u{10FFFF}';
/** As many keys of one person as may begin alike. */
const ALIKE = 16;

/** Who is asked for, each once, the closest key first. */
export async function foundBy(
	sql: Sql,
	query: string,
	limit: number,
	among?: Enrollees,
): Promise<MemberId[]> {
	const found = new Set<MemberId>();
	for (const key of askedKeys(query)) {
		const range = [key, key + LAST, limit * ALIKE];
		const rows = among
			? await sql.all<Found>(AMONG_ENROLLED, among.venueId, among.offeringId, ...range)
			: await sql.all<Found>(AMONG_ALL, ...range);
		for (const row of rows) found.add(row.memberId);
	}
	return [...found].slice(0, limit);
}

/** The keys of these people, in place of those they had. */
export async function putKeys(
	sql: Sql,
	members: readonly Pick<MemberRow, 'memberId' | 'name' | 'number' | 'phone'>[],
): Promise<void> {
	for (const { memberId } of members) await sql.run('DELETE FROM member_key WHERE member_id = ?', memberId);
	const keys = members.flatMap((member) => searchKeys(member).map((key) => [member.memberId, key]));
	if (keys.length > 0) await sql.many(PUT, keys);
}
