import type pg from 'pg';
import { MIGRATIONS } from '../storage/migrations/index.ts';
import { TABLES } from './copy-tables.ts';

/** Partitions are read through their tables. */
export const TABLES_OF_ANY = `SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace
	AND relkind IN ('r', 'p') AND NOT relispartition`;
const APPLIED = 'SELECT name FROM migration';
/** Tables with their guard: what a dump puts back last. */
const GUARDED = `SELECT relname AS name FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
	WHERE tgname = relname || '_append_only' AND relnamespace = current_schema()::regnamespace`;

/** Null where the database holds a hub's data, whole; else what is wrong with it. Only looks. */
export async function lackOf(client: pg.Client, place: string): Promise<string | null> {
	const names = async (query: string): Promise<string[]> =>
		(await client.query<{ name: string }>(query)).rows.map(({ name }) => name);
	const anew = 'Make it anew (dropdb, createdb) and run pg_restore again';
	const cutOff = `the database at ${place} is not whole: pg_restore failed, or was cut off. ${anew}`;
	const tables = (await names(TABLES_OF_ANY)).filter((name) => name === 'migration' || TABLES.includes(name));
	if (tables.length === 0)
		return `the database at ${place} holds no hub's data: nothing was restored into it yet. Run pg_restore first`;
	if (!tables.includes('migration') || !tables.includes('venue')) return cutOff;
	const applied = await names(APPLIED);
	const guarded = new Set(await names(GUARDED));
	const expected = MIGRATIONS.filter(({ name }) => applied.includes(name)).flatMap((m) => m.appendOnly);
	if (applied.length === 0 || expected.some((table) => !guarded.has(table))) return cutOff;
	const [venue] = await names('SELECT venue_id AS name FROM venue LIMIT 1');
	return venue ? null : `the database at ${place} holds no venue: nothing was restored into it. ${anew}`;
}
