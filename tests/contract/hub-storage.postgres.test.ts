import { afterAll, afterEach, beforeAll } from 'vitest';
import type { HubStorage } from '../../src/lib/server/storage/port.ts';
import { openPostgres } from '../../src/lib/server/storage/postgres.ts';
import { startPostgres, type PostgresServer } from '../postgres.ts';
import { hubStorageContract } from './hub-storage.ts';

let server: PostgresServer;
/** A database with all tables and no rows, of which each test gets a copy. */
let template: string;

beforeAll(async () => {
	server = await startPostgres({ fsync: 'off' });
	const url = await server.database();
	await (await open(url)).close();
	template = new URL(url).pathname.slice(1);
}, 60_000);
afterAll(() => server?.stop(), 120_000);

const opened: HubStorage[] = [];
afterEach(async () => {
	for (const storage of opened.splice(0)) await storage.close();
});

async function open(url: string): Promise<HubStorage> {
	const storage = await openPostgres(url);
	if (!storage.ok) throw new Error(storage.error);
	opened.push(storage.value);
	return storage.value;
}

hubStorageContract('PostgreSQL', async () => {
	const url = await server.database(template);
	const storage = await open(url);
	return {
		storage,
		another: () => open(url),
		writesBeside: true,
		async reopen() {
			await storage.close();
			return open(url);
		},
		tamper: async (sql) => void (await server.run(url, sql)),
	};
});
