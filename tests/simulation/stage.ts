import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHub } from '../../src/lib/server/compose.ts';
import { makeLog } from '../../src/lib/server/log.ts';
import { openSqlite } from '../../src/lib/server/storage/sqlite.ts';
import type { HubStorage } from '../../src/lib/server/storage/port.ts';
import type { Data } from '../contract/memory-storage/data.ts';
import { createMemoryDatabase } from '../contract/memory-storage/storage.ts';
import { MONDAY_10 } from '../hub/small-venue.ts';
import { dice } from './dice.ts';
import { stageVenue, type Staging } from './venue.ts';

/** What every world begins with, made once and copied: on the storage's twin, and on real SQLite. */
export interface Stage {
	/** Directories with the hub's keys; that of SQLite has its database too. */
	readonly keys: string;
	readonly files: string;
	readonly data: Data;
	readonly inMemory: Staging;
	readonly onSqlite: Staging;
	strike(): void;
}

export const fastDirectory = (): string => (existsSync('/dev/shm') ? '/dev/shm' : tmpdir());

export async function setStage(): Promise<Stage> {
	const directory = mkdtempSync(join(fastDirectory(), 'gongzhan-stage-'));
	const strike = (): void => rmSync(directory, { recursive: true, force: true });
	const [keys, files] = [join(directory, 'memory'), join(directory, 'sqlite')];
	try {
		const database = createMemoryDatabase();
		const inMemory = await stageOn(keys, database.connect());
		const sqlite = openSqlite(files);
		if (!sqlite.ok) throw new Error(sqlite.error);
		const onSqlite = await stageOn(files, sqlite.value);
		return { keys, files, data: database.data, inMemory, onSqlite, strike };
	} catch (error) {
		strike();
		throw error;
	}
}

async function stageOn(dataDir: string, storage: HubStorage): Promise<Staging> {
	const clock = { now: () => MONDAY_10, monotonic: () => 0 };
	const config = { host: '127.0.0.1', port: 0, dataDir, origin: null, tls: null, databaseUrl: null };
	const hub = await openHub(config, { clock, random: dice(0), log: makeLog('silent'), storage });
	if (!hub.ok) throw new Error(hub.error);
	const staging = await stageVenue(hub.value);
	await hub.value.close();
	return staging;
}
