import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { err, ok, type Result } from '../../base/result.ts';
import { openPostgres, placeOf } from '../storage/postgres.ts';
import type { HubStorage } from '../storage/port.ts';
import { DATABASE_FILE, openSqlite } from '../storage/sqlite.ts';
import { verifyLedger, type Verification } from '../verify-ledger.ts';
import type { OnStep } from './backup.ts';
import type { Census } from './census.ts';
import { copyTables } from './copy-tables.ts';
import { markMoved, MOVED_BACK, MOVED_FILE, movedBackNote } from './moved.ts';
import { inFilledPostgres, inPostgresTables } from './postgres-tables.ts';
import { sqliteTables } from './sqlite-tables.ts';

interface Order {
	/** Held by the caller, so that no hub runs on it. */
	readonly dataDir: string;
	readonly url: string;
	readonly now: number;
}

export interface Moved {
	/** What both sides hold. */
	readonly census: Census;
	/** Walked there, after the commit. */
	readonly ledger: Verification;
}

/**
 * Copies a hub's SQLite database into an empty PostgreSQL database, all or nothing, and proves both equal. The source stays as
 * it is, and is marked so that no hub starts on it by mistake. The error says why nothing was moved.
 */
export async function moveToPostgres(order: Order, onStep: OnStep): Promise<Result<Moved, string>> {
	const { dataDir, url, now } = order;
	const current = openSqlite(dataDir);
	if (!current.ok) return current;
	await current.value.close();
	const source = new DatabaseSync(join(dataDir, DATABASE_FILE), { timeout: 5000 });
	try {
		// No operator's command writes to it meanwhile.
		source.exec('BEGIN IMMEDIATE');
		const copied = await inPostgresTables(url, (tables) =>
			copyTables(sqliteTables(source), tables, progressOf(onStep)),
		);
		if (!copied.ok) return copied;
		markMoved(dataDir, placeOf(url), now);
		return ok(await proven(copied.value, await openPostgres(url), onStep));
	} finally {
		source.close();
	}
}

/** The other way: out of PostgreSQL into a DATA_DIR without a database. What is left there is marked, too. */
export async function moveToSqlite(order: Order, onStep: OnStep): Promise<Result<Moved, string>> {
	const { dataDir, url, now } = order;
	const file = join(dataDir, DATABASE_FILE);
	if (existsSync(file)) return err(`DATA_DIR ${dataDir} has a database already: name another one`);
	const made = openSqlite(dataDir);
	if (!made.ok) return made;
	await made.value.close();
	const target = new DatabaseSync(file);
	let copied: Result<Census, string> = err('');
	try {
		target.exec('PRAGMA synchronous = FULL; BEGIN IMMEDIATE');
		copied = await inFilledPostgres(url, async (tables) => {
			const done = await copyTables(tables, sqliteTables(target), progressOf(onStep));
			if (!done.ok) return done;
			await tables.insert('meta', [[MOVED_BACK, movedBackNote(dataDir, now)]]);
			// Before the mark is committed: where that fails, this copy goes and PostgreSQL goes on.
			target.exec('COMMIT');
			return done;
		});
	} finally {
		target.close();
		if (!copied.ok) for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
	}
	if (!copied.ok) return copied;
	rmSync(join(dataDir, MOVED_FILE), { force: true });
	return ok(await proven(copied.value, openSqlite(dataDir), onStep));
}

const progressOf = (onStep: OnStep) => ({
	copy: (share: number) => onStep('copy', share),
	count: (share: number) => onStep('count', share),
});

/** Opens what was made as a hub would, and walks every chain in it. */
async function proven(census: Census, storage: Result<HubStorage, string>, onStep: OnStep): Promise<Moved> {
	if (!storage.ok)
		throw new Error(`it was moved, but the chains there could not be walked: ${storage.error}`);
	try {
		const ledger = await verifyLedger({ storage: storage.value }, (share) => onStep('walk', share));
		return { census, ledger };
	} finally {
		await storage.value.close();
	}
}
