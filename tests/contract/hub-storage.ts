import { beforeEach, describe, expect, it } from 'vitest';
import {
	asId,
	type DeviceId,
	type EntryId,
	type MemberId,
	type OfferingId,
	type OutboxId,
	type SessionId,
	type VenueId,
} from '../../src/lib/base/id.ts';
import type { Attendance } from '../../src/lib/domain/attendance.ts';
import type { EntryRow, QuarantineRow } from '../../src/lib/server/storage/ledger-port.ts';
import type { HubStorage } from '../../src/lib/server/storage/port.ts';
import { claimContract } from './hub-storage-claims.ts';
import { recordingsContract } from './hub-storage-recordings.ts';
import { exhibitionContract } from './hub-storage-exhibition.ts';
import { inboxContract } from './hub-storage-inbox.ts';
import { besideContract, type Beside } from './hub-storage-beside.ts';
import { accessContract, peopleContract } from './hub-storage-people.ts';
import { reportContract } from './hub-storage-reports.ts';
import { seatContract } from './hub-storage-seats.ts';

/** One storage under test, empty at first. */
export interface StorageUnderTest extends Beside {
	readonly storage: HubStorage;
	/** Closes it and opens the same data again. */
	reopen(): Promise<HubStorage>;
	/** Runs SQL behind the adapter's back. */
	tamper(sql: string): Promise<void>;
}

const palace = asId<VenueId>('palace');
const station = asId<VenueId>('station');
const sessionId = asId<SessionId>('calligraphy-1');
const memberId = asId<MemberId>('00000000000000a1');
const deviceId = asId<DeviceId>('00000000000000d1');
const outboxId = asId<OutboxId>('ab'.repeat(16));

const entry = (seq: number, venueId = palace): EntryRow => ({
	...{ venueId, outboxId, seq, entryId: asId<EntryId>(`${outboxId}.${seq}`), v: 1 },
	...{ hash: `hash ${seq}`, prev: `hash ${seq - 1}`, deviceId, at: 1000 + seq, receivedAt: 5000 },
	timing: { wall: 1000, mono: 5, offset: seq, uncertainty: 7 },
	fact: {
		...{ kind: 'check-in', sessionId, memberId, serial: 3, channel: 'camera', staffId: null },
		flags: ['late'],
	},
	flags: ['clock-skewed'],
	outcome: 'recorded',
});

const apart = (seq: number, hash: string): QuarantineRow => ({
	...{ venueId: palace, outboxId, seq, hash, reason: 'not-intact', body: '{}', deviceId, receivedAt: 5000 },
});

const present: Attendance = {
	...{ status: 'present', since: 1001, deviceId, late: true, leftAt: 1900, away: 60, conflict: null },
};
/** What every adapter of HubStorage owes the hub. */
export function hubStorageContract(name: string, open: () => Promise<StorageUnderTest>): void {
	describe(`hub storage on ${name}`, () => {
		let under: StorageUnderTest;
		let storage: HubStorage;
		beforeEach(async () => {
			under = await open();
			storage = under.storage;
		});

		transactions(() => storage);
		records(() => storage);
		ledger(
			() => storage,
			() => under,
		);
		peopleContract(() => storage);
		accessContract(() => storage);
		claimContract(() => storage);
		seatContract(() => storage);
		reportContract(() => storage);
		exhibitionContract(() => storage);
		recordingsContract(() => storage);
		besideContract(
			() => storage,
			() => under,
		);
		inboxContract(
			() => storage,
			(sql) => under.tamper(sql),
		);

		it('keeps what was written when it is opened again', async () => {
			await storage.write(null, (tx) => tx.ledger.append([entry(1)]));
			const again = await under.reopen();
			expect(await again.read((tx) => tx.ledger.ofSubject(palace, sessionId))).toEqual([entry(1)]);
		});
	});
}

type Get = () => HubStorage;

