import pg from 'pg';
import { err, ok, type Result } from '../../base/result.ts';
import { openPostgres, placeOf } from '../storage/postgres.ts';
import { settings } from '../storage/postgres/connection.ts';
import { columnsOf, manyTuples, type ColumnTypes } from '../storage/postgres/dialect.ts';
import { explain } from '../storage/postgres/fault.ts';
import { HUB_LOCK } from '../storage/postgres/locks.ts';
import { columnTypes } from '../storage/postgres/migrate.ts';
import { sqlOver, statements } from '../storage/postgres/sql.ts';
import { beginNewLife } from '../storage/sql/new-life.ts';
import { marks } from '../storage/sql/sql.ts';
import type { Row, TableWriter } from './tables.ts';

const PAGE = 2000;
/** Partitions are read through their tables. */
const TABLES = `SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace
	AND relkind IN ('r', 'p') AND NOT relispartition AND relname <> 'migration' ORDER BY relname`;
const OTHERS = `SELECT count(*)::int AS n FROM pg_stat_activity
	WHERE application_name = 'gongzhan' AND datname = current_database() AND pid <> pg_backend_pid()`;
/** The adapter's own column of tables without a key: their order. */
const ROWID = 'rowid';

/**
 * Works on all tables of a hub's PostgreSQL database in one transaction: what the work refuses or throws leaves no trace.
 * The schema is brought up to date before. Refuses while a hub is connected; none can write until it is over.
 */
export const inPostgresTables = <T>(
	url: string,
	work: (tables: TableWriter) => Promise<Result<T, string>>,
): Promise<Result<T, string>> =>
	alone(url, async (client) => work(postgresTables(client, await columnTypes(client))));

/** Makes a database that was put back by `pg_restore` fit to go on from. */
export const renewPostgres = (url: string, now: number): Promise<Result<null, string>> =>
	alone(url, async (client) => {
		const connection = {
			query: (query: string | pg.QueryConfig) => client.query(query),
			release: () => undefined,
		};
		const known = statements(await columnTypes(client));
		await beginNewLife(
			sqlOver(() => connection, known),
			now,
			JSON.stringify({ file: null, madeAt: null }),
		);
		return ok(null);
	});

/** One transaction in which no hub works, in a schema that is up to date. */
async function alone<T>(
	url: string,
	work: (client: pg.Client) => Promise<Result<T, string>>,
): Promise<Result<T, string>> {
	const current = await openPostgres(url);
	if (!current.ok) return current;
	await current.value.close();
	const client = new pg.Client({ ...settings(url), query_timeout: 0 });
	client.on('error', () => undefined);
	try {
		await client.connect();
		const others = (await client.query<{ n: number }>(OTHERS)).rows[0]!.n;
		if (others > 0)
			return err(
				`a hub or one of its commands is connected to ${placeOf(url)}: stop every one of them first`,
			);
		await client.query(`BEGIN; SET LOCAL statement_timeout = 0; SELECT ${HUB_LOCK}`);
		const done = await work(client);
		await client.query(done.ok ? 'COMMIT' : 'ROLLBACK');
		return done;
	} catch (failure) {
		return err(explain(failure, placeOf(url)));
	} finally {
		await client.end().catch(() => undefined);
	}
}

function postgresTables(client: pg.Client, types: ColumnTypes): TableWriter {
	const all = (table: string): string[] =>
		[...types.keys()].filter((name) => name.startsWith(`${table}.`)).map((name) => name.split('.')[1]!);
	const columns = (table: string): string[] =>
		all(table)
			.filter((name) => name !== ROWID)
			.sort();
	return {
		tables: async () => (await client.query<{ name: string }>(TABLES)).rows.map(({ name }) => name),
		columns: async (table) => columns(table),
		count: async (table) =>
			(await client.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)).rows[0]!.n,
		async *pages(table) {
			const order = all(table).includes(ROWID) ? `ORDER BY ${ROWID}` : '';
			await client.query(
				`DECLARE page NO SCROLL CURSOR FOR SELECT ${columns(table).join(', ')} FROM ${table} ${order}`,
			);
			for (;;) {
				const { rows } = await client.query<Row[number][]>({
					text: `FETCH ${PAGE} FROM page`,
					rowMode: 'array',
				});
				if (rows.length === 0) break;
				yield rows;
			}
			await client.query('CLOSE page');
		},
		async insert(table, rows) {
			if (rows.length === 0) return;
			const names = columns(table);
			const one = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks(names.length)})`;
			await client.query(manyTuples(one, types), columnsOf(rows));
		},
	};
}
