import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { AMONG_ALL, AMONG_ENROLLED } from '../../src/lib/server/storage/sql/search.ts';
import { DATABASE_FILE, openSqlite } from '../../src/lib/server/storage/sqlite.ts';
import { temporaryDirectory } from '../hub/world.ts';

/** However many people there are, a search reads the few keys that it asks for, in the index's own order. */
it('a search for people scans no table and sorts nothing of all', async () => {
	const directory = temporaryDirectory();
	const opened = openSqlite(directory);
	if (!opened.ok) throw new Error(opened.error);
	await opened.value.close();
	const database = new DatabaseSync(join(directory, DATABASE_FILE));
	const plan = (sql: string, values: (string | number)[]): string =>
		database
			.prepare(`EXPLAIN QUERY PLAN ${sql}`)
			.all(...values)
			.map((row) => row['detail'])
			.join('; ');
	expect(plan(AMONG_ALL, ['w', 'x', 9])).toMatch(
		/^SEARCH k USING COVERING INDEX member_key_by_key \(key>\? AND key<\?\)$/,
	);
	const enrolled = plan(AMONG_ENROLLED, ['palace', 'calligraphy', 'w', 'x', 9]);
	expect(enrolled).not.toContain('SCAN');
	database.close();
});
