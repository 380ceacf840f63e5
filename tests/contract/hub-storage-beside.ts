import { describe, expect, it, vi } from 'vitest';
import {
	asId,
	type DeviceId,
	type EntryId,
	type MemberId,
	type OutboxId,
	type SessionId,
	type VenueId,
} from '../../src/lib/base/id.ts';
import type { EntryRow } from '../../src/lib/server/storage/ledger-port.ts';
import type { HubStorage } from '../../src/lib/server/storage/port.ts';

/** The part of the storage contract about many at once: rows, works, processes. */

/** The same data, as another process has it. */
export interface Beside {
	another(): Promise<HubStorage>;
	/** May several of this test's own process write at once? SQLite's wait for the file would stop them all. */
	readonly writesBeside: boolean;
}

type Get = () => HubStorage;

const palace = asId<VenueId>('palace');
const venues = ['palace', 'station', 'yard', 'pier'].map((id) => asId<VenueId>(id));
const room = (id: string, body: string | null) => ({ kind: 'room' as const, id, body });
const roomOf = (tx: Parameters<Parameters<HubStorage['write']>[1]>[0], venueId: VenueId, id: string) =>
	tx.records.body(venueId, 'room', id);

export function besideContract(get: Get, under: () => Beside): void {
	const several = async (count: number): Promise<HubStorage[]> => {
		const storages = [get()];
		if (under().writesBeside) while (storages.length < count) storages.push(await under().another());
		return storages;
	};
	manyRows(get);
	describe('works beside each other', () => {
		it('of several venues end in any order, and never wait for each other for ever', async () => {
			const storages = await several(3);
			const works = Array.from({ length: 120 }, (_, n) => {
				const venueId = n % 10 === 0 ? null : venues[n % venues.length]!;
				return storages[n % storages.length]!.write(venueId, async (tx) => {
					for (const venue of venueId === null ? venues : [venueId])
						await tx.records.put(venue, [room(`room ${n}`, String(n))]);
				});
			});
			await Promise.all(works);
			for (const venueId of venues) {
				const rows = await get().read((tx) => tx.records.since(venueId, 0, 500));
				expect(rows.map(({ rev }) => rev)).toEqual(rows.map((_, i) => i + 1));
				expect(rows).toHaveLength(12 + (venueId === venues[0] || venueId === venues[2] ? 24 : 30));
			}
		});
		it('of all venues are alone: nobody sees them half done', async () => {
			const storages = await several(3);
			const seen: [string | null, string | null][] = [];
			const works = Array.from({ length: 60 }, (_, n) => {
				const storage = storages[n % storages.length]!;
				if (n % 4 === 0)
					return storage.write(null, async (tx) => {
						await tx.meta.set('first', String(n));
						await tx.records.put(palace, [room('a', String(n))]);
						await tx.meta.set('second', String(n));
					});
				return storage.write(venues[n % venues.length]!, async (tx) => {
					const first = await tx.meta.get('first');
					await roomOf(tx, palace, 'a');
					seen.push([first, await tx.meta.get('second')]);
				});
			});
			await Promise.all(works);
			expect(new Set(seen.map(([first]) => first)).size).toBeGreaterThan(1);
			expect(seen.filter(([first, second]) => first !== second)).toEqual([]);
		});
		it('[S14] count a venue without gap or double, and a cursor that follows sees every change', async () => {
			const storages = await several(3);
			const reader = await under().another();
			const seen = new Map<string, number>();
			let cursor = 0;
			const follow = async (): Promise<void> => {
				const rows = await reader.read((tx) => tx.records.since(palace, cursor, 7));
				for (const { id, rev } of rows) seen.set(id, rev);
				cursor = rows.at(-1)?.rev ?? cursor;
			};
			let writing = true;
			const following = (async () => {
				while (writing) await Promise.all([follow(), new Promise(setImmediate)]);
			})();
			const made = await Promise.all(
				Array.from({ length: 90 }, (_, n) =>
					storages[n % storages.length]!.write(palace, (tx) =>
						tx.records.put(
							palace,
							Array.from({ length: 1 + (n % 3) }, (_, i) => room(`${n}.${i}`, 'x')),
						),
					),
				),
			);
			writing = false;
			await following;
			for (let before = -1; before !== cursor;) {
				before = cursor;
				await follow();
			}
			expect(new Set(made).size).toBe(90);
			expect([...seen.values()].sort((a, b) => a - b)).toEqual(Array.from({ length: 180 }, (_, i) => i + 1));
		});
	});
	watching(get, under);
	orders(get);
}

function orders(get: Get): void {
	describe('lists have one order everywhere', () => {
		it('what was written down last comes first, also within a moment', async () => {
			const line = { at: 7, venueId: palace, actor: 'hub', action: 'a', detail: null };
			for (const subject of ['1', '2', '3'])
				await get().write(palace, (tx) => tx.audit.append({ ...line, subject }));
			for (const venueId of [palace, null]) {
				const lines = await get().read((tx) => tx.audit.latest(venueId, 2));
				expect(lines.map(({ subject }) => subject)).toEqual(['3', '2']);
			}
		});
		it('outboxes that were never heard of come last', async () => {
			const row = {
				venueId: palace,
				deviceId: asId<DeviceId>('00000000000000d1'),
				head: { seq: 1, hash: 'h' },
			};
			const heard = { a: null, b: 5, c: 9 };
			await get().write(palace, async (tx) => {
				for (const [id, saidAt] of Object.entries(heard))
					await tx.ledger.putOutbox({ ...row, outboxId: asId<OutboxId>(id), said: null, saidAt });
			});
			const outboxes = await get().read((tx) => tx.ledger.outboxes(palace));
			expect(outboxes.map(({ outboxId }) => outboxId)).toEqual(['c', 'b', 'a']);
		});
		it('names and numbers go by their bytes', async () => {
			const ids = ['b', 'B', 'a', '宫', '_', 'Z', '站'];
			await get().write(null, async (tx) => {
				for (const id of ids) await tx.records.touch(asId<VenueId>(id));
			});
			expect(await get().read((tx) => tx.records.venues())).toEqual(['B', 'Z', '_', 'a', 'b', '宫', '站']);
		});
	});
}

