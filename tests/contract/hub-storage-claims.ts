import { describe, expect, it } from 'vitest';
import { asId, type MemberId } from '../../src/lib/base/id.ts';
import type { HubStorage } from '../../src/lib/server/storage/port.ts';

/** The part of the storage contract about claiming a pass, and about the keys of phones. */

const memberId = asId<MemberId>('00000000000000a1');
const person = { memberId, name: '王小明', number: 'SF001', phone: null, union: null, barred: false };

export function claimContract(get: () => HubStorage): void {
	describe('claim codes', () => {
		const claim = { codeHash: 'h1', memberId, expiresAt: 100, holder: null };
		it('are kept until they are used, replaced, or over', async () => {
			await get().write(null, async (tx) => {
				await tx.people.put(person);
				await tx.claims.put(claim);
				await tx.claims.put({ ...claim, codeHash: 'h2', expiresAt: 200 });
				await tx.claims.put({ ...claim, holder: 'phone' });
				await tx.claims.dropUnused(memberId);
			});
			expect(await get().read((tx) => tx.claims.get('h1'))).toEqual({ ...claim, holder: 'phone' });
			expect(await get().read((tx) => tx.claims.get('h2'))).toBeNull();
			await get().write(null, (tx) => tx.claims.sweep(100));
			expect(await get().read((tx) => tx.claims.get('h1'))).toBeNull();
		});
		it('of a phone that is gone are dropped, those that wait for one are not', async () => {
			await get().write(null, async (tx) => {
				await tx.people.put(person);
				await tx.claims.put({ ...claim, holder: 'phone' });
				await tx.claims.put({ ...claim, codeHash: 'h2' });
				await tx.claims.dropUsed(memberId);
			});
			expect(await get().read((tx) => tx.claims.get('h1'))).toBeNull();
			expect(await get().read((tx) => tx.claims.get('h2'))).toEqual({ ...claim, codeHash: 'h2' });
		});
		it('that were wrong are counted by their source', async () => {
			await get().write(null, async (tx) => {
				await tx.claims.putWrong({ source: 'a', count: 1, until: 10 });
				await tx.claims.putWrong({ source: 'a', count: 2, until: 20 });
			});
			expect(await get().read((tx) => tx.claims.wrong('a'))).toEqual({ source: 'a', count: 2, until: 20 });
			expect(await get().read((tx) => tx.claims.wrong('b'))).toBeNull();
			await get().write(null, (tx) => tx.claims.sweep(20));
			expect(await get().read((tx) => tx.claims.wrong('a'))).toBeNull();
		});
	});
	describe('keys of phones', () => {
		it('are kept by serial, renewed, and revoked', async () => {
			const key = (serial: number) => ({
				...{ memberId, serial, phoneId: `p${serial}`, publicKey: '02', addedAt: 1 },
				...{ lastDay: 9, revokedAt: null },
			});
			await get().write(null, async (tx) => {
				await tx.people.put(person);
				await tx.liveKeys.put(key(12));
				await tx.liveKeys.put(key(2));
				await tx.liveKeys.put({ ...key(2), lastDay: 10, revokedAt: 5 });
			});
			expect(await get().read((tx) => tx.liveKeys.ofMember(memberId))).toEqual([
				...[{ ...key(2), lastDay: 10, revokedAt: 5 }, key(12)],
			]);
			expect(await get().read((tx) => tx.liveKeys.revokedSince(10))).toEqual([{ memberId, serial: 2 }]);
			expect(await get().read((tx) => tx.liveKeys.revokedSince(11))).toEqual([]);
		});
	});
}
