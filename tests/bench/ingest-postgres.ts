import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { VenueId } from '../../src/lib/base/id.ts';
import { settings } from '../../src/lib/server/storage/postgres/connection.ts';
import { columnsOf, manyTuples } from '../../src/lib/server/storage/postgres/dialect.ts';
import { columnTypes } from '../../src/lib/server/storage/postgres/migrate.ts';
import { marks } from '../../src/lib/server/storage/sql/sql.ts';
import { startPostgres, type PostgresServer } from '../postgres.ts';
import { drain } from './drain-queues.ts';
import { openHubHere } from './hub-process.ts';
import { fillQueues, openVenues, sessionsFor, type Queue } from './venue-load.ts';

/** What a venue's transactions write, some rows of each table in each. */
const TABLES = { entry: '', attendance: '', record: `AND kind = 'presence'` };
type Table = keyof typeof TABLES;
interface Part {
	readonly table: Table;
	readonly file: string;
	readonly insert: string;
	readonly columns: unknown[][];
}
type Way = (client: pg.Client, part: Part) => Promise<unknown>;
const copy: Way = (client, { table, file }) => client.query(`COPY ${table} FROM '${file}'`);
const insert: Way = (client, { table, insert: text, columns }) =>
	client.query({ name: `insert ${table}`, text, values: columns });

export interface PostgresTimes {
	readonly ours: number[];
	readonly copied: number[];
	readonly inserted: number[];
	readonly entries: number;
}

/**
 * Entries through the port on PostgreSQL, beside the same rows in as many transactions by COPY (from files of the server's
 * own) and by INSERTs of many rows. Each venue has one connection. In ms.
 */
export async function onPostgres(load: {
	venues: number;
	batches: number;
	size: number;
	rounds: number;
}): Promise<PostgresTimes> {
	const directory = mkdtempSync(join(tmpdir(), 'gongzhan-bench-pg-'));
	chmodSync(directory, 0o777); // the server is another user where tests are run by root
	const remove = (): void => rmSync(directory, { recursive: true, force: true });
	process.once('exit', remove);
	const server = await startPostgres({ max_wal_size: '4GB' });
	try {
		return await measure(server, directory, load);
	} finally {
		await server.stop();
		remove();
		process.off('exit', remove);
	}
}

async function measure(
	server: PostgresServer,
	directory: string,
	load: { venues: number; batches: number; size: number; rounds: number },
): Promise<PostgresTimes> {
	const base = await server.database();
	const dataDir = join(directory, 'data');
	const hub = await openHubHere(dataDir, base);
	const now = Date.now();
	const venues = await openVenues(hub, load.venues, sessionsFor(load.batches * load.size), now);
	const queues = await fillQueues(hub, venues, { ...load, now });
	await hub.close();
	const fresh = () => server.database(new URL(base).pathname.slice(1));
	const ours = async (url: string): Promise<number> => {
		const round = await openHubHere(dataDir, url);
		const took = await timed(() => drain(round, queues));
		await round.close();
		return took;
	};
	const filled = await fresh();
	await ours(filled);
	const parts = await writtenBy(filled, queues, venues, directory, load);
	const times = { ours: [] as number[], copied: [] as number[], inserted: [] as number[] };
	for (let round = 0; round < load.rounds; round++) {
		times.copied.push(await writeAll(await fresh(), parts, copy));
		times.inserted.push(await writeAll(await fresh(), parts, insert));
		times.ours.push(await ours(await fresh()));
	}
	return { ...times, entries: queues.length * load.batches * load.size };
}

/** The rows that a hub has written, by venue and transaction: ready as files for COPY and as arrays for INSERT. */
async function writtenBy(
	url: string,
	queues: readonly Queue[],
	venues: readonly VenueId[],
	directory: string,
	{ batches }: { batches: number },
): Promise<Part[][][]> {
	const client = await connected(url);
	const types = await columnTypes(client);
	const transactions = (batches * queues.length) / venues.length;
	const parts: Part[][][] = [];
	for (const venue of venues) {
		const ofVenue: Part[][] = Array.from({ length: transactions }, () => []);
		for (const [table, only] of Object.entries(TABLES) as [Table, string][])
			for (let n = 0; n < transactions; n++) {
				const share = `SELECT * FROM ${table} WHERE venue_id = '${venue}' ${only} AND ctid IN (
					SELECT ctid FROM (SELECT ctid, ntile(${transactions}) OVER (ORDER BY ctid) AS part FROM ${table}
					WHERE venue_id = '${venue}' ${only}) AS numbered WHERE part = ${n + 1})`;
				const file = join(directory, `${venue}-${table}-${n}`);
				await client.query(`COPY (${share}) TO '${file}'`);
				const { rows, fields } = await client.query<unknown[]>({ text: share, rowMode: 'array' });
				const names = fields.map(({ name }) => name);
				const one = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks(names.length)})`;
				ofVenue[n]!.push({ table, file, insert: manyTuples(one, types), columns: columnsOf(rows) });
			}
		parts.push(ofVenue);
	}
	await client.end();
	return parts;
}

async function writeAll(url: string, venues: Part[][][], way: Way): Promise<number> {
	const clients = await Promise.all(venues.map(() => connected(url)));
	const took = await timed(() =>
		Promise.all(
			venues.map(async (transactions, n) => {
				for (const parts of transactions) {
					await clients[n]!.query('BEGIN');
					for (const part of parts) await way(clients[n]!, part);
					await clients[n]!.query('COMMIT');
				}
			}),
		),
	);
	await Promise.all(clients.map((client) => client.end()));
	return took;
}

async function connected(url: string): Promise<pg.Client> {
	const client = new pg.Client(settings(url));
	client.on('error', () => undefined);
	await client.connect();
	return client;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
	const began = performance.now();
	await work();
	return performance.now() - began;
}
