import { describe, expect, it } from 'vitest';
import { asId, type SessionId } from '../../src/lib/base/id.ts';
import { personOf } from '../../src/lib/domain/fact.ts';
import { APART_RESULTS, type ApartTally } from '../../src/lib/server/inbox-shapes.ts';
import { nextEntry, type Entry } from '../../src/lib/sync/entry.ts';
import { verifyLedger } from '../../src/lib/server/verify-ledger.ts';
import {
	CALLIGRAPHY,
	enrollMembers,
	EVENING,
	HOUR,
	member,
	MINUTE,
	MONDAY_10,
	openWorld,
	pairKiosk,
	publishVenue,
	venueId,
	type TestKiosk,
	type World,
} from './world.ts';

const ALL = { offset: 0, limit: 50 };
const LATER = MONDAY_10 + 24 * HOUR;
const REASON = '当面核对过';

const tally = (some: Partial<ApartTally>): ApartTally => ({
	...(Object.fromEntries(APART_RESULTS.map((result) => [result, 0])) as ApartTally),
	...some,
});
const conflictsOf = async ({ hub }: World) =>
	(await hub.inbox.conflicts(venueId, ALL)).sessions.flatMap((session) => session.conflicts);
const factsOf = ({ hub }: World, n: number) =>
	hub.storage.read((tx) => tx.ledger.about(venueId, [{ subject: CALLIGRAPHY, memberId: member(n) }]));
const attendanceOf = ({ hub }: World, n: number) =>
	hub.storage.read((tx) => tx.attendance.of(venueId, { sessionId: CALLIGRAPHY, memberId: member(n) }));
const person = (n: number) => ({ sessionId: CALLIGRAPHY, memberId: member(n) });

/** Member 1 is admitted at 10:02 by kiosk 2 and at 10:05 by kiosk 5; both deliver at noon. */
async function admittedTwice() {
	const world = await openWorld();
	await enrollMembers(world.hub, 3);
	const [two, five] = [await pairKiosk(world.hub, '2 号机'), await pairKiosk(world.hub, '5 号机')];
	five.checkIn(member(1), MONDAY_10 + 5 * MINUTE);
	two.checkIn(member(1), MONDAY_10 + 2 * MINUTE);
	world.clock.at += 2 * HOUR;
	await five.send(world.hub);
	await two.send(world.hub);
	const [conflict] = await conflictsOf(world);
	return { world, two, five, conflict: conflict!, saw: conflict!.scenes.map((scene) => scene.entryId) };
}

/** A kiosk, and its disk as it was before the first entry, put into another machine: members 2… check in there. */
async function cloned(count: number, hold = 0) {
	const world = await openWorld();
	await enrollMembers(world.hub, count + 1);
	const kiosk = await pairKiosk(world.hub, '3 号机');
	const image = kiosk.head;
	kiosk.checkIn(member(1), MONDAY_10);
	await kiosk.send(world.hub);
	const clone = { ...kiosk, entries: [] as Entry[], head: image };
	for (let n = 0; n < count; n++) clone.checkIn(member(n + 2), MONDAY_10 + n * 1000);
	await clone.send(world.hub, clone.entries.slice(hold));
	const [group] = await world.hub.inbox.apart(venueId);
	return { world, kiosk, clone, group: group! };
}

