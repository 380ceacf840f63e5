import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { catalogueOf, session } from '../../../../tests/fixtures/venue.ts';
import type { Published } from '../../sync/records.ts';
import type { ChangesResponse } from '../../sync/wire.ts';
import { catalogueFrom } from './catalogue.ts';
import { exhibitionFrom } from './exhibition.ts';
import { applyChanges } from './changes.ts';
import { CacheDatabase, openCache, readMeta } from './database.ts';
import { BOARD_KINDS } from './kinds.ts';
import { readKinds, readRecord } from './records.ts';

const { venue } = catalogueOf([]);
const meeting = session('a-1', '09:00', '10:00');
let cache: CacheDatabase;
let count = 0;
beforeEach(async () => (cache = await openCache(`cache-${++count}`)));
afterEach(() => cache.delete());

const published = (kind: string, id: string, body: unknown): Published => ({ kind, id, rev: 1, body });
const answer = (records: Published[], differs: Partial<ChangesResponse> = {}): ChangesResponse => ({
	v: 1,
	hubTime: 1000,
	reset: false,
	records,
	cursor: 5,
	more: false,
	...differs,
});

it('[S14] takes in changes and removals with their cursor', async () => {
	await applyChanges(
		cache,
		answer([published('venue', venue.id, venue), published('session', 'a-1', meeting)]),
	);
	expect(catalogueFrom(await readKinds(cache, BOARD_KINDS))?.sessions.size).toBe(1);
	await applyChanges(cache, answer([published('session', 'a-1', null)], { cursor: 6 }));
	expect(catalogueFrom(await readKinds(cache, BOARD_KINDS))?.sessions.size).toBe(0);
	expect(await readMeta(cache, 'cursor')).toEqual({ key: 'cursor', cursor: 6, asOf: 1000 });
});

it('[S15] replaces everything at a reset', async () => {
	await applyChanges(cache, answer([published('session', 'a-1', meeting)]));
	await applyChanges(cache, answer([published('venue', venue.id, venue)], { reset: true }));
	expect((await cache.records.toArray()).map((row) => row.kind)).toEqual(['venue']);
});

it('is current only after the last page', async () => {
	await applyChanges(cache, answer([], { reset: true, more: true }));
	expect(await readMeta(cache, 'cursor')).toMatchObject({ asOf: null });
	await applyChanges(cache, answer([], { cursor: 7, hubTime: 2000 }));
	await applyChanges(cache, answer([], { cursor: 8, hubTime: 3000, more: true }));
	expect(await readMeta(cache, 'cursor')).toMatchObject({ cursor: 8, asOf: 2000 });
});

it('[S16] keeps unknown kinds as they came, and does not show what it cannot read', async () => {
	await applyChanges(cache, answer([published('session', 'a-1', meeting)]));
	await applyChanges(
		cache,
		answer([published('hologram', 'x', { any: 'thing' }), published('session', 'a-1', { startsAt: 'noon' })]),
	);
	expect(await cache.records.get(['hologram', 'x'])).toMatchObject({ body: { any: 'thing' } });
	expect(await readRecord(cache, 'session', 'a-1')).toBeNull();
});

it('makes a catalogue of what lies there, and none without a venue', () => {
	const session = { kind: 'session', id: 'a-1', body: meeting };
	const catalogue = catalogueFrom([{ kind: 'venue', id: venue.id, body: venue }, session]);
	expect([catalogue?.sessions.size, catalogue?.rooms.size]).toEqual([1, 0]);
	expect(catalogueFrom([session])).toBeNull();
});

it('makes an exhibition of its own kinds', () => {
	const lives = exhibitionFrom([
		{ kind: 'honoree', id: 'h', body: { id: 'h' } },
		{ kind: 'constructor', id: 'x', body: {} },
	]);
	expect([lives.honorees.size, lives.stories.size]).toEqual([1, 0]);
});

it('throws away a cache that a newer version has made', async () => {
	const newer = new CacheDatabase(`newer-${count}`);
	newer.version(99).stores({ records: '[kind+id]', meta: 'key', more: 'id' });
	await newer.open();
	newer.close();
	const opened = await openCache(`newer-${count}`);
	expect(await opened.records.count()).toBe(0);
	await opened.delete();
});
