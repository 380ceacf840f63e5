import { describe, expect, it } from 'vitest';
import {
	asId,
	type DeviceId,
	type EntryId,
	type MemberId,
	type OutboxId,
	type SessionId,
	type StaffId,
	type VenueId,
} from '../../src/lib/base/id.ts';
import type { DecisionRow } from '../../src/lib/server/storage/inbox-port.ts';
import type { ApartReason, EntryRow, QuarantineRow } from '../../src/lib/server/storage/ledger-port.ts';
import type { HubStorage } from '../../src/lib/server/storage/port.ts';

/** The part of the storage contract about what waits for staff, and what they decided. */

const palace = asId<VenueId>('palace');
const station = asId<VenueId>('station');
const outboxId = asId<OutboxId>('ab'.repeat(16));
const deviceId = asId<DeviceId>('00000000000000d1');
const sessionId = asId<SessionId>('calligraphy-1');
const memberId = asId<MemberId>('00000000000000a1');
const LATER = 9_000_000_000_000;

const apart = (seq: number, reason: ApartReason = 'broken-chain', venueId = palace): QuarantineRow => ({
	...{ venueId, outboxId, seq, hash: `hash ${seq}`, reason, body: '{}', deviceId, receivedAt: 5000 + seq },
});
const decision = (seq: number, more: Partial<DecisionRow> = {}): DecisionRow => ({
	...{ venueId: palace, outboxId, seq, hash: `hash ${seq}`, verdict: 'counted', about: 'broken-chain' },
	...{ at: 7000, staffId: asId<StaffId>('11'.repeat(8)), reason: '核对过', deviceId, sessionId, memberId },
	...{ factId: asId<EntryId>(`${'cd'.repeat(16)}.1`), status: 'present', ...more },
});
const stored = (seq: number): EntryRow => ({
	...{ venueId: palace, outboxId, seq, entryId: asId<EntryId>(`${outboxId}.${seq}`), v: 1 },
	...{ hash: `hash ${seq}`, prev: 'p', deviceId, at: 1, receivedAt: 2, flags: [], outcome: 'recorded' },
	timing: { wall: 1, mono: 1, offset: 0, uncertainty: 0 },
	fact: {
		...{ kind: 'check-in', sessionId, memberId, serial: 3, channel: 'camera', staffId: null, flags: [] },
	},
});

