// JavaScript, since the types of what benches compare with are installed with it, and not before.
import { createRxDatabase } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { plainCheckIn } from './drainer.ts';

/** RxDB with its free storage and its push replication, at the defaults of both. */

const text = { type: 'string', maxLength: 60 };
const number = { type: 'number' };
const schema = {
	...{ version: 0, primaryKey: 'id', type: 'object', required: ['id', 'sessionId', 'memberId'] },
	properties: { id: text, sessionId: text, memberId: text, channel: text, serial: number, at: number },
};

let collection;
let left = 0;

async function push(rows) {
	const docs = rows.map((row) => row.newDocumentState);
	const response = await fetch('/rxdb', { method: 'POST', body: JSON.stringify(docs) });
	if (!response.ok) throw new Error(`${response.status}`);
	left -= docs.length;
	return [];
}

globalThis.drainer = {
	async fill(count) {
		const name = `rx${crypto.randomUUID().slice(0, 8)}`;
		const database = await createRxDatabase({ name, storage: getRxStorageDexie() });
		({ checkins: collection } = await database.addCollections({ checkins: { schema } }));
		await collection.bulkInsert(Array.from({ length: count }, (_, n) => plainCheckIn(n)));
		left = count;
	},
	async drain() {
		const started = performance.now();
		const settings = { collection, replicationIdentifier: 'bench', live: false, push: { handler: push } };
		await replicateRxCollection(settings).awaitInitialReplication();
		return performance.now() - started;
	},
	left: async () => left,
};
