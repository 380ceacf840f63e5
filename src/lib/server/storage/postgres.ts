import pg from 'pg';
import type { VenueId } from '../../base/id.ts';
import { err, ok, type Result } from '../../base/result.ts';
import type { HubStorage } from './port.ts';
import { announcer } from './postgres/announcer.ts';
import { pool, settings, type Connection, type Pool } from './postgres/connection.ts';
import type { ColumnTypes } from './postgres/dialect.ts';
import { asOutage, explain } from './postgres/fault.ts';
import { BEGIN_READ } from './postgres/locks.ts';
import { columnTypes, migrate } from './postgres/migrate.ts';
import { hearNews } from './postgres/news.ts';
import { sqlOver, statements } from './postgres/sql.ts';
import { writer, type Writer } from './postgres/writer.ts';
import { revisions } from './revisions.ts';
import { txOver } from './sql/tx.ts';

/** Connections of one process at most: so many venues are written beside each other, and so many views are read. One more listens. */
const WRITERS = 6;
const READERS = 6;

/**
 * The hub's storage in a PostgreSQL database, which other hub processes may share.
 * The error is one line with the way out, and never repeats a password.
 */
export async function openPostgres(url: string): Promise<Result<HubStorage, string>> {
	const place = placeOf(url);
	try {
		const types = await prepare(url, place);
		return types.ok ? ok(await storageOver(url, types.value)) : types;
	} catch (failure) {
		return err(explain(failure, place));
	}
}

/** Host, port and database, without who may enter. */
export function placeOf(url: string): string {
	const { hostname, port, pathname, searchParams } = new URL(url);
	return `${searchParams.get('host') ?? (hostname || 'localhost')}${port && `:${port}`}${pathname}`;
}

const STARTING = '57P03';
const START_PATIENCE_MS = 30_000;

/** Brings the schema up to date and says what types it has. A server that is about to be ready is waited for. */
async function prepare(url: string, place: string): Promise<Result<ColumnTypes, string>> {
	for (const until = performance.now() + START_PATIENCE_MS; ;) {
		// Without a limit for its answers: a migration of a large table takes its time.
		const client = new pg.Client({ ...settings(url), connectionTimeoutMillis: 10_000, query_timeout: 0 });
		client.on('error', () => undefined);
		try {
			await client.connect();
			const problem = await migrate(client, place);
			return problem ? err(problem) : ok(await columnTypes(client));
		} catch (failure) {
			const { code } = failure as { code?: string };
			if (code !== STARTING || performance.now() > until) throw failure;
			await new Promise((resolve) => setTimeout(resolve, 200));
		} finally {
			await client.end().catch(() => undefined);
		}
	}
}

async function storageOver(url: string, types: ColumnTypes): Promise<HubStorage> {
	const known = statements(types);
	const news = revisions();
	const hearing = await hearNews(url, news);
	const [writePool, readPool] = [pool(url, WRITERS), pool(url, READERS)];
	const others = announcer(readPool);
	const writers = new Map<VenueId | null, Writer>();
	const writerOf = (venueId: VenueId | null): Writer => {
		let found = writers.get(venueId);
		if (!found)
			writers.set(venueId, (found = writer(venueId, writePool, known, (changed) => others.add(changed))));
		return found;
	};
	let closing: Promise<void> | null = null;
	const close = async (): Promise<void> => {
		await Promise.all([...writers.values()].map((each) => each.drained()));
		await others.flush();
		// Each pool waits for the connections that are still at work.
		await Promise.all([writePool.end(), readPool.end(), hearing.end()]);
	};
	return {
		kind: 'postgres',
		read: (work) =>
			view(readPool, (connection) => work(txOver(sqlOver(() => connection, known)))).catch(raise),
		async write(venueId, work) {
			const { value, changed } = await writerOf(venueId).write(work).catch(raise);
			for (const [venue, rev] of changed) news.tell(venue, rev);
			return value;
		},
		watch: (listener) => news.watch(listener),
		close: () => (closing ??= close()),
	};
}

const raise = (failure: unknown): never => {
	throw asOutage(failure);
};

/** One snapshot, however many questions. */
async function view<T>(readers: Pool, work: (connection: Connection) => Promise<T>): Promise<T> {
	const connection = await opened(readers);
	try {
		const answer = await work(connection);
		await connection.query('COMMIT');
		return answer;
	} catch (failure) {
		await connection.query('ROLLBACK').catch(() => undefined);
		throw failure;
	} finally {
		connection.release();
	}
}

/** A connection with a view begun on it. One that was cut while it lay idle is replaced. */
async function opened(readers: Pool): Promise<Connection> {
	for (let turn = 1; ; turn++) {
		const connection = await readers.take();
		try {
			await connection.query(BEGIN_READ);
			return connection;
		} catch (failure) {
			connection.release();
			if (turn > READERS) throw failure;
		}
	}
}
