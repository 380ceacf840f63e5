import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATABASE_FILE } from '../../src/lib/server/storage/sqlite.ts';
import { buildIfStale } from '../hub/built.ts';
import { startHub } from '../hub/harness.ts';
import { drain } from './drain-queues.ts';
import { httpClient } from './http-client.ts';
import { cookieOf, openHubHere } from './hub-process.ts';
import { onPostgres } from './ingest-postgres.ts';
import { recordWrites, writeRaw, type Transaction } from './raw-writes.ts';
import { median } from './quantile.ts';
import type { BenchResult } from './run.ts';
import { fillQueues, openVenues, sessionsFor, type Queue } from './venue-load.ts';

/**
 * Entries a second, durable, with every rule on: at the port, over HTTP, and the same rows written by bare node:sqlite.
 * Each round starts from the same copy of a prepared database.
 */
const ROUNDS = 5;
const BATCH = 500;
const BATCHES = 5;
const VENUES = 4;

async function postAll(origin: string, { cookie, bodies }: { cookie: string; bodies: readonly string[] }) {
	const client = httpClient(origin);
	for (const body of bodies) {
		const { status, text } = await client.post('/api/v1/sync/entries', body, cookie);
		if (status !== 200) throw new Error(`answered ${status}: ${text.slice(0, 300)}`);
	}
	client.close();
}

export async function run(): Promise<BenchResult> {
	await buildIfStale();
	const directory = mkdtempSync(join(tmpdir(), 'gongzhan-bench-'));
	const remove = (): void => rmSync(directory, { recursive: true, force: true });
	process.once('exit', remove);
	try {
		return await measure(directory);
	} finally {
		remove();
		process.off('exit', remove);
	}
}

async function measure(directory: string): Promise<BenchResult> {
	const base = join(directory, 'base');
	mkdirSync(base);
	let copies = 0;
	const copy = (): string => {
		const to = join(directory, `round-${++copies}`);
		cpSync(base, to, { recursive: true });
		return to;
	};
	const hub = await openHubHere(base);
	const now = Date.now();
	const venues = await openVenues(hub, VENUES, sessionsFor(BATCHES * BATCH), now);
	const queues = await fillQueues(hub, venues, { batches: BATCHES, size: BATCH, now });
	const doors: { cookie: string; bodies: string[] }[] = [];
	for (const { kiosk, requests } of queues)
		doors.push({
			cookie: await cookieOf(hub, kiosk),
			bodies: requests.map((request) => JSON.stringify(request)),
		});
	await hub.close();

	const one = queues.slice(0, 1);
	const atPort = async (some: readonly Queue[]): Promise<number> => {
		const round = await openHubHere(copy());
		const began = performance.now();
		await drain(round, some);
		const took = performance.now() - began;
		await round.close();
		return took;
	};
	const overHttp = async (): Promise<number> => {
		const round = await startHub({ dataDir: copy() });
		const began = performance.now();
		await Promise.all(doors.map((door) => postAll(round.origin, door)));
		const took = performance.now() - began;
		await round.stop();
		return took;
	};
	const recorded = async (some: readonly Queue[]): Promise<Transaction[]> => {
		const round = await openHubHere(copy());
		const writes = await recordWrites(() => drain(round, some));
		await round.close();
		return writes;
	};
	const writes = { one: await recorded(one), all: await recorded(queues) };
	const raw = (transactions: Transaction[]) => writeRaw(join(copy(), DATABASE_FILE), transactions);

	const took = { one: [] as number[], all: [] as number[], rawOne: [] as number[], rawAll: [] as number[] };
	const http: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		took.rawOne.push(raw(writes.one));
		took.one.push(await atPort(one));
		took.rawAll.push(raw(writes.all));
		took.all.push(await atPort(queues));
		http.push(await overHttp());
	}
	const entries = { one: BATCHES * BATCH, all: queues.length * BATCHES * BATCH };
	const perSecond = (count: number, times: number[]) => Math.round((1000 * count) / median(times));
	const row = (what: string, count: number, ours: number[], bare: number[]) => ({
		what,
		'entries/s': perSecond(count, ours),
		'raw entries/s': perSecond(count, bare),
		'of raw': Math.round((100 * perSecond(count, ours)) / perSecond(count, bare)) / 100,
	});
	const table = [
		row('port, one outbox', entries.one, took.one, took.rawOne),
		row(`port, ${queues.length} outboxes`, entries.all, took.all, took.rawAll),
		row(`HTTP, ${queues.length} clients`, entries.all, http, took.rawAll),
	];
	const goals = { sqliteOfRaw: table[1]!['of raw'], httpOfRaw: table[2]!['of raw'] };
	const load = { venues: VENUES, batches: BATCHES, size: BATCH, rounds: 3 };
	const { ours, copied, inserted, entries: count } = await onPostgres(load);
	table.push(
		row('PostgreSQL, port, of COPY', count, ours, copied),
		row('PostgreSQL, port, of multi-row INSERT', count, ours, inserted),
	);
	const [ofCopy, ofInsert] = table.slice(-2).map((each) => each['of raw']);
	return { table, goals, details: { postgres: { ofCopy, ofInsert } } };
}
