import { describe, expect, it } from 'vitest';
import {
	asId,
	type DeviceId,
	type EntryId,
	type MemberId,
	type OfferingId,
	type OutboxId,
	type VenueId,
} from '../../src/lib/base/id.ts';
import type { HubStorage } from '../../src/lib/server/storage/port.ts';
import type { LeaseRow, SignUpRow } from '../../src/lib/server/storage/seat-port.ts';

/** The part of the storage contract about sign-ups, imports and leases. */

const palace = asId<VenueId>('palace');
const station = asId<VenueId>('station');
const calligraphy = asId<OfferingId>('calligraphy');
const opera = asId<OfferingId>('opera');
const member = (n: number): MemberId => asId<MemberId>(n.toString(16).padStart(16, '0'));
const row = (n: number, status: SignUpRow['status'], at: number, offeringId = calligraphy): SignUpRow => ({
	...{ offeringId, memberId: member(n), status, at },
	entryId: asId<EntryId>(`${'ab'.repeat(16)}.${n}`),
});
const lease = (number: number, device = 'd1'): LeaseRow => ({
	deviceId: asId<DeviceId>(device.padStart(16, '0')),
	...{ number, outboxId: asId<OutboxId>('ab'.repeat(16)), from: 7, expiresAt: 5000 },
	seats: new Map([[calligraphy, 3]]),
	used: new Map(),
	promised: new Map([[calligraphy, [member(1)]]]),
});

export function seatContract(get: () => HubStorage): void {
	describe('sign-ups', () => {
		it('lie in fair order, one a person and offering, and are written anew', async () => {
			await get().write(null, async (tx) => {
				await tx.seats.putSignUps(palace, [row(2, 'waiting', 20), row(3, 'waiting', 20)]);
				await tx.seats.putSignUps(palace, [row(1, 'seated', 30), row(4, 'waiting', 5)]);
				await tx.seats.putSignUps(palace, [{ ...row(1, 'seated', 10), entryId: null }]);
				await tx.seats.putSignUps(palace, [row(1, 'waiting', 1, opera)]);
				await tx.seats.putSignUps(station, [row(9, 'waiting', 1)]);
			});
			await get().read(async (tx) => {
				const rows = await tx.seats.signUps(palace, calligraphy);
				expect(rows).toEqual([
					row(4, 'waiting', 5),
					{ ...row(1, 'seated', 10), entryId: null },
					row(2, 'waiting', 20),
					row(3, 'waiting', 20),
				]);
				expect(await tx.seats.waiting(palace, calligraphy)).toBe(3);
				expect(await tx.seats.queues(palace)).toEqual([calligraphy, opera]);
				const own = await tx.seats.signUpsOf(palace, member(1));
				expect(own.map((r) => r.offeringId)).toEqual([calligraphy, opera]);
				expect(await tx.seats.venuesOf(member(1))).toEqual([palace]);
				expect(await tx.seats.venuesOf(member(9))).toEqual([station]);
				expect(await tx.seats.venuesOf(member(8))).toEqual([]);
			});
		});
		it('an import keeps its first time; who is taken off the list is on it no more', async () => {
			await get().write(null, async (tx) => {
				const person = { name: '王小明', number: 'SF1', phone: null, union: null, barred: false };
				await tx.people.put({ ...person, memberId: member(1) });
				await tx.people.enroll(palace, calligraphy, member(1));
				await tx.seats.noteImport(palace, calligraphy, member(1), 7);
				await tx.seats.noteImport(palace, calligraphy, member(1), 9);
				await tx.seats.unseat(palace, calligraphy, member(1));
			});
			await get().read(async (tx) => {
				expect(await tx.seats.imported(palace, calligraphy)).toEqual([{ memberId: member(1), at: 7 }]);
				expect(await tx.seats.imported(station, calligraphy)).toEqual([]);
				expect(await tx.people.enrolledCount(palace, calligraphy)).toBe(0);
			});
		});
		it('leases are remembered by device and number until they are dropped', async () => {
			const heardOf = { used: new Map([[calligraphy, 1]]), promised: new Map([[calligraphy, []]]) };
			await get().write(null, async (tx) => {
				for (const one of [lease(2), lease(1), lease(5, 'd2')]) await tx.seats.putLease(palace, one);
				await tx.seats.putLease(palace, { ...lease(2), ...heardOf });
			});
			const seen = { ...lease(2), ...heardOf };
			expect(await get().read((tx) => tx.seats.leases(palace))).toEqual([lease(1), seen, lease(5, 'd2')]);
			await get().write(null, (tx) => tx.seats.dropLeases(palace, lease(1).deviceId, 2));
			expect(await get().read((tx) => tx.seats.leases(palace))).toEqual([seen, lease(5, 'd2')]);
			expect(await get().read((tx) => tx.seats.leases(station))).toEqual([]);
		});
	});
}
