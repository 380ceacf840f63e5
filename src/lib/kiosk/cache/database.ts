import { Dexie, type Table } from 'dexie';
import type { HubTimeEstimate } from '../../sync/hub-time.ts';
import type { LeaseAnswer } from '../../sync/leases.ts';
import type { DeviceSelf } from '../../sync/wire.ts';
import { CACHE_NAME } from '../database-names.ts';

/** A record as it came down and was understood; of a kind this version does not know, as it came. */
export interface RecordRow {
	readonly kind: string;
	readonly id: string;
	readonly body: unknown;
}

/** How far the cache has followed the hub. `asOf`: hub time when it was last known to be current. */
export interface CursorRow {
	readonly key: 'cursor';
	readonly cursor: number;
	readonly asOf: number | null;
}
/** What the hub said of this device, and when (hub time). */
export interface SelfRow {
	readonly key: 'self';
	readonly self: DeviceSelf;
	readonly at: number;
}
/** The seats that this machine may give away, of the outbox that they are counted by. */
export interface LeaseRow {
	readonly key: 'lease';
	readonly outboxId: string;
	readonly lease: LeaseAnswer['lease'];
}
export interface TimeRow {
	readonly key: 'time';
	readonly estimate: HubTimeEstimate;
}

/**
 * Records are checked when they come down, not each time they are read. A new version that clears them, where a record's
 * schema changes: what an earlier version has checked is fetched again.
 */
const CHECKED_VERSION = 2;
/** Other indexes, the same records: a kiosk that is cut off keeps what it has. */
const CACHE_VERSION = 3;

/** All of it may be wiped at any moment and fetched again. What must not be lost is in the ledger's database. */
export class CacheDatabase extends Dexie {
	declare readonly records: Table<RecordRow, [string, string]>;
	declare readonly meta: Table<Meta, string>;

	constructor(name = CACHE_NAME) {
		super(name);
		this.version(CHECKED_VERSION)
			.stores({ records: '[kind+id]', meta: 'key' })
			.upgrade(async (transaction) => {
				await transaction.table('records').clear();
				await transaction.table('meta').clear();
			});
		this.version(CACHE_VERSION).stores({ records: '[kind+id], body.memberId' });
	}
}

type Meta = CursorRow | SelfRow | LeaseRow | TimeRow;

export async function readMeta<K extends Meta['key']>(
	database: CacheDatabase,
	key: K,
): Promise<Extract<Meta, { key: K }> | null> {
	const row = await database.meta.get(key);
	return row?.key === key ? (row as Extract<Meta, { key: K }>) : null;
}

/** Opens the cache; one that cannot be opened (damaged, or made by a newer version) is thrown away. */
export async function openCache(name?: string): Promise<CacheDatabase> {
	const database = new CacheDatabase(name);
	try {
		await database.open();
	} catch {
		await database.delete();
		await database.open();
	}
	return database;
}