describe('a conflict', () => {
	it('is told with who, where, when and how it stands', async () => {
		const { conflict } = await admittedTwice();
		expect(conflict).toMatchObject({
			...{ kind: 'twice-at-two', name: '王小明', number: 'SF1', orderUnsure: false },
			outcome: { status: 'present', since: MONDAY_10 + 2 * MINUTE },
			scenes: [
				{ where: '2 号机', caveats: ['offline'], at: MONDAY_10 + 2 * MINUTE },
				{ where: '5 号机', caveats: ['offline'], receivedAt: MONDAY_10 + 2 * HOUR },
			],
		});
	});
	it('is confirmed by a correction that names what it saw; the time of coming stays', async () => {
		const { world, saw } = await admittedTwice();
		const { hub, staff } = world;
		expect(await hub.inbox.open(venueId)).toEqual({ conflicts: 1, apart: 0 });
		const word = { ...person(1), present: true, saw, reason: REASON };
		expect(await hub.inbox.settle(staff, venueId, word)).toMatchObject({
			value: { status: 'present', since: MONDAY_10 + 2 * MINUTE, conflict: null },
		});
		expect(await hub.inbox.open(venueId)).toEqual({ conflicts: 0, apart: 0 });
		const [, , last] = await factsOf(world, 1);
		expect(last).toMatchObject({ fact: { kind: 'correction', present: true, saw }, outcome: 'recorded' });
		expect((await hub.inbox.decided(venueId, ALL)).lines).toMatchObject([
			{
				...{ verdict: 'settled', about: 'twice-at-two', by: '陈站长', reason: REASON, name: '王小明' },
				...{ status: 'present', factId: last!.entryId, at: world.clock.at },
			},
		]);
	});
	it('is settled about their coming alone: who has left stays gone, unless they were not there at all', async () => {
		for (const present of [true, false]) {
			const { world, five } = await admittedTwice();
			const at = MONDAY_10 + 40 * MINUTE;
			five.append({ ...person(1), kind: 'check-out', serial: 1, channel: 'camera', staffId: null }, at);
			await five.send(world.hub);
			const [conflict] = await conflictsOf(world);
			const saw = conflict!.scenes.map((scene) => scene.entryId);
			const word = { ...person(1), present, saw, reason: REASON };
			expect(await world.hub.inbox.settle(world.staff, venueId, word)).toMatchObject({
				value: present
					? { status: 'present', since: MONDAY_10 + 2 * MINUTE, leftAt: at, conflict: null }
					: { status: 'absent', leftAt: null, conflict: null },
			});
		}
	});
	it('of two who decide at once takes one word: the other is told to look again', async () => {
		const { world, saw } = await admittedTwice();
		const { hub, staff } = world;
		const words = [true, false, true].map((present) =>
			hub.inbox.settle(staff, venueId, { ...person(1), present, saw, reason: REASON }),
		);
		const answers = await Promise.all(words);
		expect(answers.map((answer) => (answer.ok ? 'done' : answer.error))).toEqual([
			'done',
			'settled-already',
			'settled-already',
		]);
		expect(await factsOf(world, 1)).toHaveLength(3);
		expect((await hub.inbox.decided(venueId, ALL)).total).toBe(1);
	});
	it('is not settled by a word that has not seen what arrived meanwhile', async () => {
		const { world, five, saw } = await admittedTwice();
		const { hub, staff } = world;
		five.checkIn(member(1), MONDAY_10 + 9 * MINUTE);
		await five.send(hub);
		const word = { ...person(1), present: false, saw, reason: REASON };
		expect(await hub.inbox.settle(staff, venueId, word)).toEqual({ ok: false, error: 'changed-meanwhile' });
		expect(await factsOf(world, 1)).toHaveLength(3);
	});
	it('opens again when a check-in arrives that the decision did not see', async () => {
		const { world, saw } = await admittedTwice();
		const { hub, staff } = world;
		await hub.inbox.settle(staff, venueId, { ...person(1), present: false, saw, reason: REASON });
		const third = await pairKiosk(hub, '7 号机');
		third.checkIn(member(1), MONDAY_10 + 3 * MINUTE);
		await third.send(hub);
		expect(await conflictsOf(world)).toMatchObject([
			{ kind: 'arrived-late', outcome: { status: 'disputed' } },
		]);
	});
	it('that is settled from the roster is among the decided too, with the words of whoever did it', async () => {
		const { world, saw } = await admittedTwice();
		const { hub, staff } = world;
		await hub.attendance.correct(staff, venueId, { ...person(1), present: false, saw, reason: '代他人扫码' });
		expect((await hub.inbox.decided(venueId, ALL)).lines).toMatchObject([
			{ verdict: 'settled', reason: '代他人扫码', status: 'absent' },
		]);
	});
	it('is settled even where the person’s data has been erased and the class is gone', async () => {
		const { world } = await admittedTwice();
		const { hub, staff } = world;
		const stranger = await pairKiosk(hub, '8 号机');
		for (const at of [1, 9]) stranger.checkIn(member(99), MONDAY_10 + at, { sessionId: asId('gone-1') });
		await stranger.send(hub);
		const [gone] = (await hub.inbox.conflicts(venueId, { ...ALL, sessionId: asId('gone-1') })).sessions;
		expect(gone).toMatchObject({ startsAt: null, conflicts: [{ name: null, kind: 'twice-at-one' }] });
		const { sessionId, memberId, scenes } = gone!.conflicts[0]!;
		const saw = scenes.map((scene) => scene.entryId);
		const word = { sessionId, memberId, present: true, saw, reason: REASON };
		expect(await hub.inbox.settle(staff, venueId, word)).toMatchObject({ ok: true });
	});
	it('is news to whoever watches the venue, though nothing changes for devices', async () => {
		const { world, five } = await admittedTwice();
		const revs: number[] = [];
		world.hub.live.subscribe(venueId, (rev) => revs.push(rev));
		five.checkIn(member(1), MONDAY_10 + 9 * MINUTE);
		await five.send(world.hub);
		expect(revs).toHaveLength(1);
	});
});

