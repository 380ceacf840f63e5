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
import { MOVED_BACK, movedBackWayOut } from './moved.ts';
import { lackOf, TABLES_OF_ANY } from './postgres-lack.ts';
import { PAGE_BYTES, PAGE_ROWS } from './page-size.ts';
import type { Row, TableWriter } from './tables.ts';

const TABLES = `${TABLES_OF_ANY} AND relname <> 'migration' ORDER BY relname`;
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

/** The same in a database that holds a hub's data; refused, and nothing made, where there is none. */
export const inFilledPostgres: typeof inPostgresTables = async (url, work) => {
	const fault = await lackIn(url);
	return fault === null ? inPostgresTables(url, work) : err(fault);
};

/** Makes a database that was put back by `pg_restore` fit to go on from. */
export const renewPostgres = async (url: string, now: number): Promise<Result<null, string>> => {
	const fault = await lackIn(url);
	if (fault !== null) return err(fault);
	return alone(url, async (client) => {
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
};

async function lackIn(url: string): Promise<string | null> {
	const client = clientOf(url);
	try {
		await client.connect();
		return await lackOf(client, placeOf(url));
	} catch (failure) {
		return explain(failure, placeOf(url));
	} finally {
		await client.end().catch(() => undefined);
	}
}

function clientOf(url: string): pg.Client {
	const client = new pg.Client({ ...settings(url), query_timeout: 0 });
	client.on('error', () => undefined);
	return client;
}

/** One transaction in which no hub works, in a schema that is up to date. */
async function alone<T>(
	url: string,
	work: (client: pg.Client) => Promise<Result<T, string>>,
): Promise<Result<T, string>> {
	const current = await openPostgres(url);
	if (!current.ok) return current;
	await current.value.close();
	const client = clientOf(url);
	try {
		await client.connect();
		const others = (await client.query<{ n: number }>(OTHERS)).rows[0]!.n;
		if (others > 0)
			return err(
				`a hub or one of its commands is connected to ${placeOf(url)}: stop every one of them first`,
			);
		await client.query(`BEGIN; SET LOCAL statement_timeout = 0; SELECT ${HUB_LOCK}`);
		const noted = await client.query<{ value: string }>('SELECT value FROM meta WHERE key = $1', [
			MOVED_BACK,
		]);
		const moved = noted.rows[0];
		const done = moved ? err(movedBackWayOut(moved.value)) : await work(client);
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
			const page = await rowsOfPage(client, table, columns(table));
			const order = all(table).includes(ROWID) ? `ORDER BY ${ROWID}` : '';
			await client.query(
				`DECLARE page NO SCROLL CURSOR FOR SELECT ${columns(table).join(', ')} FROM ${table} ${order}`,
			);
			for (;;) {
				const { rows } = await client.query<Row[number][]>({
					text: `FETCH ${page} FROM page`,
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

/** How many rows of a table are a page, were each as large as its largest. Nothing of them is read for it: lengths are known. */
async function rowsOfPage(client: pg.Client, table: string, columns: readonly string[]): Promise<number> {
	const length = columns.map((column) => `coalesce(octet_length(${column}::text), 0)`).join(' + ');
	const { rows } = await client.query<{ n: number | null }>(`SELECT max(${length}) AS n FROM ${table}`);
	const rowsThatFit = Math.floor(PAGE_BYTES / Math.max(1, rows[0]?.n ?? 1));
	return Math.min(PAGE_ROWS, Math.max(1, rowsThatFit));
}
