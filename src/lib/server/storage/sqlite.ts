import { accessSync, closeSync, constants, existsSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { VenueId } from '../../base/id.ts';
import { err, ok, type Result } from '../../base/result.ts';
import { makeDirectory } from '../make-directory.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { StorageFull, StorageOutage, type HubStorage } from './port.ts';
import { noting, revisions, type Changed, type Revisions } from './revisions.ts';
import type { Sql, SqlValue } from './sql/sql.ts';
import { txOver } from './sql/tx.ts';
import { workQueue, type Brackets } from './work-queue.ts';

export const DATABASE_FILE = 'gongzhan.db';

/**
 * The hub's storage in one file of `dataDir`. Two connections: one writes, one reads what is committed.
 * The error is one line with the way out: directory not writable, file damaged, or written by a newer version.
 */
export function openSqlite(dataDir: string): Result<HubStorage, string> {
	const file = join(dataDir, DATABASE_FILE);
	const fault = prepareDirectory(dataDir);
	if (fault) return err(fault);
	let writer: DatabaseSync | null = null;
	try {
		writer = connect(file);
		const problem = check(writer, file) ?? migrate(writer, file);
		if (problem) {
			writer.close();
			return err(problem);
		}
		return ok(storageOver(writer, connect(file)));
	} catch (failure) {
		writer?.close();
		return err(explain(failure, file));
	}
}

function prepareDirectory(dataDir: string): string | null {
	try {
		makeDirectory(dataDir);
		accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
		return statSync(dataDir).isDirectory() ? null : `DATA_DIR ${dataDir} is no directory: name another one`;
	} catch (failure) {
		const code = (failure as NodeJS.ErrnoException).code ?? 'unknown';
		return `DATA_DIR ${dataDir} cannot be written (${code}): give this user the right to write there, or name another directory`;
	}
}

/** A checkpoint waits for the disk twice: after 16 MB of log instead of four. */
export const PRAGMAS =
	'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 4000;';

function connect(file: string): DatabaseSync {
	// Names and numbers of people: for their owner alone, whoever may look into the directory.
	if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
	const db = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 5000 });
	db.exec(PRAGMAS);
	return db;
}

function check(db: DatabaseSync, file: string): string | null {
	const rows = db.prepare('PRAGMA quick_check(1)').all() as { quick_check: string }[];
	return rows[0]?.quick_check === 'ok' ? null : damaged(file);
}

const damaged = (file: string): string =>
	`the database ${file} is damaged: put a backup in its place, or move it away to start with an empty one`;

function explain(failure: unknown, file: string): string {
	const { errcode, message } = failure as { errcode?: number; message?: string };
	const primary = (errcode ?? 0) & 0xff;
	if (primary === 11 || primary === 26) return damaged(file);
	if (primary === 5 || primary === 6)
		return `the database ${file} is locked: stop the other program that uses it`;
	return `the database ${file} cannot be opened (${message}): check the disk's space and the file's owner`;
}

/** Null, or why the schema cannot be brought up to date. */
function migrate(db: DatabaseSync, file: string): string | null {
	db.exec('CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY)');
	db.exec('BEGIN IMMEDIATE');
	const applied = new Set(
		(db.prepare('SELECT name FROM migration').all() as { name: string }[]).map((r) => r.name),
	);
	const strange = [...applied].find((name) => !MIGRATIONS.some((migration) => migration.name === name));
	if (strange) {
		db.exec('ROLLBACK');
		return `the database ${file} was written by a newer version (${strange}): install that version, or use another DATA_DIR`;
	}
	for (const { name, statements, appendOnly } of MIGRATIONS) {
		if (applied.has(name)) continue;
		for (const statement of statements) db.exec(statement);
		for (const table of appendOnly) db.exec(guard(table, 'UPDATE') + guard(table, 'DELETE'));
		db.prepare('INSERT INTO migration (name) VALUES (?)').run(name);
	}
	db.exec('COMMIT');
	return null;
}

const guard = (table: string, act: 'UPDATE' | 'DELETE'): string =>
	`CREATE TRIGGER ${table}_never_${act.toLowerCase()} BEFORE ${act} ON ${table}
	BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`;

