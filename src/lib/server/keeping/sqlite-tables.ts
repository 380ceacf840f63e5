import type { DatabaseSync } from 'node:sqlite';
import { marks } from '../storage/sql/sql.ts';
import { PAGE_BYTES, PAGE_ROWS, weightOf } from './page-size.ts';
import type { Row, TableWriter } from './tables.ts';

const TABLES = `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
	AND name <> 'migration' ORDER BY name`;

export function sqliteTables(database: DatabaseSync): TableWriter {
	const names = (sql: string): string[] =>
		(database.prepare(sql).all() as { name: string }[]).map(({ name }) => name);
	const columns = (table: string): string[] =>
		names(`SELECT name FROM pragma_table_info('${table}') ORDER BY name`);
	return {
		tables: async () => names(TABLES),
		columns: async (table) => columns(table),
		count: async (table) => database.prepare(`SELECT count(*) AS n FROM ${table}`).get()!['n'] as number,
		async *pages(table) {
			const statement = database.prepare(`SELECT ${columns(table).join(', ')} FROM ${table}`);
			statement.setReturnArrays(true);
			let page: Row[] = [];
			let weight = 0;
			for (const each of statement.iterate()) {
				const row = each as unknown as Row;
				const more = weightOf(row);
				if (page.length === PAGE_ROWS || (page.length > 0 && weight + more > PAGE_BYTES)) {
					yield page;
					[page, weight] = [[], 0];
				}
				page.push(row);
				weight += more;
			}
			yield page;
		},
		async insert(table, rows) {
			const names = columns(table);
			const text = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks(names.length)})`;
			const statement = database.prepare(text);
			for (const row of rows) statement.run(...row);
		},
	};
}
