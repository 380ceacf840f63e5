import type { MemberId } from '../../../base/id.ts';
import type { UnionUnit } from '../../../domain/union.ts';
import type { UnionStore } from '../union-port.ts';
import type { Sql } from './sql.ts';

const ALL = 'SELECT unit_id AS id, name, parent_id AS "parentId" FROM union_unit ORDER BY name';
const PUT = `INSERT INTO union_unit (unit_id, name, parent_id) VALUES (?, ?, ?)
	ON CONFLICT (unit_id) DO UPDATE SET name = excluded.name, parent_id = excluded.parent_id`;
const MEMBERS = `SELECT union_name AS name, count(*) AS count FROM member WHERE union_name IS NOT NULL
	GROUP BY union_name`;
const NAMED =
	'SELECT member_id AS "memberId", union_name AS name FROM member WHERE union_name IS NOT NULL AND member_id = ?';

export const unionStore = (sql: Sql): UnionStore => ({
	all: () => sql.all<UnionUnit>(ALL),
	put: ({ id, name, parentId }) => sql.run(PUT, id, name, parentId),
	remove: (id) => sql.run('DELETE FROM union_unit WHERE unit_id = ?', id),
	async members() {
		const rows = await sql.all<{ name: string; count: number | string }>(MEMBERS);
		return new Map(rows.map(({ name, count }) => [name, Number(count)]));
	},
	async named(members) {
		const rows = await sql.each<{ memberId: MemberId; name: string }>(
			NAMED,
			[],
			members.map((id) => [id]),
		);
		return new Map(rows.map(({ memberId, name }) => [memberId, name]));
	},
	rename: (from, to) => sql.run('UPDATE member SET union_name = ? WHERE union_name = ?', to, from),
});
