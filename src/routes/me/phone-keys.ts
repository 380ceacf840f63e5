/** The key of this phone's live pass, in IndexedDB: it can be used here and taken nowhere. */
export interface KeptKey {
	readonly pair: CryptoKeyPair;
	/** base64url, and the last day it is good, as days since 1970-01-01; null before the hub has certified the key. */
	readonly certificate: string | null;
	readonly lastDay: number;
	/** Hub time minus this phone's, milliseconds. */
	readonly offset: number;
}

const DATABASE = 'gongzhan-me';
const KEYS = 'live';

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
	new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
	});

function open(): Promise<IDBDatabase> {
	const request = indexedDB.open(DATABASE, 1);
	request.onupgradeneeded = () => void request.result.createObjectStore(KEYS);
	return settled(request);
}

async function withKeys<T>(
	mode: IDBTransactionMode,
	work: (keys: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
	const database = await open();
	try {
		return await settled(work(database.transaction(KEYS, mode).objectStore(KEYS)));
	} finally {
		database.close();
	}
}

/** `phoneId`: the session that the key belongs to; another member on this phone has another. */
export const keptKey = (phoneId: string): Promise<KeptKey | undefined> =>
	withKeys('readonly', (keys) => keys.get(phoneId) as IDBRequest<KeptKey | undefined>);
export const keepKey = async (phoneId: string, key: KeptKey): Promise<void> =>
	void (await withKeys('readwrite', (keys) => keys.put(key, phoneId)));

/** Deletes every key; where there is no IndexedDB, there is none. */
export function forgetKeys(): void {
	try {
		indexedDB.deleteDatabase(DATABASE);
	} catch {
		// nothing was kept
	}
}
