import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { err, ok, type Result } from '../../base/result.ts';
import { makeDirectory } from '../make-directory.ts';

const LOCK_FILE = 'hub.lock';
const BUSY = 5;

/** So that no lock goes with the garbage. */
const held = new Set<DatabaseSync>();

/**
 * Takes a data directory for one hub, or for one command that needs it to stand still: until the function it returns is
 * called, or the process ends, however it ends. Commands beside a running hub do not ask for it.
 * The error is one line with the way out.
 */
export function holdDataDir(dataDir: string): Result<() => void, string> {
	let lock: DatabaseSync | null = null;
	try {
		makeDirectory(dataDir);
		// SQLite's lock is the operating system's: it ends with its process, also by SIGKILL, and holds across containers.
		lock = new DatabaseSync(join(dataDir, LOCK_FILE), { timeout: 0 });
		lock.exec('BEGIN EXCLUSIVE');
	} catch (failure) {
		lock?.close();
		return err(explain(failure, dataDir));
	}
	const holder = lock;
	held.add(holder);
	return ok(() => {
		held.delete(holder);
		if (holder.isOpen) holder.close();
	});
}

function explain(failure: unknown, dataDir: string): string {
	const { errcode, code, message } = failure as { errcode?: number; code?: string; message?: string };
	if (((errcode ?? 0) & 0xff) === BUSY)
		return `a hub runs on DATA_DIR ${dataDir} already: stop it first, or use another DATA_DIR`;
	const why = errcode === undefined ? code : message;
	return `DATA_DIR ${dataDir} cannot be written (${why}): give this user the right to write there, or name another directory`;
}
