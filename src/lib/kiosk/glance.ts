import type { CursorRow, RecordRow, SelfRow, TimeRow } from './cache/database.ts';
import { answerOf, keysOf, lookInto } from './cache/look-into.ts';
import type { DeviceRow } from './ledger/database.ts';

/** What the first screen is painted from. */
export interface Glance {
	readonly device: DeviceRow | null;
	readonly records: readonly RecordRow[];
	readonly cursor: CursorRow | null;
	readonly self: SelfRow | null;
	readonly time: TimeRow | null;
}

/**
 * A look at both databases by IndexedDB's own means, so that the library that keeps them need not load before the
 * board is painted. Makes nothing where there is nothing yet. Rejects where the ledger is there and cannot be read;
 * the cache is taken for empty then.
 */
export async function glance(
	ledgerName: string,
	cacheName: string,
	kinds: readonly string[],
): Promise<Glance> {
	const nothing = { records: [], cursor: null, self: null, time: null };
	const [device, cached] = await Promise.all([
		lookInto(ledgerName, (database) => one<DeviceRow>(database, 'device', 'device')),
		lookInto(cacheName, (database) => readCache(database, kinds)).catch(() => null),
	]);
	return { device: device ?? null, ...(cached ?? nothing) };
}

async function readCache(database: IDBDatabase, kinds: readonly string[]): Promise<Omit<Glance, 'device'>> {
	const records = database.transaction('records').objectStore('records');
	const ranges = kinds.map((kind) => answerOf<RecordRow[]>(records.getAll(keysOf(kind))));
	const [cursor, self, time] = await Promise.all([
		one<CursorRow>(database, 'meta', 'cursor'),
		one<SelfRow>(database, 'meta', 'self'),
		one<TimeRow>(database, 'meta', 'time'),
	]);
	return { records: (await Promise.all(ranges)).flat(), cursor, self, time };
}

const one = async <T>(database: IDBDatabase, store: string, key: string): Promise<T | null> =>
	(await answerOf<T | undefined>(database.transaction(store).objectStore(store).get(key))) ?? null;
