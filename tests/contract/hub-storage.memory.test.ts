import { draftOn, type TableName } from './memory-storage/data.ts';
import { createMemoryDatabase } from './memory-storage/storage.ts';
import { hubStorageContract } from './hub-storage.ts';

hubStorageContract('memory', async () => {
	const database = createMemoryDatabase();
	return {
		storage: database.connect(),
		another: async () => database.connect(),
		writesBeside: true,
		reopen: async () => database.connect(),
		/** There is no SQL behind this adapter's back: its tables themselves refuse. */
		async tamper(sql) {
			const [, table] = /^(?:DELETE FROM|UPDATE) (\w+)/.exec(sql) ?? [];
			draftOn(database.data)
				.rows(table as TableName)
				.deleteWhere(() => true);
		},
	};
});