/** How soon what another process has written is told. */
const LOOK_EVERY_MS = 1000;

function storageOver(writer: DatabaseSync, reader: DatabaseSync): HubStorage {
	const writes = workQueue(bracketsOf(writer, 'BEGIN IMMEDIATE'));
	const reads = workQueue(bracketsOf(reader, 'BEGIN'));
	const writing = txOver(sqlOver(writer));
	const reading = txOver(sqlOver(reader));
	const news = revisions();
	for (const { id, rev } of revsOf(writer)) news.recall(id, rev);
	const timer = setInterval(lookAround(writer, news), LOOK_EVERY_MS).unref();
	return {
		kind: 'sqlite',
		read: (work) => reads.add(() => work(reading)).catch(throwOutage),
		async write(_venueId, work) {
			const changed: Changed = new Map();
			const done = await writes.add(() => work(noting(writing, changed))).catch(throwOutage);
			for (const [venueId, rev] of changed) news.tell(venueId, rev);
			return done;
		},
		watch: (listener) => news.watch(listener),
		async close() {
			clearInterval(timer);
			await Promise.all([writes.drained(), reads.drained()]);
			if (!writer.isOpen) return;
			reader.close();
			writer.close();
		},
	};
}

const FULL = 13;
const IO_ERROR = 10;

/** What no asker can help is an outage. SQLite has undone the transaction, and the next one may do better. */
function throwOutage(failure: unknown): never {
	const { errcode = 0, message } = failure as { errcode?: number; message?: string };
	const primary = errcode & 0xff;
	if (primary === FULL)
		throw new StorageFull('the disk of DATA_DIR is full: make room on it', { cause: failure });
	if (primary === IO_ERROR)
		throw new StorageOutage(`the disk of DATA_DIR does not work (${message})`, { cause: failure });
	throw failure;
}

/** Tells of what another process has written, such as an operator's command beside the running hub. */
function lookAround(writer: DatabaseSync, news: Revisions): () => void {
	const version = writer.prepare('PRAGMA data_version');
	let seen = version.get()!['data_version'];
	return () => {
		// Changes only where another connection has written; inside a transaction it stands still.
		const now = writer.isTransaction ? seen : version.get()!['data_version'];
		if (now === seen) return;
		seen = now;
		for (const { id, rev } of revsOf(writer)) news.tell(id, rev);
	};
}

const revsOf = (db: DatabaseSync): { id: VenueId; rev: number }[] =>
	db.prepare('SELECT venue_id AS id, rev FROM venue').all() as { id: VenueId; rev: number }[];

function bracketsOf(db: DatabaseSync, begin: string): Brackets {
	const statement = (text: string) => {
		const prepared = db.prepare(text);
		return () => void prepared.run();
	};
	return {
		begin: statement(begin),
		mark: statement('SAVEPOINT work'),
		undo: () => db.exec('ROLLBACK TO work; RELEASE work'),
		keep: statement('RELEASE work'),
		commit: statement('COMMIT'),
		rollback: () => {
			if (db.isTransaction) db.exec('ROLLBACK');
		},
	};
}

/** Over a connection of the caller’s own. */
export function sqlOver(db: DatabaseSync): Sql {
	const prepared = new Map<string, StatementSync>();
	const prepare = (text: string): StatementSync => {
		let statement = prepared.get(text);
		if (!statement) prepared.set(text, (statement = db.prepare(text)));
		return statement;
	};
	return {
		all: async <Row>(text: string, ...values: SqlValue[]) => prepare(text).all(...values) as Row[],
		get: async <Row>(text: string, ...values: SqlValue[]) =>
			(prepare(text).get(...values) as Row | undefined) ?? null,
		run: async (text, ...values) => void prepare(text).run(...values),
		// No round trips to save: the prepared statement, tuple by tuple.
		async many(text, tuples) {
			const statement = prepare(text);
			for (const tuple of tuples) statement.run(...tuple);
		},
		async each<Row>(text: string, fixed: readonly SqlValue[], keys: readonly (readonly SqlValue[])[]) {
			const statement = prepare(text);
			const found: Row[] = [];
			for (const key of keys) for (const row of statement.all(...fixed, ...key)) found.push(row as Row);
			return found;
		},
	};
}
