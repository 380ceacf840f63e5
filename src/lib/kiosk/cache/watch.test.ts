import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import type { EngineNews } from '../engine-news.ts';
import { openCache } from './database.ts';
import { watchCache } from './watch.ts';

it('reads the exhibition again only where it has changed, part by part and all of it', async () => {
	const cache = await openCache('watched');
	const lives = Array.from({ length: 601 }, (_, i) => ({ kind: 'honoree', id: `h-${i}`, body: { i } }));
	await cache.records.bulkPut([...lives, { kind: 'story', id: 's', body: {} }]);
	const told: number[] = [];
	const nothing = () => {};
	const tell: EngineNews = {
		...{
			emergencies: nothing,
			board: nothing,
			standing: nothing,
			sync: nothing,
			link: nothing,
			outbox: nothing,
		},
		exhibition: (rows) => told.push(rows.length),
		trouble: (error) => {
			throw error;
		},
	};
	const watch = watchCache(cache, tell);
	await watch.records(true);
	await watch.records(false);
	expect(told).toEqual([602]);
	await Promise.all([watch.records(false), watch.records(true), watch.records(false)]);
	expect(told).toEqual([602, 602]);
	await cache.delete();
});
