import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { asId, type VenueId } from '../../src/lib/base/id.ts';
import { StorageOutage, type HubStorage } from '../../src/lib/server/storage/port.ts';
import { openPostgres } from '../../src/lib/server/storage/postgres.ts';
import { startPostgres, type PostgresServer } from '../postgres.ts';

// What PostgreSQL has and a file has not: a server that goes away, several processes, parts of tables.

vi.setConfig({ testTimeout: 60_000 });
const palace = asId<VenueId>('palace');
const station = asId<VenueId>('station');
let server: PostgresServer;
let url: string;
const opened: HubStorage[] = [];

beforeAll(async () => {
	server = await startPostgres({ fsync: 'off' });
}, 60_000);
afterAll(() => server?.stop(), 60_000);
beforeEach(async () => {
	url = await server.database();
});
afterEach(async () => {
	for (const storage of opened.splice(0)) await storage.close();
});

async function open(): Promise<HubStorage> {
	const storage = await openPostgres(url);
	if (!storage.ok) throw new Error(storage.error);
	opened.push(storage.value);
	return storage.value;
}

const error = async (address: string): Promise<string> => {
	const storage = await openPostgres(address);
	if (!storage.ok) return storage.error;
	await storage.value.close();
	throw new Error('opened');
};

const rowsOf = async <Row>(sql: string): Promise<Row[]> => (await server.run(url, sql)).rows as Row[];
const set = (storage: HubStorage, key: string, value: string) =>
	storage.write(null, (tx) => tx.meta.set(key, value));
const get = (storage: HubStorage, key: string) => storage.read((tx) => tx.meta.get(key));

describe('opening PostgreSQL', () => {
	it('by three processes at once makes the tables once', async () => {
		const storages = await Promise.all([open(), open(), open()]);
		await set(storages[0], 'key', 'value');
		expect(await Promise.all(storages.map((storage) => get(storage, 'key')))).toEqual(Array(3).fill('value'));
	});
	it('names what is wrong, and never a password', async () => {
		expect(await error('postgres://me:secret@127.0.0.1:1/hub')).toMatch(
			/^DATABASE_URL: PostgreSQL at 127\.0\.0\.1:1\/hub does not answer \(ECONNREFUSED\): start it/,
		);
		expect(await error(server.url('nowhere'))).toMatch(/no such database: make it with createdb/);
		expect(await error('postgres://me:secret@127.0.0.1:1/hub')).not.toContain('secret');
		await server.run(url, `CREATE ROLE guest LOGIN`);
		expect(await error(url.replace('gongzhan@', 'guest@'))).toMatch(/GRANT CREATE/);
		await server.run(url, `CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1'`);
		expect(await error(server.url('latin'))).toMatch(/encoding is LATIN1: make one/);
	});
	it('refuses a database of a newer version', async () => {
		await (await open()).close();
		await server.run(url, `INSERT INTO migration (name) VALUES ('9999-from-the-future')`);
		expect(await error(url)).toMatch(/newer version \(9999-from-the-future\)/);
	});
});

describe('tables on PostgreSQL', () => {
	it('that grow are divided by venue, and every key of theirs holds it', async () => {
		await open();
		const parts = await rowsOf<{ table: string; parts: string; by: string }>(
			`SELECT c.relname AS "table", count(*)::text AS parts, pg_get_partkeydef(c.oid) AS by FROM pg_class c
			JOIN pg_inherits i ON i.inhparent = c.oid WHERE c.relkind = 'p' GROUP BY c.oid, c.relname ORDER BY 1`,
		);
		const divided = [
			'attendance',
			'consent',
			'decision',
			'enrollment',
			'entry',
			'exhibit',
			'exhibit_media',
			'exhibit_step',
			'exhibit_version',
			'lease',
			'media_item',
			'media_proposal',
			'outbox',
			'quarantine',
			'record',
			'recording',
			'report_stale',
			'roster_import',
			'session_report',
			'sign_up',
			'union_month',
			'union_turnout',
			'visitor',
		];
		expect(parts).toEqual(divided.map((table) => ({ table, parts: '16', by: 'HASH (venue_id)' })));
		const keys = await rowsOf<{ key: string }>(
			`SELECT indexdef AS key FROM pg_indexes WHERE indexdef LIKE 'CREATE UNIQUE%'
			AND tablename IN (${divided.map((table) => `'${table}'`).join()})`,
		);
		expect(keys.length).toBeGreaterThanOrEqual(divided.length);
		for (const { key } of keys) expect(key).toContain('(venue_id');
	});
	it('[S3] that are only added to refuse changes part by part, and being emptied', async () => {
		const storage = await open();
		const line = { outboxId: 'ab'.repeat(16), hash: 'h', reason: 'not-intact', body: '{}', deviceId: 'd' };
		for (const venueId of [palace, station])
			await storage.write(venueId, (tx) =>
				tx.ledger.quarantine([{ ...line, venueId, seq: 1, receivedAt: 1 } as never]),
			);
		const parts = await rowsOf<{ part: string }>(
			'SELECT DISTINCT tableoid::regclass::text AS part FROM quarantine',
		);
		expect(parts).toHaveLength(2);
		for (const table of ['quarantine', ...parts.map(({ part }) => part)])
			for (const sql of [`DELETE FROM ${table}`, `UPDATE ${table} SET body = ''`, `TRUNCATE ${table}`])
				await expect(server.run(url, sql), sql).rejects.toThrow(/quarantine is append-only/);
	});
	it('order text by its bytes, as SQLite does', async () => {
		await open();
		const other = await rowsOf(
			`SELECT table_name, column_name FROM information_schema.columns
			WHERE table_schema = 'public' AND data_type = 'text' AND table_name <> 'migration' AND collation_name IS DISTINCT FROM 'C'`,
		);
		expect(other).toEqual([]);
	});
});

