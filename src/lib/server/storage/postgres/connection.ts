import pg from 'pg';
import { asAnswered } from './fault.ts';

const INT8 = 20;
/** Below the hub's own patience with a request, above any honest work. */
const ANSWER_MS = 60_000;

const types: pg.CustomTypesConfig = {
	getTypeParser: (oid, format) =>
		(Number(oid) === INT8 ? Number : pg.types.getTypeParser(oid, format)) as () => unknown,
};

/** How this hub's connections speak: whole numbers are numbers (times and counts stay far below 2^53). */
export const settings = (url: string): pg.ClientConfig => ({
	connectionString: url,
	application_name: 'gongzhan',
	keepAlive: true,
	keepAliveInitialDelayMillis: 10_000,
	query_timeout: ANSWER_MS,
	types,
});

/** One connection out of a pool, for one transaction. */
export interface Connection {
	/** Throws the server's error, or `StorageOutage` where there is no server any more. */
	query(query: string | pg.QueryConfig): Promise<pg.QueryResult>;
	/** Back into the pool; a broken one is thrown away. */
	release(): void;
}

export interface Pool {
	take(): Promise<Connection>;
	end(): Promise<void>;
}

/** Opens connections as they are needed, at most `max`. Who wants one more waits. */
export function pool(url: string, max: number): Pool {
	const connections = new pg.Pool({ ...settings(url), max, connectionTimeoutMillis: 30_000 });
	// An idle connection was cut: the pool drops it, and whoever comes next gets a new one.
	connections.on('error', () => undefined);
	return {
		async take() {
			const client = await connections.connect().catch((failure: unknown) => {
				throw asAnswered(failure);
			});
			return leased(client);
		},
		end: () => connections.end(),
	};
}

function leased(client: pg.PoolClient): Connection {
	let broken = false;
	const onError = (): void => void (broken = true);
	client.on('error', onError);
	return {
		async query(query) {
			try {
				return await client.query(query);
			} catch (failure) {
				const answered = asAnswered(failure);
				if (answered !== failure) broken = true;
				throw answered;
			}
		},
		release() {
			client.off('error', onError);
			client.release(broken);
		},
	};
}
