import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { CacheDatabase } from './cache/database.ts';
import { BOARD_KINDS } from './cache/kinds.ts';
import { glance } from './glance.ts';
import { LedgerDatabase } from './ledger/database.ts';
import { ensureDevice } from './ledger/identity.ts';

it('makes nothing where there is nothing yet', async () => {
	expect(await glance('l-0', 'c-0', BOARD_KINDS)).toEqual({
		device: null,
		records: [],
		cursor: null,
		self: null,
		time: null,
	});
	expect((await indexedDB.databases()).map((database) => database.name)).toEqual([]);
});

it('sees what the databases hold, of the kinds asked for', async () => {
	const [ledger, cache] = [new LedgerDatabase('l-1'), new CacheDatabase('c-1')];
	const device = await ensureDevice(ledger);
	await cache.records.bulkPut([
		{ kind: 'room', id: 'r1', body: 1 },
		{ kind: 'roster', id: 'x', body: 2 },
		{ kind: 'session', id: 'a', body: 3 },
		{ kind: 'session', id: 'z', body: 4 },
		{ kind: 'sessions', id: 'a', body: 5 },
	]);
	await cache.meta.put({ key: 'cursor', cursor: 4, asOf: 1000 });
	const seen = await glance('l-1', 'c-1', BOARD_KINDS);
	expect(seen.device?.publicKey).toBe(device.publicKey);
	expect(seen.records.map((row) => row.body)).toEqual([1, 3, 4]);
	expect(seen.cursor?.asOf).toBe(1000);
	ledger.close();
	cache.close();
});

it('says that the ledger cannot be read, and takes a damaged cache for empty', async () => {
	const empty = (name: string) =>
		new Promise<void>((resolve) => {
			const request = indexedDB.open(name, 20);
			request.onsuccess = () => {
				request.result.close();
				resolve();
			};
		});
	await empty('c-2');
	expect((await glance('l-2', 'c-2', BOARD_KINDS)).records).toEqual([]);
	await empty('l-3');
	await expect(glance('l-3', 'c-3', BOARD_KINDS)).rejects.toThrow();
});
