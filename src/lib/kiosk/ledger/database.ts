import { Dexie, type Table } from 'dexie';
import { LEDGER_NAME } from '../database-names.ts';
import type { AsideRow, EntryRow, MoveRow, OutboxRow } from './rows.ts';
import { keepHistory } from './upgrade.ts';

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

/** The whole local schema of what must never be lost. Apart from every cache, so that wiping one cannot reach it. */
export class LedgerDatabase extends Dexie {
	declare readonly device: Table<DeviceRow, string>;
	declare readonly outbox: Table<OutboxRow, string>;
	declare readonly entries: Table<EntryRow, [string, number]>;
	declare readonly asides: Table<AsideRow, [string, number]>;
	/** Comings and goings; the name is from when only comings were known. */
	declare readonly checkIns: Table<MoveRow, string>;

	constructor(name = LEDGER_NAME) {
		// Chromium writes IndexedDB to the disk's cache only, unless told that a power cut matters.
		super(name, { chromeTransactionDurability: 'strict' });
		this.version(1).stores({
			device: 'key',
			outbox: 'key',
			entries: '[outboxId+seq], [outboxId+state+seq]',
			checkIns: 'entryId, [memberId+at], at',
		});
		this.version(2).stores({ entries: '[outboxId+seq]', asides: '[outboxId+seq]' }).upgrade(keepHistory);
	}
}

export const readDevice = async (database: LedgerDatabase): Promise<DeviceRow | null> =>
	(await database.device.get('device')) ?? null;
