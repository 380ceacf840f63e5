import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { err, ok, type Result } from '../../base/result.ts';
import { makeDirectory } from '../make-directory.ts';
import { beginNewLife } from '../storage/sql/new-life.ts';
import { DATABASE_FILE, openSqlite, sqlOver } from '../storage/sqlite.ts';
import type { Verification } from '../verify-ledger.ts';
import { checkPages, walkFolder, type OnStep } from './backup.ts';
import { differences } from './census.ts';
import { copyFile, flush } from './copy-database.ts';
import { missingKeys, readKeys, writeKeys } from './key-files.ts';
import { MOVED_FILE } from './moved.ts';
import {
	censusOf,
	forgetManifest,
	readKeyFiles,
	readManifest,
	type KeyFiles,
	type Manifest,
} from './manifest.ts';

interface Order {
	/** Held by the caller, so that no hub runs on it. */
	readonly dataDir: string;
	/** A backup. */
	readonly file: string;
	/** May what is there be moved aside? */
	readonly replace: boolean;
	/** May the hub go on with other keys than it had? */
	readonly newKeys: boolean;
	readonly now: number;
}

export interface Restored {
	/** Null for a backup of version 0.1.0. */
	readonly manifest: Manifest | null;
	readonly ledger: Verification;
	/** Where the old database lies now; null where there was none. */
	readonly movedTo: string | null;
}

const SIDE_FILES = ['-wal', '-shm', '-journal'];

/**
 * Puts a backup in the place of a hub's database. The backup is proven first, and what is made of it again; only then is
 * the old database moved aside, and nothing is ever deleted. The error says why nothing was changed.
 */
export async function restoreBackup(order: Order, onStep: OnStep): Promise<Result<Restored, string>> {
	const { dataDir, file } = order;
	if (isOwn(dataDir, file))
		return err(`it is the database of DATA_DIR ${dataDir} itself: name a file that \`backup\` has made`);
	const present = presentIn(dataDir);
	if (present.length > 0 && !order.replace)
		return err(`DATA_DIR ${dataDir} has a database: name an empty one, or say --replace to move it aside`);
	const workshop = join(dataDir, 'restoring');
	// Left by a restore that was cut off: a copy, and nothing else.
	rmSync(workshop, { recursive: true, force: true });
	mkdirSync(workshop, { mode: 0o700 });
	try {
		const copy = join(workshop, DATABASE_FILE);
		await copyFile(file, copy, (share) => onStep('copy', share));
		const proven = await prove(copy, (share) => onStep('count', share));
		if (!proven.ok) return proven;
		const { manifest, keys } = proven.value;
		const fault = order.newKeys ? null : keyFault(dataDir, manifest, keys);
		if (fault) return err(fault);
		const ledger = await prepare(workshop, order, manifest, (share) => onStep('walk', share));
		if (!ledger.ok) return ledger;
		const movedTo = moveAside(order, keys !== null);
		if (keys) writeKeys(dataDir, keys);
		renameSync(copy, join(dataDir, DATABASE_FILE));
		flush(dataDir);
		return ok({ manifest, ledger: ledger.value, movedTo });
	} finally {
		rmSync(workshop, { recursive: true, force: true });
	}
}

/** Is it one of the files that would be moved aside, by whatever name? */
function isOwn(dataDir: string, file: string): boolean {
	const idOf = (path: string): string | null => {
		const found = statSync(path, { bigint: true, throwIfNoEntry: false });
		return found ? `${found.dev} ${found.ino}` : null;
	};
	const asked = idOf(file);
	return asked !== null && presentIn(dataDir).some((name) => idOf(join(dataDir, name)) === asked);
}

/** Reads all of it, and compares with what it says of itself. Afterwards it is an ordinary database again. */
async function prove(
	copy: string,
	onProgress: (share: number) => void,
): Promise<Result<{ manifest: Manifest | null; keys: KeyFiles | null }, string>> {
	let database: DatabaseSync | null = null;
	try {
		database = new DatabaseSync(copy);
		checkPages(database);
		const manifest = readManifest(database);
		const keys = readKeyFiles(database);
		if (!manifest.ok) return manifest;
		if (!keys.ok) return keys;
		const there = await censusOf(database, onProgress);
		const [first] = manifest.value ? differences(manifest.value.census, there) : [];
		if (first) return err(`it does not hold what it was made with (${first})`);
		forgetManifest(database);
		return ok({ manifest: manifest.value, keys: keys.value });
	} catch (failure) {
		return err((failure as Error).message);
	} finally {
		database?.close();
	}
}

/** Null where the restored hub will know the passes that it has signed. */
function keyFault(dataDir: string, manifest: Manifest | null, keys: KeyFiles | null): string | null {
	if (keys) return null;
	const there = readKeys(dataDir);
	const missing = manifest
		? missingKeys(manifest.keys, there)
		: Object.keys(there).length > 0
			? []
			: ['keys/'];
	if (missing.length === 0) return null;
	return `${missing.map((path) => join(dataDir, path)).join(', ')}: missing, or not the hub’s own. Put the keys that were kept apart there; or say --new-keys, and every pass has to be printed again`;
}

/** Brings the copy's schema up to date, makes it fit to go on from, and walks the chains of what has become of it. */
async function prepare(
	workshop: string,
	{ file, now }: Order,
	manifest: Manifest | null,
	onProgress: (share: number) => void,
): Promise<Result<Verification, string>> {
	const current = openSqlite(workshop);
	if (!current.ok) return current;
	await current.value.close();
	const copy = join(workshop, DATABASE_FILE);
	await renew(copy, now, JSON.stringify({ file, madeAt: manifest?.at ?? null }));
	const ledger = await walkFolder(workshop, onProgress);
	flush(copy);
	return ledger;
}

async function renew(copy: string, now: number, detail: string): Promise<void> {
	const database = new DatabaseSync(copy);
	try {
		database.exec('BEGIN IMMEDIATE');
		await beginNewLife(sqlOver(database), now, detail);
		database.exec('COMMIT');
	} finally {
		database.close();
	}
}

/** The database and what lies beside it, the log first. */
const presentIn = (dataDir: string): string[] =>
	[MOVED_FILE, ...[...SIDE_FILES, ''].map((end) => DATABASE_FILE + end)].filter((name) =>
		existsSync(join(dataDir, name)),
	);

/** Null where there was nothing. A log never stays behind: it would be taken for the new database's. */
function moveAside({ dataDir, now }: Order, keysToo: boolean): string | null {
	emptyLog(join(dataDir, DATABASE_FILE));
	const keys = keysToo ? ['keys', 'tls'].filter((name) => existsSync(join(dataDir, name))) : [];
	const names = [...presentIn(dataDir), ...keys];
	if (names.length === 0) return null;
	const aside = join(dataDir, `replaced-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`);
	makeDirectory(aside);
	for (const name of names) renameSync(join(dataDir, name), join(aside, name));
	flush(aside);
	flush(dataDir);
	return aside;
}

/** So that a cut between two of the moves costs nothing. A damaged database is moved as it is. */
function emptyLog(file: string): void {
	if (!existsSync(file)) return;
	try {
		const database = new DatabaseSync(file, { timeout: 1000 });
		database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
		database.close();
	} catch {
		// damaged, or in use by a command: both files go together
	}
}
