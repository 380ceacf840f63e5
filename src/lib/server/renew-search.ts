import type { HubStorage } from './storage/port.ts';
import { KEYS_VERSION } from './search-keys.ts';

const NOTE = 'search keys';
/** People in one transaction: others want to write too. */
const CHUNK = 200;

/**
 * Writes the keys of everyone whose row is older than the keys are, or than their present kind: once after an update.
 * Twice at once is harmless. A few seconds for 10,000 people.
 */
export async function renewSearchKeys(storage: HubStorage): Promise<void> {
	if ((await storage.read((tx) => tx.meta.get(NOTE))) === KEYS_VERSION) return;
	for (let after: string | null = ''; after !== null;) {
		const from: string = after;
		after = await storage.write(null, (tx) => tx.people.rekey(from, CHUNK));
		await new Promise((resolve) => setImmediate(resolve));
	}
	await storage.write(null, (tx) => tx.meta.set(NOTE, KEYS_VERSION));
}
