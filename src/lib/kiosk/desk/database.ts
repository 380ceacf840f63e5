import { Dexie, type Table } from 'dexie';
import type { PinLock } from '../../domain/desk-roster-seal.ts';

/** The tablet's half of the agreement. Its private key cannot be read by scripts. */
interface AgreementRow {
	readonly key: 'agreement';
	readonly keys: CryptoKeyPair;
	/** SPKI of the public key, base64url. */
	readonly publicKey: string;
}

/** A roster as the hub gave it: nothing of it can be read without a PIN. */
export interface HeldRow {
	readonly key: 'held';
	readonly mark: string | null;
	readonly until: number;
	readonly hubKey: string;
	readonly sealed: string;
	/** None after too many wrong PINs, until the hub has answered again. */
	readonly locks: readonly PinLock[];
}

/** Wrong PINs since the last right one. */
export interface TriesRow {
	readonly key: 'tries';
	readonly wrong: number;
	/** Corrected time of the last. */
	readonly at: number;
}

type Row = AgreementRow | HeldRow | TriesRow;

/** What makes a device a desk tablet, apart from ledger and cache: all of it may be wiped, and comes again from the hub. */
export class DeskDatabase extends Dexie {
	declare readonly rows: Table<Row, string>;

	constructor(name = 'gongzhan-desk') {
		// A try is counted before it is made: a power cut must not take the count back.
		super(name, { chromeTransactionDurability: 'strict' });
		this.version(1).stores({ rows: 'key' });
	}

	async read<K extends Row['key']>(key: K): Promise<Extract<Row, { key: K }> | null> {
		return ((await this.rows.get(key)) as Extract<Row, { key: K }> | undefined) ?? null;
	}
}
