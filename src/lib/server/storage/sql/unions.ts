import type { MemberId } from '../../../base/id.ts';
import type { UnionUnit } from '../../../domain/union.ts';
import type { UnionStore } from '../union-port.ts';
import type { Sql } from './sql.ts';

const ALL = 'SELECT unit_id AS id, name, parent_id AS "parentId" FROM union_unit ORDER BY name';
const PUT = `INSERT INTO union_unit (unit_id, name, parent_id) VALUES (?, ?, ?)
	ON CONFLICT (unit_id) DO UPDATE SET name = excluded.name, parent_id = excluded.parent_id`;
const MEMBERS = `SELECT union_name AS name, count(*) AS count FROM member WHERE union_name IS NOT NULL
	GROUP BY union_name`;
const NAMED = `SELECT m.member_id AS "memberId", coalesce((SELECT h.union_name FROM member_union h
	WHERE h.member_id = m.member_id AND h.until_at > ? ORDER BY h.until_at LIMIT 1), m.union_name, '') AS name
	FROM member m WHERE m.member_id = ?`;
const PAST = `SELECT union_name AS "union", until_at AS "until" FROM member_union WHERE member_id = ?
	ORDER BY until_at`;
const LEFT = `INSERT INTO member_union (member_id, until_at, union_name) VALUES (?, ?, ?)
	ON CONFLICT (member_id, until_at) DO NOTHING`;

export const unionStore = (sql: Sql): UnionStore => ({
	all: () => sql.all<UnionUnit>(ALL),
	put: ({ id, name, parentId }) => sql.run(PUT, id, name, parentId),
	remove: (id) => sql.run('DELETE FROM union_unit WHERE unit_id = ?', id),
	async members() {
		const rows = await sql.all<{ name: string; count: number | string }>(MEMBERS);
		return new Map(rows.map(({ name, count }) => [name, Number(count)]));
	},
	async named(members, at) {
		const rows = await sql.each<{ memberId: MemberId; name: string }>(
			NAMED,
			[at],
			members.map((id) => [id]),
		);
		return new Map(rows.flatMap(({ memberId, name }) => (name === '' ? [] : [[memberId, name] as const])));
	},
	left: (memberId, union, at) => sql.run(LEFT, memberId, at, union ?? ''),
	async past(memberId) {
		const rows = await sql.all<{ union: string; until: number }>(PAST, memberId);
		return rows.map(({ union, until }) => ({ union: union === '' ? null : union, until: Number(until) }));
	},
	async rename(from, to) {
		for (const table of ['member', 'member_union'])
			await sql.run(`UPDATE ${table} SET union_name = ? WHERE union_name = ?`, to, from);
	},
});
