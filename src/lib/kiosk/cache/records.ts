import { Dexie } from 'dexie';
import type { RecordBody, RecordKind } from '../../sync/records.ts';
import type { CacheDatabase, RecordRow } from './database.ts';

/** Kinds that the board is made of, read first; and those that can wait until it is painted. */
export const BOARD_KINDS = [
	'venue',
	'room',
	'programme',
	'course',
	'offering',
	'session',
	'tally',
] as const satisfies RecordKind[];
export const LATER_KINDS = ['honoree'] as const satisfies RecordKind[];

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