export function inboxContract(get: () => HubStorage, tamper: (sql: string) => Promise<void>): void {
	const write = (...rows: QuarantineRow[]) => get().write(palace, (tx) => tx.ledger.quarantine(rows));
	const decide = (...rows: DecisionRow[]) =>
		get().write(palace, async (tx) => {
			for (const row of rows) await tx.inbox.decide(row);
		});
	const open = (until = LATER, offset = 0, limit = 99) =>
		get().read((tx) => tx.inbox.apart(palace, { outboxId, deviceId }, until, offset, limit));
	const count = (venueId = palace) => get().read((tx) => tx.inbox.apartCount(venueId));

	describe('inbox', () => {
		it('keeps an entry open until it is decided, each venue its own', async () => {
			await write(apart(2), apart(3), apart(4));
			await get().write(station, (tx) => tx.ledger.quarantine([apart(2, 'wrong-venue', station)]));
			await decide(decision(3));
			expect((await open()).map((row) => row.seq)).toEqual([2, 4]);
			expect(await open(5002)).toEqual([apart(2)]);
			expect((await open(LATER, 1, 1)).map((row) => row.seq)).toEqual([4]);
			const after = (row: QuarantineRow | null, limit = 9) =>
				get().read((tx) => tx.inbox.apartAfter(palace, { outboxId, deviceId }, LATER, row, limit));
			expect([await after(null), await after(apart(2)), await after(apart(4))]).toEqual([
				...[[apart(2), apart(4)], [apart(4)], []],
			]);
			expect(await after(null, 1)).toEqual([apart(2)]);
			expect(await after({ ...apart(2), hash: 'hash' })).toEqual([apart(2), apart(4)]);
			expect([await count(), await count(station)]).toEqual([2, 1]);
			expect(await get().read((tx) => tx.inbox.apartEntry(palace, apart(3)))).toEqual(apart(3));
			expect(await get().read((tx) => tx.inbox.apartEntry(station, apart(3)))).toBeNull();
		});
		it('counts what is open by outbox, device and reason', async () => {
			await write(apart(2, 'other-content'), apart(3), apart(4), apart(9, 'unreadable'));
			await decide(decision(9));
			expect(await get().read((tx) => tx.inbox.apartCounts(palace))).toEqual([
				{
					...{ outboxId, deviceId, reason: 'broken-chain', count: 2, firstSeq: 3 },
					...{ firstReceivedAt: 5003, lastReceivedAt: 5004 },
				},
				{
					...{ outboxId, deviceId, reason: 'other-content', count: 1, firstSeq: 2 },
					...{ firstReceivedAt: 5002, lastReceivedAt: 5002 },
				},
			]);
		});
		it('[S7] [S8] closes what could not be read or reached by itself once it stands in the ledger, and nothing else', async () => {
			await write(apart(2, 'unreadable'), apart(3, 'other-content'), apart(4, 'missing-before'));
			await get().write(palace, (tx) => tx.ledger.append([stored(2), stored(3), stored(4)]));
			const facts = (...ids: SessionId[]) => get().read((tx) => tx.inbox.factCount(palace, ids));
			expect([await facts(), await facts(sessionId, asId('other'))]).toEqual([0, 3]);
			expect((await open()).map((row) => row.seq)).toEqual([3]);
			expect(await count()).toBe(1);
		});
		it('takes one decision about an entry, for ever', async () => {
			await decide(decision(2), decision(3, { at: 8000, sessionId: null, memberId: null, factId: null }));
			await expect(decide(decision(2, { verdict: 'set-aside' }))).rejects.toThrow();
			const read = (seq: number) => get().read((tx) => tx.inbox.decision(palace, decision(seq)));
			expect(await read(2)).toEqual(decision(2));
			expect(await read(4)).toBeNull();
			expect((await get().read((tx) => tx.inbox.decisions(palace, 0, 9))).map((row) => row.seq)).toEqual([
				3, 2,
			]);
			expect((await get().read((tx) => tx.inbox.decisions(palace, 1, 1)))[0]).toEqual(decision(2));
			expect(await get().read((tx) => tx.inbox.decisionCount(palace))).toBe(2);
			expect(await get().read((tx) => tx.inbox.decisionCount(station))).toBe(0);
			await expect(tamper('DELETE FROM decision')).rejects.toThrow(/append-only/);
			await expect(tamper("UPDATE decision SET reason = 'x'")).rejects.toThrow(/append-only/);
		});
		it('finds the people in conflict by session, by the time they came', async () => {
			const conflict = { kind: 'admitted-twice', entries: [asId<EntryId>('x.1')] } as const;
			const row = (n: number, since: number | null, doubted: boolean) => ({
				...{ sessionId, memberId: asId<MemberId>(`00000000000000a${n}`) },
				attendance: {
					...{ status: 'present' as const, since, deviceId, late: false, leftAt: null, away: 0 },
					conflict: doubted ? conflict : null,
				},
			});
			const rows = [row(1, 1003, true), row(2, 1001, true), row(3, 1002, false), row(4, null, true)];
			await get().write(palace, (tx) => tx.attendance.put(palace, rows));
			const found = await get().read((tx) => tx.inbox.conflicts(palace, sessionId, 0, 9));
			expect(found).toEqual([rows[3], rows[1], rows[0]]);
			expect(await get().read((tx) => tx.inbox.conflicts(palace, sessionId, 1, 1))).toEqual([rows[1]]);
			expect(await get().read((tx) => tx.inbox.conflictCounts(palace))).toEqual([
				{ sessionId, count: 3, latest: 1003 },
			]);
			expect(await get().read((tx) => tx.inbox.conflictCount(palace))).toBe(3);
			expect(await get().read((tx) => tx.inbox.conflictCount(station))).toBe(0);
		});
		it('a venue that is touched counts one change and tells of it, without a record', async () => {
			const told: number[] = [];
			const stop = get().watch((venueId, rev) => void (venueId === palace && told.push(rev)));
			const room = { kind: 'room', id: 'a', body: '1' } as const;
			await get().write(palace, (tx) => tx.records.put(palace, [room]));
			expect(await get().write(palace, (tx) => tx.records.touch(palace))).toBe(2);
			expect(await get().read((tx) => tx.records.rev(palace))).toBe(2);
			expect(await get().read((tx) => tx.records.since(palace, 1, 9))).toEqual([]);
			await expect.poll(() => told.at(-1)).toBe(2);
			stop();
		});
	});
}
