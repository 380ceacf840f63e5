/**
 * Looks into a database by IndexedDB's own means: for whoever cannot wait for the library that keeps it, or must not load it.
 * Makes nothing where there is nothing yet: null.
 */
export async function lookInto<T>(
	name: string,
	look: (database: IDBDatabase) => Promise<T>,
): Promise<T | null> {
	const request = indexedDB.open(name);
	let missing = false;
	request.onupgradeneeded = () => {
		missing = true;
		request.transaction?.abort();
	};
	let database: IDBDatabase;
	try {
		database = await answerOf(request);
	} catch (error) {
		if (missing) return null;
		throw error;
	}
	try {
		return await look(database);
	} finally {
		database.close();
	}
}

export const answerOf = <T>(request: IDBRequest): Promise<T> =>
	new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result as T);
		request.onerror = () => reject(request.error ?? new Error('IndexedDB gave no reason'));
	});

/** Every key `[kind, id]` of a kind: an array sorts behind every string. */
export const keysOf = (kind: string): IDBKeyRange => IDBKeyRange.bound([kind], [kind, []]);