function transactions(get: Get): void {
	describe('transactions', () => {
		it('undo everything that a failing write did, and pass its error on', async () => {
			const failing = get().write(null, async (tx) => {
				await tx.meta.set('key', 'lost');
				await tx.ledger.append([entry(1)]);
				throw new Error('power cut');
			});
			await expect(failing).rejects.toThrow('power cut');
			expect(await get().read((tx) => tx.meta.get('key'))).toBeNull();
			expect(await get().read((tx) => tx.ledger.ofSubject(palace, sessionId))).toEqual([]);
		});
		it('run one after another, even while they await', async () => {
			const count = () =>
				get().write(null, async (tx) => {
					const before = Number((await tx.meta.get('count')) ?? 0);
					await Promise.resolve();
					await tx.meta.set('count', String(before + 1));
				});
			await Promise.all(Array.from({ length: 200 }, count));
			expect(await get().read((tx) => tx.meta.get('count'))).toBe('200');
		});
		it('that fail spoil none of those that run beside them', async () => {
			const writes = Array.from({ length: 30 }, (_, n) =>
				get().write(null, async (tx) => {
					await tx.meta.set(`key ${n}`, 'kept');
					if (n % 3 === 0) throw new Error('no');
				}),
			);
			const settled = await Promise.allSettled(writes);
			for (const [n, { status }] of settled.entries()) {
				expect(status).toBe(n % 3 === 0 ? 'rejected' : 'fulfilled');
				const kept = await get().read((tx) => tx.meta.get(`key ${n}`));
				expect(kept).toBe(n % 3 === 0 ? null : 'kept');
			}
		});
		it('read only what is committed', async () => {
			let seen: string | null = 'not read';
			await get().write(null, async (tx) => {
				await tx.meta.set('key', 'half done');
				seen = await get().read((other) => other.meta.get('key'));
			});
			expect(seen).toBeNull();
		});
		it('that violate a key fail as a whole', async () => {
			await get().write(null, (tx) => tx.ledger.append([entry(1)]));
			await expect(get().write(null, (tx) => tx.ledger.append([entry(2), entry(1)]))).rejects.toThrow();
			expect(await get().read((tx) => tx.ledger.page({ venueId: palace, outboxId }, 1, 9))).toHaveLength(1);
		});
	});
}

function records(get: Get): void {
	const room = (id: string, body: string | null) => ({ kind: 'room' as const, id, body });
	describe('records', () => {
		it('[S14] carry the venue’s count at their last change, removals included', async () => {
			const put = (...changes: ReturnType<typeof room>[]) =>
				get().write(null, (tx) => tx.records.put(palace, changes));
			expect(await put(room('a', '1'), room('b', '1'))).toBe(2);
			expect(await put(room('a', '1'))).toBeNull();
			expect(await put(room('a', null), room('c', '1'), room('never', null))).toBe(4);
			const since = (rev: number, limit = 9) => get().read((tx) => tx.records.since(palace, rev, limit));
			expect((await since(2)).map(({ id, rev, body }) => [id, rev, body])).toEqual([
				['a', 3, null],
				['c', 4, '1'],
			]);
			expect((await since(0, 2)).map((row) => row.id)).toEqual(['b', 'a']);
			expect(await since(4)).toEqual([]);
		});
		it('count each venue apart', async () => {
			await get().write(null, (tx) => tx.records.put(palace, [room('a', '1')]));
			await get().write(null, (tx) => tx.records.put(station, [room('a', '2'), room('b', '2')]));
			expect(await get().read((tx) => tx.records.rev(palace))).toBe(1);
			expect(await get().read((tx) => tx.records.body(station, 'room', 'a'))).toBe('2');
			expect(await get().read((tx) => tx.records.venues())).toEqual([palace, station]);
			const body = '{"name":1}';
			await get().write(null, (tx) => tx.records.put(station, [{ kind: 'venue', id: station, body }]));
			expect(await get().read((tx) => tx.records.everyVenue())).toEqual([{ id: station, body }]);
			expect(await get().read((tx) => tx.records.rev(asId<VenueId>('nowhere')))).toBe(0);
		});
		it('written twice in one go stand as the last', async () => {
			await get().write(null, (tx) => tx.records.put(palace, [room('a', '1'), room('a', '2')]));
			expect(await get().read((tx) => tx.records.body(palace, 'room', 'a'))).toBe('2');
		});
		it('are listed by kind while they live, and forgotten without a trace', async () => {
			await get().write(null, (tx) => tx.records.put(palace, [room('a', '1'), room('b', '1')]));
			await get().write(null, (tx) => tx.records.put(palace, [room('b', null)]));
			expect((await get().read((tx) => tx.records.ofKinds(palace, ['room', 'venue']))).length).toBe(1);
			const keys = ['a', 'b', 'c'].map((id) => ({ kind: 'room' as const, id }));
			expect(await get().read((tx) => tx.records.living(palace, keys))).toEqual([{ kind: 'room', id: 'a' }]);
			expect(await get().read((tx) => tx.records.living(station, keys))).toEqual([]);
			expect(await get().read((tx) => tx.records.living(palace, []))).toEqual([]);
			await get().write(null, (tx) => tx.records.forget(palace, 'room', ['a']));
			expect((await get().read((tx) => tx.records.since(palace, 0, 9))).map((row) => row.id)).toEqual(['b']);
		});
	});
}

