import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemRandom } from '../../src/lib/base/random.ts';
import { personOf } from '../../src/lib/domain/fact.ts';
import { openHub } from '../../src/lib/server/compose.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import { makeLog } from '../../src/lib/server/log.ts';
import { censusOf } from '../../src/lib/server/keeping/manifest.ts';
import { copyTables, TABLES } from '../../src/lib/server/keeping/copy-tables.ts';
import { moveToPostgres, moveToSqlite } from '../../src/lib/server/keeping/move.ts';
import { MOVED_BACK, movedFault } from '../../src/lib/server/keeping/moved.ts';
import { inPostgresTables, renewPostgres } from '../../src/lib/server/keeping/postgres-tables.ts';
import { sqliteTables } from '../../src/lib/server/keeping/sqlite-tables.ts';
import { MIGRATIONS } from '../../src/lib/server/storage/migrations/index.ts';
import { openPostgres } from '../../src/lib/server/storage/postgres.ts';
import { openSqlite } from '../../src/lib/server/storage/sqlite.ts';
import type { RecordBody } from '../../src/lib/sync/records.ts';
import { startPostgres, type PostgresServer } from '../postgres.ts';
import { runToEnd } from './harness.ts';
import {
	enrollMembers,
	EVENING,
	MINUTE,
	MONDAY_10,
	openWorld,
	pairKiosk,
	temporaryDirectory,
	testClock,
	venueId,
} from './world.ts';

const PATIENCE = 120_000;
vi.setConfig({ testTimeout: PATIENCE });
let server: PostgresServer;
beforeAll(async () => {
	server = await startPostgres({ fsync: 'off' });
}, PATIENCE);
afterAll(() => server?.stop(), PATIENCE);

const quiet = () => undefined;
const move = (dataDir: string, url: string) => moveToPostgres({ dataDir, url, now: MONDAY_10 }, quiet);

/** A hub that has seen a day's work, stopped. */
async function usedHub() {
	const { hub, directory, staff } = await openWorld();
	const members = await enrollMembers(hub, 30);
	const kiosk = await pairKiosk(hub);
	for (const member of members) kiosk.checkIn(member, MONDAY_10 + 12 * MINUTE);
	await kiosk.send(hub);
	const stranger = { ...kiosk.entries[3]!, hash: '00'.repeat(32) };
	await kiosk.send(hub, [stranger]);
	await hub.attendance.checkInByHand(staff, venueId, EVENING, members[0]!);
	await hub.passes.textFor(members[0]!);
	await hub.close();
	return { directory, kiosk };
}

async function hubOn(databaseUrl: string, dataDir: string): Promise<Hub> {
	const config = { host: '127.0.0.1', port: 0, dataDir, origin: null, tls: null, databaseUrl };
	const opened = await openHub(config, { clock: testClock(), random: systemRandom, log: makeLog('silent') });
	if (!opened.ok) throw new Error(opened.error);
	return opened.value;
}

async function sqliteCensus(dataDir: string) {
	const database = new DatabaseSync(join(dataDir, 'gongzhan.db'), { readOnly: true });
	const census = await censusOf(database);
	database.close();
	return census;
}

const withoutComments = (texts: readonly string[]) => texts.filter((text) => text.includes('CREATE TABLE'));

describe('the tables to copy', () => {
	it('are all that a hub’s database has, on either side', async () => {
		const directory = temporaryDirectory();
		const storage = openSqlite(directory);
		if (storage.ok) await storage.value.close();
		const database = new DatabaseSync(join(directory, 'gongzhan.db'));
		expect(await sqliteTables(database).tables()).toEqual([...TABLES].sort());
		expect(TABLES).toHaveLength(MIGRATIONS.flatMap(({ statements }) => withoutComments(statements)).length);
		database.exec('CREATE TABLE forgotten (id TEXT)');
		const refused = await copyTables(sqliteTables(database), sqliteTables(database), {
			copy: quiet,
			count: quiet,
		});
		expect(refused).toEqual({ ok: false, error: expect.stringContaining('forgotten') as string });
		database.close();
	});
});

