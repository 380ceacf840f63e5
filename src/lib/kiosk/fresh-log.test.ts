import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { freshLog } from './fresh-log.ts';

it('leaves nothing behind, and may run in two tabs at once', async () => {
	await Promise.all([freshLog('x'), freshLog('x')]);
	expect(await indexedDB.databases()).toEqual([]);
});