function ledger(get: Get, under: () => StorageUnderTest): void {
	describe('ledger', () => {
		it('gives entries back as they were', async () => {
			await get().write(null, (tx) => tx.ledger.append([entry(1), entry(2)]));
			const about = await get().read((tx) => tx.ledger.about(palace, [{ subject: sessionId, memberId }]));
			expect(about).toEqual([entry(1), entry(2)]);
			expect(await get().read((tx) => tx.ledger.stored({ venueId: palace, outboxId }, 2, 5))).toEqual([
				{ seq: 2, hash: 'hash 2', outcome: 'recorded' },
			]);
			expect(await get().read((tx) => tx.ledger.about(station, [{ subject: sessionId, memberId }]))).toEqual(
				[],
			);
		});
		it('[S3] never changes nor loses a row', async () => {
			await get().write(null, async (tx) => {
				await tx.ledger.append([entry(1)]);
				await tx.ledger.quarantine([apart(2, 'x')]);
				const line = { at: 1, venueId: palace, actor: 'hub', action: 'a', subject: 's', detail: null };
				await tx.audit.append(line);
			});
			for (const table of ['entry', 'quarantine', 'audit']) {
				await expect(under().tamper(`DELETE FROM ${table}`)).rejects.toThrow(/append-only/);
				await expect(under().tamper(`UPDATE ${table} SET venue_id = 'x'`)).rejects.toThrow(/append-only/);
			}
		});
		it('keeps apart each content under a key once', async () => {
			await get().write(null, (tx) => tx.ledger.quarantine([apart(2, 'x'), apart(2, 'y')]));
			await get().write(null, (tx) => tx.ledger.quarantine([{ ...apart(2, 'x'), reason: 'wrong-venue' }]));
			const kept = await get().read((tx) => tx.ledger.apart({ venueId: palace, outboxId }, 1, 9));
			expect(kept.every((row) => row.deviceId === deviceId)).toBe(true);
			expect(kept.map(({ hash, reason }) => `${hash} ${reason}`).sort()).toEqual([
				'x not-intact',
				'y not-intact',
			]);
		});
		it('keeps an outbox’s head and what its device said', async () => {
			const row = { venueId: palace, outboxId, deviceId, head: { seq: 1, hash: 'h' } };
			await get().write(null, (tx) => tx.ledger.putOutbox({ ...row, said: null, saidAt: null }));
			expect(await get().read((tx) => tx.ledger.outbox(palace, outboxId))).toMatchObject({ said: null });
			const told = { ...row, head: { seq: 2, hash: 'i' }, said: { seq: 3, hash: 'j' }, saidAt: 9 };
			await get().write(null, (tx) => tx.ledger.putOutbox(told));
			expect(await get().read((tx) => tx.ledger.outbox(palace, outboxId))).toEqual(told);
			expect(await get().read((tx) => tx.ledger.outbox(station, outboxId))).toBeNull();
			expect(await get().read((tx) => tx.ledger.isElsewhere(station, outboxId))).toBe(true);
			expect(await get().read((tx) => tx.ledger.isElsewhere(palace, outboxId))).toBe(false);
		});
		it('keeps attendance, counts who came, who is still here and who is in conflict', async () => {
			const conflict = { kind: 'admitted-twice', entries: [asId<EntryId>('x.1')] } as const;
			const other = asId<MemberId>('00000000000000a2');
			await get().write(null, (tx) =>
				tx.attendance.put(palace, [
					{ sessionId, memberId, attendance: present },
					{ sessionId, memberId: other, attendance: { ...present, status: 'disputed', conflict } },
				]),
			);
			expect(await get().read((tx) => tx.attendance.of(palace, { sessionId, memberId }))).toEqual(present);
			const turnout = () =>
				get().read((tx) => tx.attendance.turnout(palace, sessionId, asId<OfferingId>('calligraphy')));
			expect(await turnout()).toEqual({ came: 1, here: 0, walkIns: 1 });
			const stayed = {
				sessionId,
				memberId: asId<MemberId>('00000000000000a3'),
				attendance: { ...present, leftAt: null },
			};
			await get().write(null, (tx) => tx.attendance.put(palace, [stayed]));
			expect(await turnout()).toEqual({ came: 2, here: 1, walkIns: 2 });
			const group = { ...stayed, attendance: { ...stayed.attendance, party: 5 } };
			await get().write(null, (tx) => tx.attendance.put(palace, [group]));
			expect(await get().read((tx) => tx.attendance.of(palace, group))).toEqual(group.attendance);
			expect(await turnout()).toEqual({ came: 6, here: 5, walkIns: 6 });
			expect(await get().read((tx) => tx.attendance.conflicts(palace, [sessionId]))).toEqual(
				new Map([[sessionId, 1]]),
			);
			const absent = { ...present, status: 'absent', since: null, deviceId: null } as const;
			await get().write(null, (tx) =>
				tx.attendance.put(palace, [{ sessionId, memberId, attendance: absent }]),
			);
			expect(await get().read((tx) => tx.attendance.of(palace, { sessionId, memberId }))).toEqual(absent);
			expect(await get().read((tx) => tx.attendance.ofSession(station, sessionId))).toEqual([]);
		});
		it('finds one person’s attendance among these sessions', async () => {
			const row = { sessionId, memberId, attendance: present };
			await get().write(null, (tx) => tx.attendance.put(palace, [row]));
			const among = (venueId: VenueId, who: MemberId, ids: SessionId[]) =>
				get().read((tx) => tx.attendance.among(venueId, who, ids));
			const elsewhere = asId<SessionId>('elsewhere');
			expect(await among(palace, memberId, [elsewhere, sessionId])).toEqual([row]);
			expect(await among(palace, memberId, [])).toEqual([]);
			expect(await among(palace, memberId, [elsewhere])).toEqual([]);
			expect(await among(station, memberId, [sessionId])).toEqual([]);
			expect(await among(palace, asId<MemberId>('00000000000000a2'), [sessionId])).toEqual([]);
		});
		it('finds one person’s attendance at every venue whose session is still published', async () => {
			const session = (venueId: VenueId, body: string | null) =>
				get().write(venueId, (tx) => tx.records.put(venueId, [{ kind: 'session', id: sessionId, body }]));
			const other = asId<MemberId>('00000000000000a2');
			for (const venueId of [palace, station]) {
				await session(venueId, '{}');
				const rows = [memberId, other].map((one) => ({ sessionId, memberId: one, attendance: present }));
				await get().write(venueId, (tx) => tx.attendance.put(venueId, rows));
			}
			const found = async () => {
				const rows = await get().read((tx) => tx.attendance.ofMember(memberId));
				for (const at of [palace, station])
					expect(await get().read((tx) => tx.attendance.ofMember(memberId, at))).toEqual(
						rows.filter((row) => row.venueId === at),
					);
				return rows.sort((a, b) => (a.venueId < b.venueId ? -1 : 1));
			};
			const at = (venueId: VenueId) => ({ venueId, sessionId, memberId, attendance: present });
			expect(await found()).toEqual([at(palace), at(station)]);
			await session(station, null);
			expect(await found()).toEqual([at(palace)]);
			const visit = asId<SessionId>('visit-2026-11-20');
			await get().write(station, (tx) =>
				tx.attendance.put(station, [{ sessionId: visit, memberId, attendance: present }]),
			);
			expect(await found()).toEqual([at(palace), { ...at(station), sessionId: visit }]);
		});
	});
}
