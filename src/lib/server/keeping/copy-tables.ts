import { err, ok, type Result } from '../../base/result.ts';
import { MIGRATIONS } from '../storage/migrations/index.ts';
import { counter, differences, takeCensus, type Census } from './census.ts';
import type { Cell, TableReader, TableWriter } from './tables.ts';

const made = /^\s*CREATE TABLE (\w+)/;

/** Every table that the migrations make, in an order in which references point backwards only. */
export const TABLES: readonly string[] = MIGRATIONS.flatMap(({ statements }) =>
	statements.flatMap((statement) => made.exec(statement)?.[1] ?? []),
);

export interface Progress {
	copy(share: number): void;
	count(share: number): void;
}

/**
 * Copies every row of every table into empty ones, and proves it: both sides are counted and summed, the source as it is
 * read, the target as it is found afterwards. The error says why nothing may be kept of it.
 */
export async function copyTables(
	from: TableReader,
	to: TableWriter,
	progress: Progress,
): Promise<Result<Census, string>> {
	const fault = await unlike(from, to);
	if (fault) return err(fault);
	let total = 0;
	for (const table of TABLES) {
		total += await from.count(table);
		if ((await to.count(table)) > 0)
			return err(
				`the database to copy into is not empty (${table}): make an empty one, and name it in DATABASE_URL`,
			);
	}
	const said: Record<string, Census[string]> = {};
	let done = 0;
	for (const table of TABLES) {
		const counting = counter();
		for await (const page of from.pages(table)) {
			const rows = page.map((row) => row.map(storable));
			counting.add(rows);
			await to.insert(table, rows);
			progress.copy((done += page.length) / Math.max(1, total));
		}
		said[table] = counting.count();
	}
	progress.copy(1);
	const found = await takeCensus(to, (share) => progress.count(share));
	const wrong = differences(said, found);
	return wrong.length === 0 ? ok(found) : err(`the copy is not what was read: ${wrong.join('; ')}`);
}

/** Null where both have the tables of this version's migrations, with the same columns. */
async function unlike(from: TableReader, to: TableReader): Promise<string | null> {
	for (const side of [from, to]) {
		const there = await side.tables();
		const strange = there.find((table) => !TABLES.includes(table));
		if (strange) return `there is a table that this version does not know: ${strange}`;
		const missing = TABLES.find((table) => !there.includes(table));
		if (missing) return `a table is missing: ${missing}`;
	}
	for (const table of TABLES) {
		const [ours, theirs] = [await from.columns(table), await to.columns(table)];
		if (ours.join() !== theirs.join())
			return `${table} has other columns: ${ours.join()} and ${theirs.join()}`;
	}
	return null;
}

/** PostgreSQL's text knows every character but NUL, which nobody types. */
const storable = (cell: Cell): Cell => (typeof cell === 'string' ? cell.replaceAll('\0', '\uFFFD') : cell);
