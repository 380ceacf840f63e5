import { Dexie } from 'dexie';
import type { RecordBody, RecordKind } from '../../sync/records.ts';
import type { CacheDatabase, RecordRow } from './database.ts';

/** All records of these kinds, in one transaction. They were checked when they were written. */
export async function readKinds(database: CacheDatabase, kinds: readonly RecordKind[]): Promise<RecordRow[]> {
	const ranges = await database.transaction('r', database.records, () =>
		Promise.all(
			kinds.map((kind) =>
				database.records.where('[kind+id]').between([kind, Dexie.minKey], [kind, Dexie.maxKey]).toArray(),
			),
		),
	);
	return ranges.flat();
}

/** One record, or null where the cache has none. */
export async function readRecord<K extends RecordKind>(
	database: CacheDatabase,
	kind: K,
	id: string,
): Promise<RecordBody<K> | null> {
	const row = await database.records.get([kind, id]);
	return row ? (row.body as RecordBody<K>) : null;
}

/** Several records of a kind at once; null for each that the cache does not have. */
export async function readRecords<K extends RecordKind>(
	database: CacheDatabase,
	kind: K,
	ids: readonly string[],
): Promise<(RecordBody<K> | null)[]> {
	const rows = await database.records.bulkGet(ids.map((id) => [kind, id]));
	return rows.map((row) => (row ? (row.body as RecordBody<K>) : null));
}
