import { beforeEach, describe, expect, it } from 'vitest';
import { asId, type MemberId, type OutboxId, type SessionId, type VenueId } from '../../src/lib/base/id.ts';
import type { CheckIn } from '../../src/lib/domain/fact.ts';
import { chainStart, headAfter, isIntact, type Entry } from '../../src/lib/sync/entry.ts';
import type { Ledger } from '../../src/lib/sync/ports.ts';
import { receiptFor } from '../../src/lib/sync/ingest.ts';

export const OUTBOX = { venueId: asId<VenueId>('venue'), outboxId: asId<OutboxId>('0f'.repeat(16)) };
export const member = (n: number): MemberId => asId<MemberId>(n.toString(16).padStart(16, '0'));
export const checkIn = (n: number): CheckIn => ({
	kind: 'check-in',
	sessionId: asId<SessionId>('a-1'),
	memberId: member(n),
	serial: 1,
	channel: 'camera',
	flags: [],
	staffId: null,
});
export const timing = (wall: number) => ({ wall, mono: wall, offset: 100, uncertainty: 20 });

export interface LedgerUnderTest {
	/** A ledger of OUTBOX without entries. */
	make(): Promise<Ledger>;
	/** The same storage after the program has been killed and started again. */
	restart(): Promise<Ledger>;
}

/** What every Ledger must do. Runs in each implementation's own test file. */
export function describeLedger(name: string, under: LedgerUnderTest): void {
	describe(`ledger: ${name}`, () => {
		let ledger: Ledger;
		beforeEach(async () => {
			ledger = await under.make();
		});
		const write = async (n: number): Promise<Entry> => {
			const written = await ledger.append(checkIn(n), timing(1000 * n));
			if (!written.ok) throw new Error(written.failure);
			return written.entry;
		};

		it('[S2] numbers and chains what it is given', async () => {
			const start = chainStart(OUTBOX);
			const first = await write(1);
			const second = await write(2);
			expect([first.seq, second.seq]).toEqual([1, 2]);
			expect(first.prev).toBe(start.hash);
			expect(second.prev).toBe(first.hash);
			expect([first, second].every(isIntact)).toBe(true);
			expect((await ledger.status()).head).toEqual(headAfter(second));
		});

		it('[S2] chains appends that come at once one after the other', async () => {
			const written = await Promise.all([1, 2, 3, 4, 5].map(write));
			const inOrder = [...written].sort((a, b) => a.seq - b.seq);
			expect(inOrder.map((e) => e.seq)).toEqual([1, 2, 3, 4, 5]);
			inOrder.slice(1).forEach((entry, i) => expect(entry.prev).toBe(inOrder[i]!.hash));
		});

		it('[S1] holds entry, check-in and head after a restart', async () => {
			const entry = await write(1);
			ledger = await under.restart();
			expect(await ledger.pending(10)).toEqual([entry]);
			expect(await ledger.checkInsOf(member(1), 0)).toEqual([
				{ entryId: entry.entryId, sessionId: 'a-1', memberId: member(1), at: 1100 },
			]);
			expect((await write(2)).prev).toBe(entry.hash);
		});

		it('gives pending entries in order, from a number on, up to a limit', async () => {
			for (const n of [1, 2, 3, 4, 5]) await write(n);
			expect((await ledger.pending(2)).map((e) => e.seq)).toEqual([1, 2]);
			expect((await ledger.pending(10, 4)).map((e) => e.seq)).toEqual([4, 5]);
		});

		it('[S5] lets an entry go by its receipt only, and keeps the check-in', async () => {
			const [first, second] = [await write(1), await write(2)];
			await ledger.settle([receiptFor(first, 'recorded')], headAfter(first));
			expect(await ledger.pending(10)).toEqual([second]);
			expect(await ledger.status()).toEqual({
				head: headAfter(second),
				hubHead: headAfter(first),
				cached: 1,
				setAside: 0,
			});
			expect(await ledger.checkInsOf(member(1), 0)).toHaveLength(1);
		});

		it('[S4] settling twice changes nothing', async () => {
			const first = await write(1);
			for (let i = 0; i < 2; i++) await ledger.settle([receiptFor(first, 'recorded')], headAfter(first));
			expect((await ledger.status()).cached).toBe(0);
			expect((await write(2)).seq).toBe(2);
		});

		it('[S8] sets a rejected entry aside: kept, counted, not sent again', async () => {
			const [, second] = [await write(1), await write(2)];
			await ledger.setAside([{ seq: 1, field: 'fact.kind', problem: 'unknown' }]);
			expect(await ledger.pending(10)).toEqual([second]);
			expect(await ledger.status()).toMatchObject({ cached: 2, setAside: 1 });
			ledger = await under.restart();
			expect(await ledger.status()).toMatchObject({ cached: 2, setAside: 1 });
		});

		it('knows check-ins by person and time', async () => {
			await write(1);
			await write(7);
			expect(await ledger.checkInsOf(member(1), 1100)).toHaveLength(1);
			expect(await ledger.checkInsOf(member(1), 1101)).toEqual([]);
			expect(await ledger.checkInsOf(member(2), 0)).toEqual([]);
		});
	});
}
