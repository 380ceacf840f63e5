import { Dexie, type Table } from 'dexie';
import type { OutboxId, VenueId } from '../../base/id.ts';
import type { ChainHead, Entry } from '../../sync/entry.ts';
import type { KnownCheckIn } from '../../sync/ports.ts';
import { LEDGER_NAME } from '../database-names.ts';

/** Who this machine is. The key pair is made before anything is asked of a hub, and its private half cannot be read. */
export interface DeviceRow {
	readonly key: 'device';
	readonly keys: CryptoKeyPair;
	/** SPKI of the public key, base64url. */
	readonly publicKey: string;
	/** The request that staff are to approve, while there is one. */
	readonly pairingId: string | null;
	/** Null until paired. */
	readonly deviceId: string | null;
	readonly venueId: string | null;
}

/** The outbox and where its chain stands. One row, read and written in each append. */
export interface OutboxRow {
	readonly key: 'outbox';
	readonly venueId: VenueId;
	readonly outboxId: OutboxId;
	readonly head: ChainHead;
	/** What the hub last said it holds; null before its first answer. */
	readonly hubHead: ChainHead | null;
}

/** An entry without a receipt. `aside`: the hub or we cannot read it; it stays and is shown. */
export interface EntryRow {
	readonly outboxId: string;
	readonly seq: number;
	readonly state: 'pending' | 'aside';
	readonly problem: string | null;
	readonly entry: Entry;
}

/** The whole local schema of what must never be lost. Apart from every cache, so that wiping one cannot reach it. */
export class LedgerDatabase extends Dexie {
	declare readonly device: Table<DeviceRow, string>;
	declare readonly outbox: Table<OutboxRow, string>;
	declare readonly entries: Table<EntryRow, [string, number]>;
	declare readonly checkIns: Table<KnownCheckIn, string>;

	constructor(name = LEDGER_NAME) {
		// Chromium writes IndexedDB to the disk's cache only, unless told that a power cut matters.
		super(name, { chromeTransactionDurability: 'strict' });
		this.version(1).stores({
			device: 'key',
			outbox: 'key',
			entries: '[outboxId+seq], [outboxId+state+seq]',
			checkIns: 'entryId, [memberId+at], at',
		});
	}
}

export const readDevice = async (database: LedgerDatabase): Promise<DeviceRow | null> =>
	(await database.device.get('device')) ?? null;
