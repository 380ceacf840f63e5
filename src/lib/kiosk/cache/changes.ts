import { isRecordKind, parseBody, type Published } from '../../sync/records.ts';
import type { ChangesResponse } from '../../sync/wire.ts';
import type { CacheDatabase } from './database.ts';

/**
 * Takes in an answer to “what changed?”, all of it with its cursor or nothing [S14, S15].
 * A record that this version cannot read is out of sight, not shown as it was before [S16].
 */
export async function applyChanges(database: CacheDatabase, answer: ChangesResponse): Promise<void> {
	const { reset, records, cursor, more, hubTime } = answer;
	await database.transaction('rw', database.records, database.meta, async () => {
		if (reset) await database.records.clear();
		const gone = records.filter((record) => readable(record) === null);
		const rows = records.flatMap((record) => {
			const body = readable(record);
			return body === null ? [] : [{ kind: record.kind, id: record.id, body }];
		});
		await database.records.bulkDelete(gone.map(({ kind, id }) => [kind, id]));
		await database.records.bulkPut(rows);
		const before = await database.meta.get('cursor');
		const known = before?.key === 'cursor' && !reset ? before.asOf : null;
		await database.meta.put({ key: 'cursor', cursor, asOf: more ? known : hubTime });
	});
}

/** The body to keep; null where there is none or it is not what this version understands. */
const readable = ({ kind, body }: Published): unknown =>
	body === null || !isRecordKind(kind) ? body : parseBody(kind, body);