function watching(get: Get, under: () => Beside): void {
	describe('who watches', () => {
		const watched = (storage: HubStorage): [VenueId, number][] => {
			const told: [VenueId, number][] = [];
			storage.watch((venueId, rev) => told.push([venueId, rev]));
			return told;
		};
		it('hears of own commits at once and of another process’s soon, each venue’s newest', async () => {
			const other = await under().another();
			const [here, there] = [watched(get()), watched(other)];
			await get().write(palace, (tx) => tx.records.put(palace, [room('a', '1'), room('b', '1')]));
			expect(here).toEqual([[palace, 2]]);
			await vi.waitFor(() => expect(there).toEqual([[palace, 2]]), { timeout: 10_000 });
			await other.write(palace, (tx) => tx.records.put(palace, [room('a', '2')]));
			expect(there.at(-1)).toEqual([palace, 3]);
			await vi.waitFor(() => expect(here.at(-1)).toEqual([palace, 3]), { timeout: 10_000 });
			expect(here).toHaveLength(2);
		});
		it('hears nothing of a work that failed, nor of one that changed nothing', async () => {
			await get().write(palace, (tx) => tx.records.put(palace, [room('a', '1')]));
			const other = await under().another();
			const [here, there] = [watched(get()), watched(other)];
			const put = (id: string, body: string, fails: boolean) =>
				get().write(palace, async (tx) => {
					await tx.records.put(palace, [room(id, body)]);
					if (fails) throw new Error('no');
				});
			// Together, so that they share a commit where works do.
			await Promise.allSettled([put('b', '1', true), put('a', '1', false), put('c', '1', true)]);
			expect([here, there]).toEqual([[], []]);
			await put('d', '1', false);
			await vi.waitFor(() => expect(there).toEqual([[palace, 2]]), { timeout: 10_000 });
			expect(here).toEqual([[palace, 2]]);
		});
		it('stops hearing when it has stopped', async () => {
			const told: number[] = [];
			get().watch((_, rev) => told.push(rev))();
			await get().write(palace, (tx) => tx.records.put(palace, [room('a', '1')]));
			expect(told).toEqual([]);
		});
	});
}

/** What a quoting that is not quite right would spoil. */
const ODD = ['{"a,b"}', '\\', '"', "'", 'NULL', '', ' ', '{}', '宫,站', '\n\t', '?', '$1', '🚲'];

function manyRows(get: Get): void {
	describe('many rows at once', () => {
		const outboxId = asId<OutboxId>('cd'.repeat(16));
		const sessionId = asId<SessionId>('calligraphy-1');
		const member = (n: number) => asId<MemberId>(String(n).padStart(16, '0'));
		const entry = (seq: number): EntryRow => ({
			...{ venueId: palace, outboxId, seq, entryId: asId<EntryId>(`${outboxId}.${seq}`), v: 1 },
			...{ hash: `hash ${seq}`, prev: ODD[seq % ODD.length]!, deviceId: asId<DeviceId>('00000000000000d1') },
			...{ at: 1_700_000_000_000 + seq, receivedAt: 5000, flags: [], outcome: 'recorded' },
			timing: { wall: 1000, mono: 5, offset: seq, uncertainty: 7 },
			fact: {
				...{ kind: 'correction', sessionId, memberId: member(seq), present: true, saw: [] },
				...{ staffId: 'aa' as never, reason: ODD[seq % ODD.length]! },
			} as unknown as EntryRow['fact'],
		});
		it('come back as they were, whatever is in them', async () => {
			const rows = Array.from({ length: 500 }, (_, i) => entry(i + 1));
			await get().write(palace, (tx) => tx.ledger.append(rows));
			expect(await get().read((tx) => tx.ledger.page({ venueId: palace, outboxId }, 1, 999))).toEqual(rows);
			const people = [7, 3, 499, 1000].map((n) => ({ subject: sessionId, memberId: member(n) }));
			const about = await get().read((tx) => tx.ledger.about(palace, people));
			expect(about.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual([3, 7, 499]);
			expect(await get().read((tx) => tx.ledger.about(palace, []))).toEqual([]);
		});
		it('are compared with what is stored one by one', async () => {
			const bodies = [...ODD, null];
			const all = bodies.map((body, n) => room(ODD[n] ?? 'gone', body));
			const put = (changes: ReturnType<typeof room>[]) =>
				get().write(palace, (tx) => tx.records.put(palace, changes));
			expect(await put(all)).toBe(ODD.length);
			expect(await put(all)).toBeNull();
			for (const text of ODD) expect(await get().read((tx) => roomOf(tx, palace, text))).toBe(text);
			expect(await put([...all.slice(2), room('\\', null), room('new', '1')])).toBe(ODD.length + 2);
		});
	});
}
