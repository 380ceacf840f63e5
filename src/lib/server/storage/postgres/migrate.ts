import type pg from 'pg';
import { MIGRATIONS } from '../migrations/index.ts';
import type { Migration } from '../migrations/migration.ts';
import type { ColumnTypes } from './dialect.ts';
import { HUB_LOCK } from './locks.ts';

/** Parts of each table that grows with the venues. */
const PARTITIONS = 16;
const OLDEST_SERVER = 140_000;

/** Null, or why the schema cannot be brought up to date. Of several processes that start at once, one does it. */
export async function migrate(client: pg.Client, place: string): Promise<string | null> {
	const unfit = await fitness(client);
	if (unfit) return unfit;
	await client.query(`BEGIN; SELECT ${HUB_LOCK}`);
	await client.query('CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY)');
	const { rows } = await client.query<{ name: string }>('SELECT name FROM migration');
	const applied = new Set(rows.map((row) => row.name));
	const strange = [...applied].find((name) => !MIGRATIONS.some((migration) => migration.name === name));
	if (strange) {
		await client.query('ROLLBACK');
		return `the database at ${place} was written by a newer version (${strange}): install that version, or name another one in DATABASE_URL`;
	}
	for (const migration of MIGRATIONS) {
		if (applied.has(migration.name)) continue;
		for (const text of statementsOf(migration)) await client.query(text);
		await client.query('INSERT INTO migration (name) VALUES ($1)', [migration.name]);
	}
	await client.query('COMMIT');
	return null;
}

async function fitness(client: pg.Client): Promise<string | null> {
	const asked = `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding`;
	const { version, encoding } = (await client.query<{ version: number; encoding: string }>(asked)).rows[0]!;
	if (version < OLDEST_SERVER)
		return `DATABASE_URL: this PostgreSQL is of version ${Math.floor(version / 10_000)}: use 14 or newer`;
	if (encoding !== 'UTF8')
		return `DATABASE_URL: the database’s encoding is ${encoding}: make one with createdb --encoding=UTF8 --template=template0`;
	return null;
}

/** A migration in PostgreSQL's words. */
export function statementsOf({ statements, appendOnly, byVenue }: Migration): string[] {
	return [
		...statements.flatMap((text) => {
			const table = /^\s*CREATE TABLE (\w+)/.exec(text)?.[1];
			if (table === undefined) return [inBytes(text)];
			return byVenue.includes(table) ? divided(table, inPostgres(text)) : [inPostgres(text)];
		}),
		...(appendOnly.length > 0 ? [REFUSE] : []),
		...appendOnly.flatMap((table) => guards(table, byVenue.includes(table) ? partsOf(table) : [])),
	];
}

/**
 * Text is compared byte by byte, as SQLite does: one order everywhere, and no index that a new libc spoils. SQLite numbers the
 * rows of every table; a table without a key of its own gets such a `rowid` here.
 */
function inPostgres(table: string): string {
	const text = inBytes(table);
	if (/\bPRIMARY KEY\b/.test(text)) return text;
	return text.replace(/\)\s*$/, ', rowid BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY)');
}

const inBytes = (text: string): string => text.replace(/\bTEXT\b/g, 'TEXT COLLATE "C"');

const partsOf = (table: string): string[] =>
	Array.from({ length: PARTITIONS }, (_, n) => `${table}_${String(n).padStart(2, '0')}`);

const divided = (table: string, text: string): string[] => [
	`${text} PARTITION BY HASH (venue_id)`,
	...partsOf(table).map(
		(part, n) =>
			`CREATE TABLE ${part} PARTITION OF ${table} FOR VALUES WITH (MODULUS ${PARTITIONS}, REMAINDER ${n})`,
	),
];

const REFUSE = `CREATE OR REPLACE FUNCTION gongzhan_append_only() RETURNS trigger LANGUAGE plpgsql AS
	$$ BEGIN RAISE EXCEPTION '% is append-only', TG_ARGV[0]; END $$`;

/** Row triggers reach every part by themselves; emptying a part is refused part by part. */
const guards = (table: string, parts: readonly string[]): string[] => [
	`CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table}
		FOR EACH ROW EXECUTE FUNCTION gongzhan_append_only('${table}')`,
	...[table, ...parts].map(
		(each) => `CREATE TRIGGER ${each}_never_emptied BEFORE TRUNCATE ON ${each}
			FOR EACH STATEMENT EXECUTE FUNCTION gongzhan_append_only('${table}')`,
	),
];

/** What `unnest` has to be told. */
export async function columnTypes(client: pg.Client): Promise<ColumnTypes> {
	const { rows } = await client.query<{ name: string; type: string }>(
		`SELECT table_name || '.' || column_name AS name, data_type AS type FROM information_schema.columns
		WHERE table_schema = current_schema()`,
	);
	return new Map(rows.map(({ name, type }) => [name, type]));
}