describe('many conflicts', () => {
	it('are paged by session, the latest first, whole and without a repetition', async () => {
		const world = await openWorld();
		const { hub } = world;
		await enrollMembers(hub, 30);
		const kiosk = await pairKiosk(hub);
		for (let n = 1; n <= 30; n++)
			for (const at of [0, 1]) {
				kiosk.checkIn(member(n), MONDAY_10 + n * MINUTE + at, n > 20 ? { sessionId: EVENING } : {});
			}
		await kiosk.send(hub);
		const seen: string[] = [];
		for (let offset = 0; offset < 30; offset += 7) {
			const { total, sessions } = await hub.inbox.conflicts(venueId, { offset, limit: 7 });
			expect(total).toBe(30);
			seen.push(...sessions.flatMap((s) => s.conflicts.map((c) => `${s.sessionId} ${c.memberId}`)));
		}
		expect(seen).toHaveLength(30);
		expect(new Set(seen).size).toBe(30);
		expect(seen[0]).toContain(EVENING);
		expect(seen[10]).toBe(`${CALLIGRAPHY} ${member(1)}`);
	});
});

describe('entries kept apart', () => {
	it('[S6] of a cloned kiosk are one line, each with what it says', async () => {
		const { world, kiosk, group } = await cloned(3);
		expect(group).toMatchObject({
			...{ device: '3 号机', outboxId: kiosk.outboxId, count: 3, revoked: false },
			reasons: [
				{ reason: 'other-content', count: 1 },
				{ reason: 'broken-chain', count: 2 },
			],
		});
		const entries = await world.hub.inbox.apartEntries(venueId, group, LATER, ALL);
		expect(entries.map(({ seq, says }) => [seq, says?.number, says?.current])).toEqual([
			[1, 'SF2', 'absent'],
			[2, 'SF3', 'absent'],
			[3, 'SF4', 'absent'],
		]);
	});
	it('count once staff say so: a fact of their own, at the time it happened, and once only', async () => {
		const { world, group } = await cloned(1);
		const { hub, staff } = world;
		const keys = await hub.inbox.apartEntries(venueId, group, LATER, ALL);
		world.clock.at += HOUR;
		const clicks = await Promise.all(
			[1, 2, 3].map(() => hub.inbox.decideApart(staff, venueId, 'counted', keys, REASON)),
		);
		expect(clicks).toEqual([
			tally({ counted: 1 }),
			tally({ 'decided-before': 1 }),
			tally({ 'decided-before': 1 }),
		]);
		const [fact, ...others] = await factsOf(world, 2);
		expect(others).toEqual([]);
		expect(fact).toMatchObject({ at: MONDAY_10, fact: { staffId: staff.id, channel: 'camera' } });
		expect(await attendanceOf(world, 2)).toMatchObject({
			status: 'present',
			since: MONDAY_10,
			conflict: null,
		});
		expect(await hub.inbox.open(venueId)).toEqual({ conflicts: 0, apart: 0 });
		expect((await hub.inbox.decided(venueId, ALL)).lines).toMatchObject([
			{
				...{ verdict: 'counted', about: 'other-content', factId: fact!.entryId, status: 'present' },
				...{ by: '陈站长', device: '3 号机', name: '王小明', reason: REASON, hash: keys[0]!.hash },
			},
		]);
		expect((await verifyLedger(hub)).faults).toEqual([]);
	});
	it('in bulk: all forty of a clone, but for those about whom other facts say otherwise', async () => {
		const { world, group } = await cloned(240);
		const { hub, staff } = world;
		await hub.attendance.checkInByHand(staff, venueId, CALLIGRAPHY, member(5));
		await hub.attendance.correct(staff, venueId, { ...person(6), present: false, saw: [], reason: '点名' });
		const choice = { ...group, until: group.lastReceivedAt };
		const answer = await hub.inbox.decideApart(staff, venueId, 'counted', choice, REASON);
		expect(answer).toEqual(tally({ counted: 238, 'said-already': 1, contradicted: 1 }));
		expect(await factsOf(world, 5)).toHaveLength(1);
		expect(await attendanceOf(world, 6)).toMatchObject({ status: 'absent', conflict: null });
		expect(await hub.inbox.open(venueId)).toEqual({ conflicts: 0, apart: 1 });
		const again = await hub.inbox.decideApart(staff, venueId, 'counted', choice, REASON);
		expect(again).toEqual(tally({ contradicted: 1 }));
		// Looked at singly, staff’s word now is staff’s word: over the facts that there are.
		const [left] = await hub.inbox.apartEntries(venueId, group, LATER, ALL);
		const single = await hub.inbox.decideApart(staff, venueId, 'counted', [left!], REASON);
		expect(single).toEqual(tally({ counted: 1 }));
		expect(await attendanceOf(world, 6)).toMatchObject({ status: 'present', conflict: null });
		const [, correction] = await factsOf(world, 6);
		expect(correction).toMatchObject({ fact: { kind: 'correction', present: true, reason: REASON } });
		const { present } = (await hub.records.catalogue(venueId))!.tallies.get(CALLIGRAPHY)!;
		expect(present).toBe(241);
	});
	it('in bulk, beside a colleague who decides singly: none is skipped', async () => {
		const world = await openWorld();
		const { hub, staff } = world;
		await enrollMembers(hub, 9);
		const kiosk = await pairKiosk(hub);
		for (let n = 0; n < 100; n++) kiosk.checkIn(member(1000 + n), MONDAY_10);
		for (let n = 1; n <= 9; n++) kiosk.checkIn(member(n), MONDAY_10);
		await kiosk.send(
			hub,
			kiosk.entries.map((entry) => ({
				...entry,
				hash: entry.hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
			})),
		);
		const [group] = await hub.inbox.apart(venueId);
		const strangers = await hub.inbox.apartEntries(venueId, group!, LATER, { offset: 0, limit: 100 });
		const [inBulk, singly] = await Promise.all([
			hub.inbox.decideApart(staff, venueId, 'counted', { ...group!, until: LATER }, REASON),
			hub.inbox.decideApart(staff, venueId, 'set-aside', strangers, REASON),
		]);
		// Whoever is first, those who can be counted are.
		expect(inBulk.counted).toBe(9);
		expect(singly).toEqual(tally({ 'set-aside': 100 }));
		expect((await hub.inbox.open(venueId)).apart).toBe(0);
	});
	it('that came after staff looked are left open', async () => {
		const { world, clone, group } = await cloned(2);
		const { hub, staff } = world;
		world.clock.at += MINUTE;
		clone.checkIn(member(3), MONDAY_10 + MINUTE);
		await clone.send(hub);
		const choice = { ...group, until: group.lastReceivedAt };
		const answer = await hub.inbox.decideApart(staff, venueId, 'set-aside', choice, '克隆机，已收回');
		expect(answer).toEqual(tally({ 'set-aside': 2 }));
		expect(await hub.inbox.open(venueId)).toEqual({ conflicts: 0, apart: 1 });
		expect(await attendanceOf(world, 2)).toBeNull();
		const lines = (await hub.storage.read((tx) => tx.audit.latest(venueId, 9))).filter(
			(line) => line.action === 'apart-set-aside',
		);
		expect(lines).toMatchObject([{ actor: `staff:${staff.id}`, subject: `outbox:${group.outboxId}` }]);
	});
	it('whose fact was delivered meanwhile in the proper way is not counted a second time', async () => {
		const { world, clone, group } = await cloned(1);
		const { hub, staff } = world;
		const other = await pairKiosk(hub, '4 号机');
		other.checkIn(personOf(clone.entries[0]!.fact)!, MONDAY_10 + MINUTE);
		await other.send(hub);
		const keys = await hub.inbox.apartEntries(venueId, group, LATER, ALL);
		const answer = await hub.inbox.decideApart(staff, venueId, 'counted', keys, REASON);
		expect(answer).toEqual(tally({ 'said-already': 1 }));
		expect(await factsOf(world, 2)).toHaveLength(1);
		const [line] = (await hub.inbox.decided(venueId, ALL)).lines;
		expect(line).toMatchObject({ verdict: 'said-already', factId: other.entries[0]!.entryId });
	});
	it('[S8] that cannot be read can be set aside, not counted', async () => {
		const world = await openWorld();
		const { hub, staff } = world;
		await enrollMembers(hub, 1);
		const kiosk = await pairKiosk(hub);
		const entry = kiosk.checkIn(member(1), MONDAY_10);
		await kiosk.send(hub, [{ ...entry, fact: { kind: 'vote', for: 'x' } }]);
		const [group] = await hub.inbox.apart(venueId);
		expect(group!.reasons).toEqual([{ reason: 'unreadable', count: 1 }]);
		const keys = await hub.inbox.apartEntries(venueId, group!, LATER, ALL);
		expect(keys).toMatchObject([{ says: null }]);
		const decide = (verdict: 'counted' | 'set-aside') =>
			hub.inbox.decideApart(staff, venueId, verdict, keys, REASON);
		expect(await decide('counted')).toEqual(tally({ unreadable: 1 }));
		expect(await decide('set-aside')).toEqual(tally({ 'set-aside': 1 }));
		expect(await decide('set-aside')).toEqual(tally({ 'decided-before': 1 }));
	});
	it('of a class or a person that this venue does not know can only be set aside', async () => {
		const { world, clone, group } = await cloned(1);
		const { hub, staff } = world;
		clone.checkIn(member(77), MONDAY_10);
		clone.checkIn(member(2), MONDAY_10, { sessionId: asId<SessionId>('nowhere') });
		await clone.send(hub);
		const choice = { ...group, until: LATER };
		expect(await hub.inbox.decideApart(staff, venueId, 'counted', choice, REASON)).toEqual(
			tally({ counted: 1, 'unknown-here': 2 }),
		);
	});
	it('belong to their venue: another one’s staff can neither see nor decide them', async () => {
		const { world, group } = await cloned(1);
		const { hub, staff } = world;
		const station = asId<typeof venueId>('station');
		await publishVenue(hub, station);
		expect(await hub.inbox.apart(station)).toEqual([]);
		const keys = await hub.inbox.apartEntries(venueId, group, LATER, ALL);
		expect(await hub.inbox.decideApart(staff, station, 'counted', keys, REASON)).toEqual(tally({}));
		expect(await hub.inbox.open(venueId)).toEqual({ conflicts: 0, apart: 1 });
	});
	it('a correction kept apart is counted as a correction', async () => {
		const { world, clone, kiosk } = await cloned(1);
		const { hub, staff } = world;
		const saw = [kiosk.entries[0]!.entryId];
		const out = { kind: 'correction', ...person(1), present: false, saw, reason: '点名', staffId: staff.id };
		const entry = nextEntry(
			{ venueId, outboxId: kiosk.outboxId },
			clone.head,
			out as Entry['fact'],
			clone.entries[0]!.timing,
		);
		await kiosk.send(hub, [entry]);
		const [, second] = await hub.inbox.apartEntries(
			venueId,
			(await hub.inbox.apart(venueId))[0]!,
			LATER,
			ALL,
		);
		expect(second).toMatchObject({ says: { kind: 'correction', present: false, current: 'present' } });
		const answer = await hub.inbox.decideApart(staff, venueId, 'counted', [second!], REASON);
		expect(answer).toEqual(tally({ counted: 1 }));
		expect(await attendanceOf(world, 1)).toMatchObject({ status: 'absent', conflict: null });
	});

	describe('of who took something back or went out', () => {
		const whom = (n: number) => ({ ...person(n), channel: 'camera' as const, staffId: null });
		const at = (minute: number) => MONDAY_10 + minute * MINUTE;
		/** Beside what `write` writes, the clone holds one check-in of another. Without `pick` all are counted at once. */
		async function counted(write: (clone: TestKiosk) => void) {
			const { world, clone, group } = await cloned(1);
			await enrollMembers(world.hub, 9);
			write(clone);
			await clone.send(world.hub);
			const all = () => world.hub.inbox.apartEntries(venueId, group, LATER, ALL);
			const count = async (pick?: (seq: number) => boolean) =>
				world.hub.inbox.decideApart(
					...([world.staff, venueId, 'counted'] as const),
					pick ? (await all()).filter(({ seq }) => pick(seq)).reverse() : { ...group, until: LATER },
					REASON,
				);
			return { world, count };
		}
		const leave = (clone: TestKiosk, n: number, minute: number) =>
			clone.append({ kind: 'check-out', ...whom(n), serial: 1 }, at(minute));
		const undo = (clone: TestKiosk, n: number, undone: Entry, minute: number) =>
			clone.append({ kind: 'undo', ...whom(n), undoes: undone.entryId }, at(minute));

		it('a check-in that its visitor took back is not counted; one after it is', async () => {
			const { world, count } = await counted((clone) => {
				undo(clone, 5, clone.checkIn(member(5), at(1)), 1.5);
				undo(clone, 6, clone.checkIn(member(6), at(1)), 1.5);
				clone.checkIn(member(6), at(3));
			});
			expect(await count()).toEqual(tally({ counted: 6 }));
			expect(await attendanceOf(world, 5)).toMatchObject({ status: 'absent', since: null, conflict: null });
			expect(await attendanceOf(world, 6)).toMatchObject({ status: 'present', since: at(3), conflict: null });
			expect((await verifyLedger(world.hub)).faults).toEqual([]);
		});
		it('a leaving that was taken back is none', async () => {
			const { world, count } = await counted((clone) => {
				clone.checkIn(member(5), at(1));
				undo(clone, 5, leave(clone, 5, 30), 30.5);
			});
			expect(await count()).toEqual(tally({ counted: 4 }));
			expect(await attendanceOf(world, 5)).toMatchObject({ since: at(1), leftAt: null, away: 0 });
		});
		it('who came back is here again, and was away in between', async () => {
			const { world, count } = await counted((clone) => {
				clone.checkIn(member(5), at(1));
				leave(clone, 5, 30);
				clone.checkIn(member(5), at(40));
				clone.checkIn(member(5), at(41));
			});
			expect(await count()).toEqual(tally({ counted: 4, 'said-already': 1 }));
			expect(await attendanceOf(world, 5)).toMatchObject({
				...{ status: 'present', since: at(1), leftAt: null, away: 10 * MINUTE, conflict: null },
			});
		});
		it('chosen one by one: nothing is taken back before it was decided about, whatever order they are chosen in', async () => {
			const { world, count } = await counted((clone) => {
				undo(clone, 5, clone.checkIn(member(5), at(1)), 1.5);
			});
			expect(await count((seq) => seq === 3)).toEqual(tally({ 'undoes-open': 1 }));
			expect(await attendanceOf(world, 5)).toBeNull();
			expect(await count((seq) => seq > 1)).toEqual(tally({ counted: 2 }));
			expect(await attendanceOf(world, 5)).toMatchObject({ status: 'absent' });
		});
		it('what another fact told before stands: only the act that was taken back is', async () => {
			const { world, count } = await counted((clone) => {
				undo(clone, 5, clone.checkIn(member(5), at(1)), 1.5);
			});
			const other = await pairKiosk(world.hub, '4 号机');
			other.checkIn(member(5), at(0));
			await other.send(world.hub);
			expect(await count((seq) => seq > 1)).toEqual(tally({ 'said-already': 2 }));
			expect(await attendanceOf(world, 5)).toMatchObject({ status: 'present', since: at(0) });
			expect((await world.hub.inbox.decided(venueId, ALL)).lines).toMatchObject([
				{ verdict: 'said-already', factId: null },
				{ verdict: 'said-already', factId: other.entries[0]!.entryId },
			]);
		});
	});
});
