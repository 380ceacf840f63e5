import { within } from './patience.ts';

const NAME = 'gongzhan-fresh-log';
/** Nothing tells when the browser has taken up the new log. It takes a few milliseconds, on a slow disk some more. */
const SETTLED_AFTER_MS = 200;
const PATIENCE_MS = 5000;

/**
 * To be awaited before anything is written to IndexedDB. Chromium keeps an origin's databases in one LevelDB and goes on writing
 * to the log it finds: behind a record that a power cut has torn, if there is one. At the start after that one it finds the
 * log damaged and throws away all databases of the origin, what was written strictly too. Deleting a database makes
 * it compact: what the log holds moves into a table, and a new log begins. Never rejects.
 */
export async function freshLog(name = NAME): Promise<void> {
	try {
		await within(PATIENCE_MS, rollLog(name));
	} catch (error) {
		console.error(error);
	}
}

async function rollLog(name: string): Promise<void> {
	(await answerOf(indexedDB.open(name))).close();
	await answerOf(indexedDB.deleteDatabase(name));
	await new Promise((resolve) => setTimeout(resolve, SETTLED_AFTER_MS));
}

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
	new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error('IndexedDB gave no reason'));
	});
