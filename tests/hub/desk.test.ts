import { describe, expect, it } from 'vitest';
import { asId, type SessionId } from '../../src/lib/base/id.ts';
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
	venueId,
	type World,
} from './world.ts';

const at = (n: number, sessionId = CALLIGRAPHY) => ({ sessionId, memberId: member(n) });
const person = ({ hub }: World, n: number) => hub.desk.person(venueId, at(n));
const flagsOf = async ({ hub }: World, n: number, sessionId = CALLIGRAPHY) =>
	(await hub.attendance.history(venueId, sessionId, member(n))).map(({ kind, flags }) => [kind, ...flags]);

async function deskWorld(count = 3): Promise<World> {
	const world = await openWorld();
	await enrollMembers(world.hub, count);
	return world;
}

describe('the desk', () => {
	it('finds by initials, those who are expected first, with what the door would say', async () => {
		const world = await deskWorld(30);
		const { hub } = world;
		const { found, more } = await hub.desk.find(venueId, CALLIGRAPHY, 'wxm');
		expect([found.length, more]).toEqual([20, true]);
		expect(found[0]).toMatchObject({ name: '王小明', enrolled: true, hasPhone: true, attendance: null });
		expect(found[0]!.verdict).toMatchObject({ outcome: 'admitted' });
		const evening = await hub.desk.find(venueId, EVENING, 'SF30');
		expect(evening.found).toMatchObject([
			{ enrolled: false, verdict: { outcome: 'refused', reason: 'other-class' } },
		]);
		expect(await hub.desk.find(venueId, asId<SessionId>('nowhere'), 'wxm')).toEqual({
			found: [],
			more: false,
		});
	});
	it('checks in, out, and in again; each is taken back by an undo, once', async () => {
		const world = await deskWorld();
		const { hub, staff, clock } = world;
		expect(await hub.desk.checkIn(staff, venueId, at(1), null)).toMatchObject({ ok: true });
		clock.at += 30 * MINUTE;
		expect(await hub.desk.checkOut(staff, venueId, at(1))).toMatchObject({ value: { leftAt: clock.at } });
		expect(await hub.desk.checkOut(staff, venueId, at(1))).toMatchObject({ value: { leftAt: clock.at } });
		const left = (await person(world, 1))!;
		expect(left.lastMove).toMatchObject({ kind: 'check-out' });
		clock.at += 10 * MINUTE;
		const back = await hub.desk.checkIn(staff, venueId, at(1), null);
		expect(back).toMatchObject({
			value: { since: MONDAY_10, leftAt: null, away: 10 * MINUTE, conflict: null },
		});
		const { lastMove } = (await person(world, 1))!;
		for (let twice = 0; twice < 2; twice++)
			expect(await hub.desk.undo(staff, venueId, { ...at(1), undoes: lastMove!.entryId })).toMatchObject({
				value: { leftAt: MONDAY_10 + 30 * MINUTE },
			});
		for (const kind of ['check-out', 'check-in']) {
			const last = (await person(world, 1))!.lastMove!;
			expect(last.kind).toBe(kind);
			await hub.desk.undo(staff, venueId, { ...at(1), undoes: last.entryId });
		}
		expect(await person(world, 1)).toMatchObject({
			lastMove: null,
			attendance: { status: 'absent', conflict: null },
		});
		expect((await flagsOf(world, 1)).map(([kind]) => kind)).toEqual([
			...['check-in', 'check-out', 'check-in', 'undo', 'undo', 'undo'],
		]);
		expect(await hub.desk.checkIn(staff, venueId, at(1), null)).toMatchObject({
			value: { status: 'present' },
		});
	});
	it('notes what changed something, and nothing that was done before', async () => {
		const world = await deskWorld();
		const { hub, staff } = world;
		const twice = async (work: () => Promise<unknown>) => [await work(), await work()];
		await twice(() => hub.desk.checkIn(staff, venueId, at(1), null));
		await twice(() => hub.desk.checkOut(staff, venueId, at(1)));
		const { lastMove } = (await person(world, 1))!;
		await twice(() => hub.desk.undo(staff, venueId, { ...at(1), undoes: lastMove!.entryId }));
		expect((await hub.desk.acts(venueId, 9)).map(({ action }) => action)).toEqual([
			...['desk-undo', 'desk-check-out', 'desk-check-in'],
		]);
	});
	it('takes back what a kiosk did, and nothing that is no coming or leaving', async () => {
		const world = await deskWorld();
		const { hub, staff } = world;
		const kiosk = await pairKiosk(hub);
		kiosk.checkIn(member(2), MONDAY_10);
		await kiosk.send(hub);
		const { lastMove } = (await person(world, 2))!;
		expect(await hub.desk.undo(staff, venueId, { ...at(2), undoes: lastMove!.entryId })).toMatchObject({
			value: { status: 'absent' },
		});
		const word = { ...at(2), present: true, saw: [], reason: '点名' };
		await hub.attendance.correct(staff, venueId, word);
		const all = await hub.attendance.history(venueId, CALLIGRAPHY, member(2));
		const fact = all.find(({ kind }) => kind === 'correction')!;
		for (const undoes of [fact.entryId, 'x', `${'0'.repeat(32)}.1`])
			expect(await hub.desk.undo(staff, venueId, { ...at(2), undoes })).toMatchObject({
				error: 'no-such-fact',
			});
	});
	it('asks the rules first; against them only with a reason, which is kept', async () => {
		const world = await deskWorld();
		const { hub, staff } = world;
		const early = at(1, EVENING);
		for (const why of [null, '', '  '])
			expect(await hub.desk.checkIn(staff, venueId, early, why)).toMatchObject({
				error: { outcome: 'refused', reason: 'other-class' },
			});
		expect(await flagsOf(world, 1, EVENING)).toEqual([]);
		expect(await hub.desk.checkIn(staff, venueId, early, ' 老师同意 ')).toMatchObject({ ok: true });
		expect(await hub.attendance.history(venueId, EVENING, member(1))).toMatchObject([
			{ kind: 'check-in', flags: ['walk-in', 'override'], reason: '老师同意' },
		]);
		expect((await hub.desk.acts(venueId, 5))[0]).toMatchObject({
			...{ action: 'desk-override', staff: '陈站长', name: '王小明', sessionId: EVENING, reason: '老师同意' },
		});
	});
	it('a reason makes no override where none is needed, and nobody is let in twice by it', async () => {
		const world = await deskWorld();
		const { hub, staff } = world;
		await hub.desk.checkIn(staff, venueId, at(1), '不需要');
		await hub.desk.checkIn(staff, venueId, at(1), '再来一次');
		expect(await flagsOf(world, 1)).toEqual([['check-in']]);
	});
	it('says of a class of tomorrow that it is too early, of one of yesterday that it is over', async () => {
		const { hub, staff, clock } = await deskWorld();
		clock.at -= 24 * HOUR;
		const early = await hub.desk.checkIn(staff, venueId, at(1), null);
		expect(early).toMatchObject({ error: { outcome: 'refused', reason: 'too-early' } });
		clock.at += 48 * HOUR;
		const late = await hub.desk.checkIn(staff, venueId, at(1), null);
		expect(late).toMatchObject({ error: { outcome: 'refused', reason: 'closed' } });
	});
	it('takes no sign that nobody sees into a guest’s name, for a mask shows its first', async () => {
		const { hub, staff } = await deskWorld();
		const taken = await hub.desk.guest(staff, venueId, CALLIGRAPHY, '\u202e赵\u200b访客\u2066');
		expect(taken).toMatchObject({ value: { name: '赵访客' } });
	});
	it('takes guests by name: no pass, no card, found again by name', async () => {
		const world = await deskWorld();
		const { hub, staff } = world;
		for (const name of ['', '  ', '\n', '123', 'x'.repeat(61)])
			expect(await hub.desk.guest(staff, venueId, CALLIGRAPHY, name)).toMatchObject({
				error: 'name-missing',
			});
		const taken = await hub.desk.guest(staff, venueId, CALLIGRAPHY, '  赵 访客\n');
		expect(taken).toMatchObject({ value: { name: '赵 访客' } });
		const { found } = await hub.desk.find(venueId, CALLIGRAPHY, 'zfk');
		expect(found).toMatchObject([{ guest: true, enrolled: false, attendance: { status: 'present' } }]);
		const roster = await hub.attendance.roster(venueId, CALLIGRAPHY);
		expect(roster.find(({ name }) => name === '赵 访客')).toMatchObject({ guest: true });
		expect(await hub.attendance.history(venueId, CALLIGRAPHY, found[0]!.memberId)).toMatchObject([
			{ flags: ['guest'] },
		]);
	});
	it('shows a phone number to who asks, and notes it', async () => {
		const { hub, staff } = await deskWorld();
		expect(await hub.desk.phone(staff, venueId, member(1))).toEqual({ ok: true, value: '13800000000' });
		expect(await hub.desk.acts(venueId, 1)).toMatchObject([{ action: 'desk-phone-shown', name: '王小明' }]);
		expect(await hub.desk.phone(staff, venueId, member(9))).toEqual({ ok: false, error: 'no-such-member' });
		expect(await hub.desk.acts(venueId, 9)).toHaveLength(1);
	});
	it('keeps no name in the audit', async () => {
		const { hub, staff } = await deskWorld();
		await hub.desk.checkIn(staff, venueId, at(1), null);
		await hub.desk.guest(staff, venueId, CALLIGRAPHY, '赵访客');
		const lines = await hub.storage.read((tx) => tx.audit.latest(venueId, 9));
		expect(JSON.stringify(lines)).not.toMatch(/王小明|赵访客|13800000000/);
	});
});

