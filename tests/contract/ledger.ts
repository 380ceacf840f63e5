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
			expect([first, second].every((entry) => isIntact(entry))).toBe(true);
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
			expect(await ledger.movesOf(member(1), 0)).toEqual([
				{
					kind: 'check-in',
					entryId: entry.entryId,
					sessionId: 'a-1',
					memberId: member(1),
					at: 1100,
					undone: false,
				},
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
				oldest: 1,
			});
			expect(await ledger.movesOf(member(1), 0)).toHaveLength(1);
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

		const writeAll = async (count: number): Promise<Entry[]> => {
			const written: Entry[] = [];
			for (let n = 1; n <= count; n++) written.push(await write(n));
			return written;
		};
		const receipts = (entries: readonly Entry[]) => entries.map((entry) => receiptFor(entry, 'recorded'));
		const seqs = async () => (await ledger.pending(100)).map((entry) => entry.seq);

		it('[S5] a receipt behind an entry that has none is asked for again', async () => {
			const [first, second, third] = (await writeAll(3)) as [Entry, Entry, Entry];
			await ledger.settle(receipts([first, third]), headAfter(third));
			expect(await seqs()).toEqual([2, 3]);
			await ledger.settle(receipts([third, second]), headAfter(third));
			expect(await seqs()).toEqual([]);
			expect((await ledger.status()).cached).toBe(0);
		});

		it('[S8] goes over what it set aside, wherever that is in the answer', async () => {
			const written = await writeAll(5);
			for (const seq of [1, 3, 5]) await ledger.setAside([{ seq, field: 'fact', problem: 'unknown' }]);
			await ledger.settle(receipts([written[1]!, written[3]!]), headAfter(written[4]!));
			expect(await seqs()).toEqual([]);
			expect(await ledger.status()).toMatchObject({ cached: 3, setAside: 3, oldest: 1 });
			await write(6);
			expect(await seqs()).toEqual([6]);
			expect((await ledger.status()).cached).toBe(4);
		});

		it('[S7] owes what was set aside to a hub that lacks it, in however many tabs it says so', async () => {
			const [first, second] = (await writeAll(2)) as [Entry, Entry];
			await ledger.settle(receipts([first]), headAfter(first));
			await ledger.setAside([{ seq: 2, field: 'fact', problem: 'unknown' }]);
			await ledger.settle([], headAfter(second));
			expect(await seqs()).toEqual([]);
			for (const _tab of [1, 2]) {
				await ledger.settle([], headAfter(first));
				expect(await seqs()).toEqual([2]);
			}
		});

		it('[S8] does not set aside what it never wrote', async () => {
			await write(1);
			await ledger.setAside([{ seq: 7, field: 'fact', problem: 'unknown' }]);
			expect(await ledger.status()).toMatchObject({ cached: 1, setAside: 0 });
		});

		it('[S7] sends again from its history when the hub’s head went back', async () => {
			const written = await writeAll(5);
			await ledger.settle(receipts(written), headAfter(written[4]!));
			expect(await ledger.status()).toMatchObject({ cached: 0 });
			ledger = await under.restart();
			// Restored from a backup of yesterday.
			await ledger.settle([], headAfter(written[1]!));
			expect(await ledger.pending(10)).toEqual(written.slice(2));
			expect(await ledger.status()).toMatchObject({ cached: 3, hubHead: headAfter(written[1]!), oldest: 1 });
			await ledger.settle(receipts(written.slice(2)), headAfter(written[4]!));
			expect(await ledger.status()).toMatchObject({ cached: 0, hubHead: headAfter(written[4]!) });
		});

		it('[S7] sends everything again to a hub that holds nothing any more, what was set aside too', async () => {
			const written = await writeAll(3);
			await ledger.setAside([{ seq: 2, field: 'fact', problem: 'unknown' }]);
			await ledger.settle(receipts([written[0]!, written[2]!]), headAfter(written[2]!));
			await ledger.settle([], chainStart(OUTBOX));
			expect(await seqs()).toEqual([1, 2, 3]);
			expect(await ledger.status()).toMatchObject({ cached: 3, setAside: 1 });
			// This hub is newer, and can read it.
			await ledger.settle(receipts(written), headAfter(written[2]!));
			expect(await ledger.status()).toMatchObject({ cached: 0, setAside: 0 });
		});

		it('[S7] sends again what the hub asks for, as far as it is held', async () => {
			const written = await writeAll(4);
			const elsewhere = { seq: 2, hash: 'ee'.repeat(32) };
			await ledger.settle(receipts(written.slice(0, 3)), elsewhere);
			expect(await seqs()).toEqual([4]);
			await ledger.settle([], elsewhere, 3);
			expect(await seqs()).toEqual([3, 4]);
			expect((await ledger.status()).cached).toBe(2);
			await ledger.settle(receipts(written.slice(2)), elsewhere, null);
			expect(await seqs()).toEqual([]);
		});

		it('[S7] sends again what it set aside just before a power cut, to a hub that has forgotten it', async () => {
			const written = await writeAll(3);
			await ledger.settle(receipts(written.slice(0, 1)), headAfter(written[0]!));
			await ledger.setAside([{ seq: 2, field: 'fact', problem: 'unknown' }]);
			// The answer's receipts were not taken in any more.
			ledger = await under.restart();
			await ledger.settle([], headAfter(written[0]!), 2);
			expect(await seqs()).toEqual([2, 3]);
			await ledger.settle(receipts(written.slice(1)), headAfter(written[2]!));
			expect(await ledger.status()).toMatchObject({ cached: 0, setAside: 0 });
		});

		it('[S6, S7] keeps and sends everything, once, when the hub’s head is not on its chain', async () => {
			const written = await writeAll(4);
			await ledger.settle(receipts(written.slice(0, 2)), headAfter(written[1]!));
			const strange = { seq: 3, hash: 'ee'.repeat(32) };
			await ledger.settle(receipts(written.slice(2)), strange);
			expect(await seqs()).toEqual([1, 2, 3, 4]);
			expect((await ledger.status()).cached).toBe(4);
			const apart = written.map((entry) => receiptFor(entry, 'quarantined', 'broken-chain'));
			await ledger.settle(apart, strange);
			await ledger.settle([], strange);
			expect(await seqs()).toEqual([]);
			expect(await ledger.status()).toMatchObject({ cached: 0, hubHead: strange });
		});

		it('[S7] a hub whose head went on is believed', async () => {
			const written = await writeAll(4);
			await ledger.settle(receipts(written.slice(0, 2)), headAfter(written[3]!));
			expect(await seqs()).toEqual([3, 4]);
			await ledger.settle(receipts(written.slice(2)), headAfter(written[3]!));
			expect((await ledger.status()).cached).toBe(0);
		});

		it('[S1] knows who left and what was taken back, also after a restart', async () => {
			const { sessionId, memberId } = checkIn(1);
			const whom = { sessionId, memberId, channel: 'camera' as const, staffId: null };
			const came = await write(1);
			const left = await ledger.append({ kind: 'check-out', ...whom, serial: 1 }, timing(2000));
			const moves = async () =>
				(await ledger.movesOf(memberId, 0)).map(({ kind, at, undone }) => [kind, at, undone]);
			expect(await moves()).toEqual([
				['check-in', 1100, false],
				['check-out', 2100, false],
			]);
			if (!left.ok) throw new Error(left.failure);
			for (const undoes of [left.entry.entryId, came.entryId])
				expect(await ledger.append({ kind: 'undo', ...whom, undoes }, timing(3000))).toMatchObject({
					ok: true,
				});
			// Nothing here to take back: the fact is written all the same, for others to judge.
			const elsewhere = { ...OUTBOX, entryId: `${'ee'.repeat(16)}.1` as Entry['entryId'] };
			await ledger.append({ kind: 'undo', ...whom, undoes: elsewhere.entryId }, timing(3000));
			ledger = await under.restart();
			expect(await moves()).toEqual([
				['check-in', 1100, true],
				['check-out', 2100, true],
			]);
			expect(await ledger.status()).toMatchObject({ cached: 5 });
		});

		it('knows check-ins by person and time', async () => {
			await write(1);
			await write(7);
			expect(await ledger.movesOf(member(1), 1100)).toHaveLength(1);
			expect(await ledger.movesOf(member(1), 1101)).toEqual([]);
			expect(await ledger.movesOf(member(2), 0)).toEqual([]);
		});
	});
}