describe('moving', () => {
	it('takes recordings there and back a few at a time, and names what failed', async () => {
		const directory = temporaryDirectory();
		const storage = openSqlite(directory);
		if (storage.ok) await storage.value.close();
		const database = new DatabaseSync(join(directory, 'gongzhan.db'));
		database.exec(`BEGIN; INSERT INTO venue (venue_id, rev) VALUES ('palace', 1)`);
		const put =
			database.prepare(`INSERT INTO recording (venue_id, recording_id, device_id, language, at, received_at,
			due_at, millis, sha256, state, sealed) VALUES ('palace', ?, 'd', 'zh', 1, 1, 9999999999999, 60000, 'x', 'waiting', ?)`);
		for (let i = 0; i < 40; i++) put.run(`r${i}`, 'x'.repeat(700_000));
		database.exec('COMMIT');
		database.close();
		const before = await sqliteCensus(directory);
		const url = await server.database();
		expect(await move(directory, url)).toMatchObject({ ok: true, value: { census: before } });
		const sizes: number[] = [];
		await inPostgresTables(url, async (tables) => {
			for await (const page of tables.pages('recording')) sizes.push(page.length);
			return { ok: true, value: null };
		});
		expect([Math.max(...sizes), sizes.reduce((sum, size) => sum + size, 0)]).toEqual([11, 40]);
		expect(
			await inPostgresTables(url, () => Promise.reject(new RangeError('Invalid string length'))),
		).toEqual({ ok: false, error: expect.stringContaining('cannot be used') as string });
		const back = temporaryDirectory();
		expect(await moveToSqlite({ dataDir: back, url, now: MONDAY_10 }, quiet)).toMatchObject({ ok: true });
	});

	it('copies everything into PostgreSQL and back, equal to the last row, and the hub goes on there', async () => {
		const { directory, kiosk } = await usedHub();
		const before = await sqliteCensus(directory);
		const url = await server.database();
		const moved = await move(directory, url);
		expect(moved).toMatchObject({ ok: true, value: { census: before, ledger: ledgerOf(31, 2) } });
		expect(await sqliteCensus(directory)).toEqual(before);
		expect(movedFault(directory)).toContain('DATABASE_URL');

		const hub = await hubOn(url, directory);
		kiosk.checkIn(personOf(kiosk.entries[0]!.fact)!, MONDAY_10 + 30 * MINUTE);
		const answer = await kiosk.send(hub);
		expect([answer.head, answer.receipts.length]).toEqual([kiosk.head, 31]);
		await hub.close();

		const back = temporaryDirectory();
		const returned = await moveToSqlite({ dataDir: back, url, now: MONDAY_10 }, quiet);
		expect(returned).toMatchObject({ ok: true, value: { ledger: ledgerOf(32, 2) } });
		expect(await sqliteCensus(back)).toEqual(returned.ok && returned.value.census);

		// What is left in PostgreSQL is a stale copy: nothing goes on from it unless it is told to.
		await expect(hubOn(url, directory)).rejects.toThrow('Start without DATABASE_URL');
		const stale = { ok: false, error: expect.stringContaining('make an empty database') as string };
		expect(await move(back, url)).toEqual(stale);
		expect(await renewPostgres(url, MONDAY_10)).toEqual(stale);
		const again = temporaryDirectory();
		expect(await moveToSqlite({ dataDir: again, url, now: MONDAY_10 }, quiet)).toEqual(stale);
		expect(existsSync(join(again, 'gongzhan.db'))).toBe(false);
		expect(await move(back, await server.database())).toMatchObject({ ok: true });
		await server.run(url, `DELETE FROM meta WHERE key = '${MOVED_BACK}'`);
		await (await hubOn(url, directory)).close();
	});

	it('back into the directory it came from leaves one hub that starts: that one', async () => {
		const { directory } = await usedHub();
		const url = await server.database();
		await move(directory, url);
		rmSync(join(directory, 'gongzhan.db'));
		expect(await moveToSqlite({ dataDir: directory, url, now: MONDAY_10 }, quiet)).toMatchObject({
			ok: true,
		});
		expect(movedFault(directory)).toBeNull();
	});

	it('back, or going on, is refused where nothing was put back, or not all of it, and makes nothing there', async () => {
		const url = await server.database();
		const elsewhere = temporaryDirectory();
		const back = () => moveToSqlite({ dataDir: elsewhere, url, now: MONDAY_10 }, quiet);
		const refused = async (words: string) => {
			const fault = { ok: false, error: expect.stringContaining(words) as string };
			expect([await renewPostgres(url, MONDAY_10), await back()]).toEqual([fault, fault]);
			expect(existsSync(join(elsewhere, 'gongzhan.db'))).toBe(false);
		};
		await refused('nothing was restored');
		const made = 'SELECT count(*) AS n FROM pg_class WHERE relnamespace = current_schema()::regnamespace';
		expect((await server.run(url, made)).rows).toEqual([{ n: '0' }]);
		const env = { DATABASE_URL: url };
		expect(await runToEnd('gongzhan.ts', { args: ['restore'], dataDir: elsewhere, env })).toMatchObject({
			...{ code: 1, stdout: '' },
			stderr: expect.stringContaining('nothing was restored') as string,
		});
		const storage = await openPostgres(url);
		if (storage.ok) await storage.value.close();
		await refused('nothing was restored');
		// A dump puts guards back last.
		await server.run(url, 'DROP TRIGGER entry_append_only ON entry');
		await refused('not whole');
	});

	it('takes no database that holds something, and leaves nothing behind', async () => {
		const { directory } = await usedHub();
		const url = await server.database();
		const storage = await openPostgres(url);
		if (storage.ok) {
			expect(await move(directory, url)).toEqual({
				ok: false,
				error: expect.stringContaining('connected') as string,
			});
			await storage.value.write(null, (tx) => tx.meta.set('a', 'b'));
			await storage.value.close();
		}
		expect(await move(directory, url)).toEqual({
			ok: false,
			error: expect.stringContaining('not empty') as string,
		});
		const counted = await server.run(
			url,
			'SELECT (SELECT count(*) FROM entry) + (SELECT count(*) FROM member) AS n',
		);
		expect([counted.rows, movedFault(directory)]).toEqual([[{ n: '0' }], null]);
		const elsewhere = temporaryDirectory();
		expect(await moveToSqlite({ dataDir: directory, url, now: 0 }, quiet)).toMatchObject({ ok: false });
		const unreachable = await moveToSqlite({ dataDir: elsewhere, url: `${url}&port=1`, now: 0 }, quiet);
		expect([unreachable.ok, existsSync(join(elsewhere, 'gongzhan.db'))]).toEqual([false, false]);
	});

	it('undoes all of it where a single row does not arrive as it was', async () => {
		const { directory } = await usedHub();
		const url = await server.database();
		const storage = await openPostgres(url);
		if (storage.ok) await storage.value.close();
		await server.run(
			url,
			`CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.name := NEW.name || ' '; RETURN NEW; END $$;
			CREATE TRIGGER spoil BEFORE INSERT ON member FOR EACH ROW WHEN (NEW.number = 'SF7') EXECUTE FUNCTION spoil()`,
		);
		expect(await move(directory, url)).toEqual({
			ok: false,
			error: expect.stringContaining('member: 30 rows in both, but not the same') as string,
		});
		expect((await server.run(url, 'SELECT count(*) AS n FROM member')).rows).toEqual([{ n: '0' }]);
	});

	it('as a command: prints the proof, and no hub starts on what was moved', async () => {
		const { directory } = await usedHub();
		const url = await server.database();
		const run = (args: string[], env: Record<string, string> = {}) =>
			runToEnd('gongzhan.ts', { args, dataDir: directory, env });
		expect((await run(['move'])).stderr).toContain('DATABASE_URL is not set');
		const { code, stdout, stderr } = await run(['move'], { DATABASE_URL: url });
		expect([code, stderr]).toEqual([0, '']);
		expect(stdout).toMatch(/entry +31 = 31/);
		expect(stdout).toContain('31 entries in 2 outboxes: heads equal, chains whole');
		const refused = await run(['verify']);
		expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('Set DATABASE_URL')]);
		expect(await run(['verify'], { DATABASE_URL: url })).toMatchObject({ code: 0 });
		expect((await run(['backup', 'x.db'], { DATABASE_URL: url })).stderr).toContain('pg_dump');
		expect((await run(['restore', 'x.db'], { DATABASE_URL: url })).stderr).toContain('pg_restore');
		expect(await run(['restore'], { DATABASE_URL: url })).toMatchObject({ code: 0 });
	});
});

const ledgerOf = (entries: number, outboxes: number) => ({ entries, outboxes, faults: [] });

it('[S15] a PostgreSQL database that was put back takes no cursor of its lost life for one of its own', async () => {
	const { directory } = await usedHub();
	const url = await server.database();
	await move(directory, url);
	const dump = await server.database(new URL(url).pathname.slice(1));
	const first = await hubOn(url, directory);
	const room = (id: string) => ({
		...{ kind: 'room' as const, id },
		body: { id, name: { zh: id }, floor: 1 } as RecordBody<'room'>,
	});
	await first.records.publish(venueId, [room('lost-1'), room('lost-2')]);
	const { cursor } = await first.records.changesSince(venueId, 0);
	await first.close();

	expect(await renewPostgres(dump, MONDAY_10 + MINUTE)).toEqual({ ok: true, value: null });
	const second = await hubOn(dump, directory);
	for (let n = 1; n <= 5; n++) await second.records.publish(venueId, [room(`new-${n}`)]);
	const answer = await second.records.changesSince(venueId, cursor);
	expect([answer.reset, answer.records.length]).toEqual([
		true,
		(await second.records.changesSince(venueId, 0)).records.length,
	]);
	await second.close();
});
