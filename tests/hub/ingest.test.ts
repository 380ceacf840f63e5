import { cpSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { foldAttendance } from '../../src/lib/domain/attendance.ts';
import type { EntriesResponse } from '../../src/lib/sync/wire.ts';
import { nextEntry, type Entry } from '../../src/lib/sync/entry.ts';
import {
	CALLIGRAPHY,
	enrollMembers,
	EVENING,
	member,
	MINUTE,
	MONDAY_10,
	openWorld,
	pairKiosk,
	publishVenue,
	temporaryDirectory,
	venueId,
	type World,
} from './world.ts';
import { asId, type MemberId, type VenueId } from '../../src/lib/base/id.ts';
import { holeBefore } from '../../src/lib/server/ledger.ts';
import { mendAttendance } from '../../src/lib/server/mend-attendance.ts';
import { verifyLedger } from '../../src/lib/server/verify-ledger.ts';

const outcomes = (answer: EntriesResponse): string[] => answer.receipts.map((receipt) => receipt.outcome);

const attendanceOf = ({ hub }: World, n: number) =>
	hub.storage.read((tx) => tx.attendance.of(venueId, { sessionId: CALLIGRAPHY, memberId: member(n) }));

const record = ({ hub }: World, kind: 'tally' | 'presence', id: string): Promise<unknown> =>
	hub.storage.read(async (tx) => {
		const body = await tx.records.body(venueId, kind, id);
		return body === null ? null : (JSON.parse(body) as unknown);
	});

describe('ingest', () => {
	it('[S3] stores a check-in with its attendance, presence and tally, and announces it', async () => {
		const world = await openWorld();
		await enrollMembers(world.hub, 3);
		const kiosk = await pairKiosk(world.hub);
		const revs: number[] = [];
		world.hub.live.subscribe(venueId, (rev) => revs.push(rev));
		const entry = kiosk.checkIn(member(1), MONDAY_10);
		const answer = await kiosk.send(world.hub);
		expect(answer.receipts).toEqual([{ entryId: entry.entryId, seq: 1, outcome: 'recorded' }]);
		expect(answer).toMatchObject({ head: kiosk.head, resendFrom: null, rejections: [] });
		expect(await attendanceOf(world, 1)).toMatchObject({
			status: 'present',
			since: MONDAY_10,
			conflict: null,
		});
		expect(await record(world, 'tally', CALLIGRAPHY)).toEqual({ enrolled: 3, present: 1 });
		expect(await record(world, 'presence', `${CALLIGRAPHY}/${member(1)}`)).toMatchObject({ at: MONDAY_10 });
		expect(revs).toEqual([await world.hub.storage.read((tx) => tx.records.rev(venueId))]);
	});

	it('[S4] answers the same entries with their first receipts', async () => {
		const world = await openWorld();
		const kiosk = await pairKiosk(world.hub);
		kiosk.checkIn(member(1), MONDAY_10);
		kiosk.checkIn(member(1), MONDAY_10 + MINUTE);
		const first = await kiosk.send(world.hub);
		expect(outcomes(first)).toEqual(['recorded', 'conflicting']);
		const again = await kiosk.send(world.hub);
		expect(again.receipts).toEqual(first.receipts);
		const twice = await kiosk.send(world.hub, [...kiosk.entries, ...kiosk.entries]);
		expect(twice.receipts.slice(0, 2)).toEqual(first.receipts);
		const rows = await world.hub.storage.read((tx) => tx.ledger.ofSubject(venueId, CALLIGRAPHY));
		expect(rows).toHaveLength(2);
	});

	it('[S4] answers an entry that is in one batch twice once', async () => {
		const world = await openWorld();
		const kiosk = await pairKiosk(world.hub);
		const entry = kiosk.checkIn(member(1), MONDAY_10);
		expect(outcomes(await kiosk.send(world.hub, [entry, entry]))).toEqual(['recorded']);
	});

	it('[S6] quarantines other content under a known key, whatever follows on that branch, and raises an alert', async () => {
		const world = await openWorld();
		const kiosk = await pairKiosk(world.hub);
		const before = kiosk.head;
		kiosk.checkIn(member(1), MONDAY_10);
		const clone = { ...kiosk, entries: [] as Entry[], head: before };
		await kiosk.send(world.hub);
		for (const n of [2, 3, 4]) clone.checkIn(member(n), MONDAY_10);
		const answer = await clone.send(world.hub);
		expect(answer.receipts.map(({ outcome, reason }) => [outcome, reason])).toEqual([
			['quarantined', 'other-content'],
			['quarantined', 'broken-chain'],
			['quarantined', 'broken-chain'],
		]);
		expect(answer).toMatchObject({ head: kiosk.head, resendFrom: null });
		clone.checkIn(member(5), MONDAY_10);
		const later = await clone.send(world.hub, clone.entries.slice(3));
		expect(later).toMatchObject({ receipts: [{ reason: 'broken-chain' }], resendFrom: null });
		expect((await clone.send(world.hub)).receipts).toHaveLength(4);
		const audit = await world.hub.storage.read((tx) => tx.audit.latest(venueId, 10));
		expect(audit.filter((line) => line.action === 'entries-quarantined')).toHaveLength(2);
		expect(await attendanceOf(world, 2)).toBeNull();
	});

	it('[S6] quarantines an entry that its hash does not cover, and goes on after it', async () => {
		const world = await openWorld();
		const kiosk = await pairKiosk(world.hub);
		const bent = {
			...kiosk.checkIn(member(1), MONDAY_10),
			timing: { wall: 1, mono: 1, offset: 0, uncertainty: 0 },
		};
		kiosk.checkIn(member(2), MONDAY_10);
		const answer = await kiosk.send(world.hub, [bent, kiosk.entries[1]!]);
		expect(answer.receipts.map(({ outcome, reason }) => reason ?? outcome)).toEqual([
			'not-intact',
			'recorded',
		]);
		expect(answer.head).toEqual(kiosk.head);
	});

	it('[S4] another device that sends the same entries takes nothing from the one that wrote them', async () => {
		const world = await openWorld();
		const kiosk = await pairKiosk(world.hub);
		const thief = await pairKiosk(world.hub, '另一台');
		for (let n = 1; n <= 3; n++) kiosk.checkIn(member(n), MONDAY_10);
		expect(outcomes(await kiosk.send(world.hub))).toEqual(['recorded', 'recorded', 'recorded']);
		for (let n = 4; n <= 6; n++) kiosk.checkIn(member(n), MONDAY_10);
		const stolen = { ...thief, outboxId: kiosk.outboxId, head: kiosk.head, entries: kiosk.entries };
		expect(new Set(outcomes(await stolen.send(world.hub)))).toEqual(new Set(['quarantined']));
		expect(outcomes(await kiosk.send(world.hub))).toEqual(Array(6).fill('recorded'));
		expect((await verifyLedger(world.hub)).faults).toEqual([]);
	});

	it('[S6] an entry that came damaged keeps its place: the chain is whole, and it is taken when it comes whole', async () => {
		const world = await openWorld();
		const kiosk = await pairKiosk(world.hub);
		for (let n = 1; n <= 3; n++) kiosk.checkIn(member(n), MONDAY_10);
		const [first, ...rest] = kiosk.entries;
		const damaged = { ...first!, timing: { ...first!.timing, mono: 7 } };
		expect(outcomes(await kiosk.send(world.hub, [damaged, ...rest]))).toEqual([
			...['quarantined', 'recorded', 'recorded'],
		]);
		expect((await verifyLedger(world.hub)).faults).toEqual([]);
		expect(outcomes(await kiosk.send(world.hub))).toEqual(['recorded', 'recorded', 'recorded']);
		expect((await verifyLedger(world.hub)).faults).toEqual([]);
	});

	it('[S8] a time that no clock shows is kept apart, and harms nobody who is in the same batch', async () => {
		const world = await openWorld();
		const kiosk = await pairKiosk(world.hub);
		kiosk.checkIn(member(1), 8.7e15);
		kiosk.append(kiosk.entries[0]!.fact, Number.MAX_SAFE_INTEGER, 1e15);
		kiosk.checkIn(member(2), MONDAY_10);
		const answer = await kiosk.send(world.hub);
		expect(answer.rejections.map(({ seq, field }) => [seq, field])).toEqual([
			[1, 'timing'],
			[2, 'timing'],
		]);
		expect(outcomes(answer)).toEqual(['recorded']);
		expect((await verifyLedger(world.hub)).faults).toEqual([]);
	});

	it('[S7] asks for what is missing and stores nothing after the gap', async () => {
		const world = await openWorld();
		const kiosk = await pairKiosk(world.hub);
		for (const n of [1, 2, 3, 4]) kiosk.checkIn(member(n), MONDAY_10);
		const { entries } = kiosk;
		const gap = await kiosk.send(world.hub, [entries[0]!, entries[2]!, entries[3]!]);
		expect(outcomes(gap)).toEqual(['recorded']);
		expect(gap.resendFrom).toBe(2);
		const rest = await kiosk.send(world.hub, entries.slice(1));
		expect(outcomes(rest)).toEqual(['recorded', 'recorded', 'recorded']);
		expect(rest.head).toEqual(kiosk.head);
	});

	it('[S7] a restored hub keeps apart what follows entries that nobody holds any more, and says so once', async () => {
		const world = await openWorld();
		const kiosk = await pairKiosk(world.hub);
		for (let n = 1; n <= 9; n++) kiosk.checkIn(member(n), MONDAY_10);
		await kiosk.send(world.hub, kiosk.entries.slice(0, 2));
		const send = async (entries: Entry[]) => {
			const request = { ...kiosk.request(entries), v: 2 as const, oldest: 5 };
			const answer = await world.hub.ledger.ingest(kiosk.device, request);
			if (!answer.ok) throw new Error(answer.error);
			return answer.value;
		};
		expect(await send(kiosk.entries.slice(6))).toMatchObject({ receipts: [], resendFrom: 5 });
		for (const entries of [kiosk.entries.slice(4, 8), kiosk.entries.slice(8)]) {
			const answer = await send(entries);
			expect(answer).toMatchObject({ resendFrom: null, head: { seq: 2 } });
			for (const { reason } of answer.receipts) expect(reason).toBe('missing-before');
			expect(answer.receipts).toHaveLength(entries.length);
		}
		expect(await attendanceOf(world, 9)).toBeNull();
		const audit = await world.hub.storage.read((tx) => tx.audit.latest(venueId, 10));
		const told = audit.filter((line) => line.action === 'entries-missing');
		expect(told.map((line) => line.detail)).toEqual([JSON.stringify({ from: 3, to: 4 })]);
		// A fresh outbox of the same device goes on at once.
		const anew = await pairKiosk(world.hub);
		anew.checkIn(member(9), MONDAY_10);
		expect(outcomes(await anew.send(world.hub))).toEqual(['recorded']);
	});

	it('[S8] what could not be read and came too early is gone over once the gap is filled', async () => {
		const world = await openWorld();
		const kiosk = await pairKiosk(world.hub);
		for (const n of [1, 2, 3, 4]) kiosk.checkIn(member(n), MONDAY_10);
		const [first, second, third, fourth] = kiosk.entries as [Entry, Entry, Entry, Entry];
		const early = await kiosk.send(world.hub, [{ ...second, fact: null }, { ...third, fact: null }, fourth]);
		expect(early).toMatchObject({ receipts: [], resendFrom: 1 });
		expect(outcomes(await kiosk.send(world.hub, [first, fourth]))).toEqual(['recorded', 'recorded']);
	});

	it('[S8] names an entry that it cannot read and takes the others; a version that can read it takes it later', async () => {
		const world = await openWorld();
		const kiosk = await pairKiosk(world.hub);
		for (const n of [1, 2, 3]) kiosk.checkIn(member(n), MONDAY_10);
		const [first, second, third] = kiosk.entries as [Entry, Entry, Entry];
		const strange = { ...second, fact: { ...second.fact, kind: 'vote' } };
		const answer = await kiosk.send(world.hub, [first, strange, third]);
		expect(outcomes(answer)).toEqual(['recorded', 'recorded']);
		expect(answer.rejections).toMatchObject([{ seq: 2, field: 'fact.kind' }]);
		expect(answer).toMatchObject({ resendFrom: null, head: kiosk.head });
		expect(outcomes(await kiosk.send(world.hub, [second]))).toEqual(['recorded']);
		expect(await attendanceOf(world, 2)).toMatchObject({ status: 'present' });
	});

	it('[S8] names garbage by its place', async () => {
		const world = await openWorld();
		const kiosk = await pairKiosk(world.hub);
		const entry = kiosk.checkIn(member(1), MONDAY_10);
		const answer = await kiosk.send(world.hub, [entry, null, 'x', { v: 1.5 }]);
		expect(outcomes(answer)).toEqual(['recorded']);
		expect(answer.rejections.map((rejection) => rejection.seq)).toEqual([2, 3, 4]);
	});

	it('[S8] garbage behind the last number that there is gets that number: the inbox and later batches can read it', async () => {
		const { hub } = await openWorld();
		const kiosk = await pairKiosk(hub);
		const last = Number.MAX_SAFE_INTEGER;
		for (let time = 0; time < 2; time++) {
			const answer = await kiosk.send(hub, [{ seq: last }, {}]);
			expect(answer.rejections.map(({ seq }) => seq)).toEqual([last, last]);
		}
		const [group] = await hub.inbox.apart(venueId);
		expect(group).toMatchObject({ count: 2 });
		const rows = await hub.inbox.apartEntries(venueId, group!, last, { offset: 0, limit: 9 });
		expect(rows.map(({ seq }) => seq)).toEqual([last, last]);
	});

	it('looks over a file of many more entries than a call takes arguments', async () => {
		const { hub } = await openWorld();
		const { device, outboxId } = await pairKiosk(hub);
		const entries = Array<unknown>(150_000).fill({ seq: 1, hash: 'ab'.repeat(32) });
		const identity = { venueId, outboxId };
		const batch = { identity, deviceId: device.id, flags: [], entries, said: null, now: MONDAY_10 };
		expect(await hub.storage.read((tx) => holeBefore(tx, batch))).toBeNull();
	});

	it('[S9] proves that both hold the same, or shows that they do not', async () => {
		const { hub } = await openWorld();
		const kiosk = await pairKiosk(hub);
		for (const n of [1, 2, 3]) kiosk.checkIn(member(n), MONDAY_10);
		const proof = async () => (await hub.devices.list(venueId))[0]!.proof;
		expect(await proof()).toBeNull();
		await kiosk.send(hub, kiosk.entries.slice(0, 2));
		expect(await proof()).toEqual({ said: 3, held: 2, equal: false });
		await kiosk.send(hub);
		expect(await proof()).toEqual({ said: 3, held: 3, equal: true });
	});

	it('[S9] takes nothing back when an earlier request comes late, but sees a device that has another past', async () => {
		const { hub } = await openWorld();
		const kiosk = await pairKiosk(hub);
		const proof = async () => (await hub.devices.list(venueId))[0]!.proof;
		const image = kiosk.head;
		kiosk.checkIn(member(1), MONDAY_10);
		const late = kiosk.request();
		kiosk.checkIn(member(2), MONDAY_10);
		kiosk.checkIn(member(3), MONDAY_10);
		await kiosk.send(hub);
		await hub.ledger.ingest(kiosk.device, late);
		expect(await proof()).toEqual({ said: 3, held: 3, equal: true });
		kiosk.head = image;
		await kiosk.send(hub, [kiosk.checkIn(member(4), MONDAY_10)]);
		expect(await proof()).toEqual({ said: 1, held: 3, equal: false });
	});

	it('[S9] refuses a head that the device did not sign, and stores nothing', async () => {
		const world = await openWorld();
		const kiosk = await pairKiosk(world.hub);
		const other = await pairKiosk(world.hub, '2 号机');
		kiosk.checkIn(member(1), MONDAY_10);
		const forged = { ...kiosk.request(), headSignature: other.request().headSignature };
		expect(await world.hub.ledger.ingest(kiosk.device, forged)).toEqual({
			ok: false,
			error: 'bad-signature',
		});
		expect(await attendanceOf(world, 1)).toBeNull();
	});

	it('two kiosks that admit one person offline leave two facts, one attendance and one conflict', async () => {
		const world = await openWorld();
		const [one, two] = [await pairKiosk(world.hub, '1'), await pairKiosk(world.hub, '2')];
		const late = two.checkIn(member(1), MONDAY_10 + 3 * MINUTE);
		const early = one.checkIn(member(1), MONDAY_10);
		expect(outcomes(await two.send(world.hub))).toEqual(['recorded']);
		expect(outcomes(await one.send(world.hub))).toEqual(['conflicting']);
		expect(await attendanceOf(world, 1)).toMatchObject({
			...{ status: 'present', since: MONDAY_10, deviceId: one.device.id },
			conflict: { kind: 'admitted-twice', entries: [early.entryId, late.entryId] },
		});
		expect(await world.hub.attendance.conflicts(venueId, [CALLIGRAPHY])).toEqual(new Map([[CALLIGRAPHY, 1]]));
		expect(await record(world, 'tally', CALLIGRAPHY)).toMatchObject({ present: 1 });
	});

	it('keeps an outbox with the device and the venue that began it', async () => {
		const { hub } = await openWorld();
		const elsewhere = asId<VenueId>('station');
		await publishVenue(hub, elsewhere);
		const kiosk = await pairKiosk(hub);
		kiosk.checkIn(member(1), MONDAY_10);
		await kiosk.send(hub);
		const thief = await pairKiosk(hub, '2');
		const moved = await pairKiosk(hub, '3', elsewhere);
		for (const [other, reason] of [
			[thief, 'other-content'],
			[moved, 'wrong-venue'],
		] as const) {
			const posing = { ...kiosk, device: other.device, sign: (text: string) => other.sign(text) };
			expect((await posing.send(hub)).receipts).toMatchObject([{ outcome: 'quarantined', reason }]);
		}
	});

	it('accepts what a revoked device still held, flagged, and flags a clock that is far off', async () => {
		const { hub, staff, clock } = await openWorld();
		await enrollMembers(hub, 1);
		const kiosk = await pairKiosk(hub);
		const fact = kiosk.checkIn(member(1), MONDAY_10).fact;
		kiosk.append(fact, MONDAY_10 + MINUTE, 6 * MINUTE);
		await hub.devices.revoke(kiosk.device.id, staff);
		clock.at += MINUTE;
		kiosk.device = (await hub.devices.list(venueId))[0]!;
		expect(outcomes(await kiosk.send(hub))).toEqual(['recorded', 'conflicting']);
		const history = await hub.attendance.history(venueId, CALLIGRAPHY, member(1));
		expect(history.map((line) => line.flags)).toEqual([
			['device-revoked'],
			['device-revoked', 'clock-skewed'],
		]);
		// Flags stand beside the fact, so the chain can still be verified.
		const rows = await hub.storage.read((tx) => tx.ledger.page({ venueId, outboxId: kiosk.outboxId }, 1, 10));
		const [first] = rows;
		const again = nextEntry(first!, { seq: 0, hash: first!.prev }, first!.fact, first!.timing);
		expect(again.hash).toBe(first!.hash);
	});

	it('[S7] what the hub writes itself after it was restored continues the chain of the backup', async () => {
		const directory = temporaryDirectory();
		const { hub, staff } = await openWorld(directory);
		const [one, two, three] = await enrollMembers(hub, 3);
		const letIn = (to: World['hub'], id: MemberId) =>
			to.attendance.checkInByHand(staff, venueId, CALLIGRAPHY, id);
		await letIn(hub, one!);
		const backup = temporaryDirectory();
		cpSync(directory, backup, { recursive: true });
		await letIn(hub, two!);
		const restored = await openWorld(backup);
		await letIn(restored.hub, three!);
		await letIn(restored.hub, two!);
		for (const each of [hub, restored.hub]) expect((await verifyLedger(each)).faults).toEqual([]);
		const [own] = await restored.hub.storage.read((tx) => tx.ledger.outboxes(venueId));
		expect(own!.head.seq).toBe(3);
		expect(await record(restored, 'tally', CALLIGRAPHY)).toEqual({ enrolled: 3, present: 3 });
	});

	it('verifying finds an attendance that its facts do not say', async () => {
		const { hub } = await openWorld();
		const kiosk = await pairKiosk(hub);
		for (const n of [1, 2, 3]) kiosk.checkIn(member(n), MONDAY_10);
		kiosk.checkIn(member(1), MONDAY_10 + MINUTE);
		await kiosk.send(hub);
		expect(await verifyLedger(hub)).toEqual({ outboxes: 1, entries: 4, sessions: 2, faults: [] });
		const bent = { ...foldAttendance([]), status: 'absent' } as const;
		await hub.storage.write(venueId, (tx) =>
			tx.attendance.put(venueId, [
				{ sessionId: CALLIGRAPHY, memberId: member(1), attendance: bent },
				{ sessionId: CALLIGRAPHY, memberId: member(9), attendance: bent },
			]),
		);
		expect((await verifyLedger(hub)).faults).toEqual([
			`palace, session ${CALLIGRAPHY}, member ${member(1)}: the attendance is not what its facts say`,
			`palace, session ${CALLIGRAPHY}, member ${member(9)}: there is an attendance, but no fact`,
		]);
		// As after their next fact; of whom there is none, nothing can be said.
		const mend = () => mendAttendance(hub, venueId, new Set([CALLIGRAPHY, EVENING]));
		const rev = () => hub.storage.read((tx) => tx.records.rev(venueId));
		expect(await mend()).toBe(1);
		expect((await verifyLedger(hub)).faults).toEqual([
			`palace, session ${CALLIGRAPHY}, member ${member(9)}: there is an attendance, but no fact`,
		]);
		const after = await rev();
		expect([await mend(), await rev()]).toEqual([0, after]);
	});

	it('takes 20 batches at once, each exactly once', async () => {
		const world = await openWorld();
		const kiosks = [];
		for (let n = 0; n < 20; n++) kiosks.push(await pairKiosk(world.hub, `${n}`));
		kiosks.forEach((kiosk, k) => {
			for (let n = 0; n < 25; n++) kiosk.checkIn(member(k * 25 + n), MONDAY_10 + n);
		});
		const answers = await Promise.all(
			kiosks.flatMap((kiosk) => [kiosk.send(world.hub), kiosk.send(world.hub)]),
		);
		for (let k = 0; k < 40; k += 2) expect(answers[k + 1]!.receipts).toEqual(answers[k]!.receipts);
		expect(await record(world, 'tally', CALLIGRAPHY)).toMatchObject({ present: 500 });
		const rows = await world.hub.storage.read((tx) => tx.ledger.ofSubject(venueId, CALLIGRAPHY));
		expect(rows).toHaveLength(500);
	});

	it('takes a full batch of 500 as one change of the venue for its listeners', async () => {
		const { hub } = await openWorld();
		const kiosk = await pairKiosk(hub);
		for (let n = 0; n < 500; n++) kiosk.checkIn(member(n), MONDAY_10 + n);
		let announced = 0;
		hub.live.subscribe(venueId, () => announced++);
		expect((await kiosk.send(hub)).receipts).toHaveLength(500);
		expect(announced).toBe(1);
	});
});
