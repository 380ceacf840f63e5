import { describe, expect, it } from 'vitest';
import { asId, type DeviceId, type RecordingId, type VenueId } from '../../src/lib/base/id.ts';
import type { RecordingRow } from '../../src/lib/server/storage/recording-port.ts';
import type { HubStorage } from '../../src/lib/server/storage/port.ts';

/** The part of the storage contract about what visitors have told at kiosks. */

const palace = asId<VenueId>('palace');
const station = asId<VenueId>('station');
const idOf = (n: number): RecordingId => asId<RecordingId>(n.toString(16).padStart(32, '0'));
const row = (n: number, differs: Partial<RecordingRow> = {}): RecordingRow => ({
	...{
		recordingId: idOf(n),
		deviceId: asId<DeviceId>('ab'.repeat(8)),
		language: 'zh',
		at: n,
		receivedAt: 50,
	},
	...{ dueAt: 1000 + n, millis: 12_345, sha256: 'cd'.repeat(32), state: 'waiting' },
	...{ decidedAt: null, by: null, detail: null, ...differs },
});

export function recordingsContract(get: () => HubStorage): void {
	describe('recordings', () => {
		it('wait with their sealed bytes, in the order they were told, each at its venue', async () => {
			await get().write(palace, async (tx) => {
				await tx.recordings.add(palace, row(2), 'sealed-2');
				await tx.recordings.add(palace, row(1), 'sealed-1');
			});
			await get().write(station, (tx) => tx.recordings.add(station, row(1, { language: 'en' }), 'other'));
			await get().read(async (tx) => {
				expect(await tx.recordings.list(palace, 'waiting', 9)).toEqual([row(1), row(2)]);
				expect(await tx.recordings.list(palace, 'waiting', 1)).toEqual([row(1)]);
				expect(await tx.recordings.list(palace, 'decided', 9)).toEqual([]);
				expect(await tx.recordings.waiting(palace)).toBe(2);
				expect(await tx.recordings.get(station, idOf(1))).toEqual(row(1, { language: 'en' }));
				expect(await tx.recordings.sealed(station, idOf(1))).toBe('other');
				expect(await tx.recordings.get(palace, idOf(3))).toBeNull();
				expect(await tx.recordings.sealed(palace, idOf(3))).toBeNull();
			});
		});
		it('are taken once: another of the same id is refused', async () => {
			await get().write(palace, (tx) => tx.recordings.add(palace, row(1), 'first'));
			const again = get().write(palace, (tx) => tx.recordings.add(palace, row(1), 'second'));
			await expect(again).rejects.toThrow();
			expect(await get().read((tx) => tx.recordings.sealed(palace, idOf(1)))).toBe('first');
		});
		it('lose their bytes when somebody decides, and stay known', async () => {
			const decided = { state: 'refused', decidedAt: 80, by: 'staff:a', detail: '杂音太大' } as const;
			const adopted = { state: 'adopted', decidedAt: 90, by: 'staff:a', detail: 'story' } as const;
			await get().write(palace, async (tx) => {
				for (const n of [1, 2, 3]) await tx.recordings.add(palace, row(n), `sealed-${n}`);
				await tx.recordings.decide(palace, idOf(1), decided);
				await tx.recordings.decide(palace, idOf(2), adopted);
			});
			await get().read(async (tx) => {
				expect(await tx.recordings.sealed(palace, idOf(1))).toBeNull();
				expect(await tx.recordings.list(palace, 'decided', 9)).toEqual([row(2, adopted), row(1, decided)]);
				expect(await tx.recordings.waiting(palace)).toBe(1);
			});
		});
		it('are due when their time is over, but for those that were decided', async () => {
			await get().write(palace, async (tx) => {
				for (const n of [1, 2, 3]) await tx.recordings.add(palace, row(n), 'sealed');
				const over = { state: 'over', decidedAt: 5, by: 'hub', detail: null } as const;
				await tx.recordings.decide(palace, idOf(1), over);
			});
			const due = (now: number) => get().read((tx) => tx.recordings.due(palace, now));
			expect([await due(1001), await due(1002), await due(5000)]).toEqual([
				[],
				[idOf(2)],
				[idOf(2), idOf(3)],
			]);
		});
	});
}
