import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../lib/base/clock.ts';
import { systemRandom } from '../lib/base/random.ts';
import { readConfig, type Config } from '../lib/server/config.ts';
import type { Hub } from '../lib/server/hub.ts';
import { holdDataDir } from '../lib/server/keeping/hold-data-dir.ts';
import { movedFault } from '../lib/server/keeping/moved.ts';
import { makeLog, type Log } from '../lib/server/log.ts';
import { StorageOutage } from '../lib/server/storage/port.ts';
import { DATABASE_FILE } from '../lib/server/storage/sqlite.ts';
import { fail } from './fail.ts';

export function configOrFail(env: NodeJS.ProcessEnv): Config {
	const config = readConfig(env);
	return config.ok ? config.value : fail(config.error.join('; '));
}

export async function hubOrFail(config: Config, log: Log): Promise<Hub> {
	const moved = config.databaseUrl ? null : movedFault(config.dataDir);
	if (moved) fail(moved);
	// Loaded late: help and wrong settings answer at once.
	const { openHub } = await import('../lib/server/compose.ts');
	try {
		const hub = await openHub(config, { clock: systemClock, random: systemRandom, log });
		return hub.ok ? hub.value : fail(hub.error);
	} catch (failure) {
		if (failure instanceof StorageOutage) return fail(failure.message);
		throw failure;
	}
}

/**
 * Keeps this data directory for a hub on SQLite, or for a command that needs its database to stand still. Returns the way
 * to let go; the end of the process does too.
 */
export function holdOrFail({ dataDir }: Config): () => void {
	const held = holdDataDir(dataDir);
	return held.ok ? held.value : fail(held.error);
}

/** The database of a hub that has been started before: a wrong DATA_DIR must not look like an empty hub. */
export function databaseOrFail({ dataDir }: Config): string {
	const file = join(dataDir, DATABASE_FILE);
	return existsSync(file) ? file : fail(`there is no database at ${file}: is DATA_DIR right?`);
}

/** For commands that act on a hub's data directly, also while it runs: opens, works, closes. */
export async function withHub<T>(work: (hub: Hub) => Promise<T>): Promise<T> {
	const config = configOrFail(process.env);
	if (config.databaseUrl === null) databaseOrFail(config);
	const hub = await hubOrFail(config, makeLog('warn'));
	try {
		return await work(hub);
	} finally {
		await hub.close();
	}
}
