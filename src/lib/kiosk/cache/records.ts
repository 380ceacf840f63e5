import { Dexie } from 'dexie';
import type { MemberId } from '../../base/id.ts';
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

/** At most so many are copied out of the database in one piece of work. */
const PART = 250;

/** The same, part by part, so that a screen in use does not falter; what changes meanwhile is told by the next reading. */
export async function readInParts(
	database: CacheDatabase,
	kinds: readonly RecordKind[],
): Promise<RecordRow[]> {
	const rows: RecordRow[] = [];
	for (const kind of kinds) {
		let after: unknown = Dexie.minKey;
		for (;;) {
			const part = await database.records
				.where('[kind+id]')
				.between([kind, after], [kind, Dexie.maxKey], false)
				.limit(PART)
				.toArray();
			for (const row of part) rows.push(row);
			if (part.length < PART) break;
			after = part.at(-1)!.id;
		}
	}
	return rows;
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

/** What is told of one person, at whatever session: in one question, however many classes there are today. */
export async function readAbout(database: CacheDatabase, memberId: MemberId): Promise<AboutPerson> {
	const rows = await database.records.where('body.memberId').equals(memberId).toArray();
	const of = <K extends 'presence' | 'taken-back'>(wanted: K) =>
		rows.filter(({ kind }) => kind === wanted).map(({ body }) => body as RecordBody<K>);
	return { presence: of('presence'), takenBack: of('taken-back') };
}

export interface AboutPerson {
	readonly presence: readonly RecordBody<'presence'>[];
	readonly takenBack: readonly RecordBody<'taken-back'>[];
}