describe('a paper sheet', () => {
	it('of a class that is cancelled, or another day’s, is not entered', async () => {
		const { hub, staff, clock } = await deskWorld();
		const rows = [{ memberId: member(1), at: null }];
		clock.at -= 24 * HOUR;
		const enter = () => hub.desk.enterSheet(staff, venueId, CALLIGRAPHY, rows);
		expect(await enter()).toEqual({ ok: false, error: 'not-held' });
		clock.at += 24 * HOUR;
		const session = (await hub.records.catalogue(venueId))!.sessions.get(CALLIGRAPHY)!;
		const cancelled = { ...session, status: 'cancelled' as const };
		await hub.records.publish(venueId, [{ kind: 'session', id: CALLIGRAPHY, body: cancelled }]);
		expect(await enter()).toEqual({ ok: false, error: 'not-held' });
		expect(await hub.attendance.history(venueId, CALLIGRAPHY, member(1))).toEqual([]);
	});
	it('is entered as check-ins of its time, and twice changes nothing', async () => {
		const world = await deskWorld();
		const { hub, staff, clock } = world;
		clock.at += 4 * HOUR;
		const start = MONDAY_10 + 10 * MINUTE;
		const rows = [
			{ memberId: member(1), at: null },
			{ memberId: member(2), at: start + 25 * MINUTE },
			{ memberId: member(9), at: null },
		];
		const once = await hub.desk.enterSheet(staff, venueId, CALLIGRAPHY, rows);
		expect(once).toMatchObject({
			value: [
				{ result: 'entered', since: start },
				{ result: 'entered', since: start + 25 * MINUTE },
				{ result: 'unknown' },
			],
		});
		expect(await flagsOf(world, 1)).toEqual([['check-in', 'from-paper']]);
		expect(await flagsOf(world, 2)).toEqual([['check-in', 'late', 'from-paper']]);
		const [row] = await hub.storage.read((tx) => tx.ledger.ofSubject(venueId, CALLIGRAPHY));
		expect(row).toMatchObject({ timing: { uncertainty: 15 * MINUTE }, receivedAt: clock.at });
		// A colleague has the other half of the names, and one in common.
		const again = await hub.desk.enterSheet(staff, venueId, CALLIGRAPHY, [
			{ memberId: member(1), at: start + MINUTE },
			{ memberId: member(3), at: null },
		]);
		expect(again).toMatchObject({ value: [{ result: 'already', since: start }, { result: 'entered' }] });
		const tally = (await hub.records.catalogue(venueId))!.tallies.get(CALLIGRAPHY);
		expect(tally).toEqual({ enrolled: 3, present: 3 });
		expect(await hub.desk.acts(venueId, 9)).toMatchObject([{ count: 1 }, { count: 2 }]);
	});
	it('does not overrule staff who said that somebody did not come, nor a kiosk', async () => {
		const world = await deskWorld();
		const { hub, staff } = world;
		await hub.attendance.correct(staff, venueId, { ...at(1), present: false, saw: [], reason: '点名' });
		const kiosk = await pairKiosk(hub);
		kiosk.checkIn(member(2), MONDAY_10);
		await kiosk.send(hub);
		const rows = [1, 2].map((n) => ({ memberId: member(n), at: null }));
		expect(await hub.desk.enterSheet(staff, venueId, CALLIGRAPHY, rows)).toMatchObject({
			value: [{ result: 'contradicted' }, { result: 'already', since: MONDAY_10 }],
		});
		expect(await flagsOf(world, 2)).toHaveLength(1);
		expect(await hub.attendance.conflicts(venueId, [CALLIGRAPHY])).toEqual(new Map());
	});
	it('of a session that is still to come has happened now at the latest', async () => {
		const { hub, staff, clock } = await deskWorld();
		const rows = [{ memberId: member(1), at: null }];
		expect(await hub.desk.enterSheet(staff, venueId, EVENING, rows)).toMatchObject({
			value: [{ since: clock.at }],
		});
		expect(await hub.desk.enterSheet(staff, venueId, asId<SessionId>('nowhere'), rows)).toMatchObject({
			error: 'no-such-session',
		});
	});
});