describe('works on PostgreSQL', () => {
	it('of two venues run at the same time', async () => {
		const storage = await open();
		const begun = new Map([palace, station].map((venueId) => [venueId, Promise.withResolvers<void>()]));
		const meet = (venueId: VenueId, other: VenueId) =>
			storage.write(venueId, async () => {
				begun.get(venueId)!.resolve();
				await begun.get(other)!.promise;
			});
		await Promise.all([meet(palace, station), meet(station, palace)]);
	});
	it('are durable whatever the server’s default', async () => {
		const name = new URL(url).pathname.slice(1);
		await server.run(url, `ALTER DATABASE ${name} SET synchronous_commit = off`);
		const storage = await open();
		await server.run(
			url,
			`CREATE TABLE seen (setting TEXT);
			CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS
			$$ BEGIN INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NEW; END $$;
			CREATE TRIGGER see AFTER INSERT ON meta FOR EACH ROW EXECUTE FUNCTION see()`,
		);
		await set(storage, 'key', 'value');
		expect(await rowsOf('SELECT * FROM seen')).toEqual([{ setting: 'on' }]);
	});
	it('whose connection is cut run again, and are kept once', async () => {
		const storage = await open();
		let runs = 0;
		await storage.write(palace, async (tx) => {
			await tx.records.put(palace, [{ kind: 'room', id: `run ${++runs}`, body: '1' }]);
			if (runs === 1)
				await server.run(
					url,
					`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'`,
				);
			await tx.meta.set('key', 'value');
		});
		expect(runs).toBe(2);
		const rows = await storage.read((tx) => tx.records.since(palace, 0, 9));
		expect(rows.map(({ id, rev }) => [id, rev])).toEqual([['run 2', 1]]);
	});
	it('hold two locks: the hub’s, which they share, and their venue’s', async () => {
		const storage = await open();
		const seen = await storage.write(palace, async (tx) => {
			await tx.meta.set('key', 'value');
			return rowsOf(`SELECT mode FROM pg_locks WHERE locktype = 'advisory' AND granted ORDER BY mode`);
		});
		expect(seen).toEqual([{ mode: 'ExclusiveLock' }, { mode: 'ShareLock' }]);
	});
});

describe('other processes', () => {
	const put = (storage: HubStorage, venueId: VenueId) =>
		storage.write(venueId, (tx) => tx.records.put(venueId, [{ kind: 'room', id: 'a', body: '1' }]));
	it('are told what was changed just before the storage is closed', async () => {
		const heard: (string | undefined)[] = [];
		const listener = new pg.Client(url);
		await listener.connect();
		listener.on('notification', ({ payload }) => void heard.push(payload));
		await listener.query('LISTEN gongzhan_rev');
		const storage = await open();
		await Promise.all([put(storage, palace), put(storage, station)]);
		await storage.close();
		await vi.waitFor(() => expect(heard.sort()).toEqual(['1 palace', '1 station']));
		await listener.end();
	});
	it('find what one has committed and died before telling', async () => {
		const storage = await open();
		await put(storage, palace);
		const told: [VenueId, number][] = [];
		storage.watch((venueId, rev) => told.push([venueId, rev]));
		await server.run(url, `UPDATE venue SET rev = 7 WHERE venue_id = 'palace'`);
		await vi.waitFor(() => expect(told).toEqual([[palace, 7]]), { timeout: 30_000 });
	});
});

describe('a PostgreSQL that is gone', () => {
	it('is an outage while it lasts; then everything works again, and nothing was missed', async () => {
		const [storage, other] = [await open(), await open()];
		const told: number[] = [];
		other.watch((_, rev) => told.push(rev));
		const put = (id: string) =>
			storage.write(palace, (tx) => tx.records.put(palace, [{ kind: 'room', id, body: '1' }]));
		await put('before');
		await vi.waitFor(() => expect(told).toEqual([1]));
		await server.kill();
		await expect(put('during')).rejects.toThrow(StorageOutage);
		await expect(get(storage, 'key')).rejects.toThrow(StorageOutage);
		await server.start();
		// Before the listener is back: it must look, not only listen.
		await vi.waitFor(() => put('after'), { timeout: 10_000 });
		await vi.waitFor(() => expect(told).toEqual([1, 2]), { timeout: 20_000 });
		const rows = await other.read((tx) => tx.records.since(palace, 0, 9));
		expect(rows.map(({ id }) => id)).toEqual(['before', 'after']);
	});
});
