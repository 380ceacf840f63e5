import { existsSync, linkSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { err, ok, type Result } from '../../base/result.ts';
import { DATABASE_FILE, openSqlite } from '../storage/sqlite.ts';
import { verifyLedger, type Verification } from '../verify-ledger.ts';
import { copyDatabase, flush } from './copy-database.ts';
import { namesOfKeys, readKeys } from './key-files.ts';
import { censusOf, writeManifest, type Manifest } from './manifest.ts';
import { unreadableRow } from './unreadable-row.ts';

export type Step = 'copy' | 'walk' | 'count';
export type OnStep = (step: Step, share: number) => void;

interface Order {
	readonly dataDir: string;
	/** The file to make. */
	readonly target: string;
	readonly withKeys: boolean;
	readonly now: number;
	readonly version: string;
}

export interface Backup {
	readonly manifest: Manifest;
	/** Of the copy: what is broken in it is broken at the hub. */
	readonly ledger: Verification;
}

/**
 * Makes a backup of the hub's database as it stands at one moment, while it works. Nothing is there under the target's
 * name until the copy is whole, walked and counted. The error says why there is none.
 */
export async function makeBackup(order: Order, onStep: OnStep): Promise<Result<Backup, string>> {
	const { target } = order;
	const workshop = `${target}.part`;
	if (existsSync(target)) return err(`${target} is there already: name a new file`);
	try {
		mkdirSync(workshop, { mode: 0o700 });
	} catch (failure) {
		if ((failure as NodeJS.ErrnoException).code === 'EEXIST')
			return err(`${workshop} is there: another backup is being made, or was cut off; remove it`);
		throw failure;
	}
	try {
		const copy = join(workshop, DATABASE_FILE);
		await copyDatabase(join(order.dataDir, DATABASE_FILE), copy, (share) => onStep('copy', share));
		const ledger = await walkFolder(workshop, (share) => onStep('walk', share));
		if (!ledger.ok) return ledger;
		const manifest = await sign(copy, order, (share) => onStep('count', share));
		flush(copy);
		giveName(copy, target);
		return ok({ manifest, ledger: ledger.value });
	} finally {
		rmSync(workshop, { recursive: true, force: true });
	}
}

function giveName(copy: string, target: string): void {
	try {
		// A link, not a rename: it overwrites nothing, whoever was quicker.
		linkSync(copy, target);
	} catch (failure) {
		// A memory stick has no links.
		if ((failure as NodeJS.ErrnoException).code === 'EEXIST' || existsSync(target)) throw failure;
		renameSync(copy, target);
	}
	flush(dirname(target));
}

/** Opens the database in a folder as a hub would, which checks its pages, and walks every chain in it. */
export async function walkFolder(
	folder: string,
	onProgress: (share: number) => void,
): Promise<Result<Verification, string>> {
	const storage = openSqlite(folder);
	if (!storage.ok) return storage;
	try {
		return ok(await verifyLedger({ storage: storage.value }, onProgress));
	} catch (failure) {
		const place = await unreadableRow(storage.value);
		if (place === null) throw failure;
		return err(place);
	} finally {
		await storage.value.close();
	}
}

async function sign(
	copy: string,
	{ dataDir, withKeys, now, version }: Order,
	onProgress: (share: number) => void,
): Promise<Manifest> {
	const database = new DatabaseSync(copy);
	try {
		// One file, with nothing beside it.
		database.exec('PRAGMA journal_mode = DELETE');
		checkPages(database);
		const files = readKeys(dataDir);
		const census = await censusOf(database, onProgress);
		const manifest: Manifest = { format: 1, at: now, version, census, keys: namesOfKeys(files) };
		writeManifest(database, manifest, withKeys ? files : null);
		return manifest;
	} finally {
		database.close();
	}
}

/** Throws where a page or an index is broken. */
export function checkPages(database: DatabaseSync): void {
	const { integrity_check: answer } = database.prepare('PRAGMA integrity_check(1)').get() as {
		integrity_check: string;
	};
	if (answer !== 'ok') throw new Error(`it is not whole (${answer})`);
}
