import { describe, expect, it } from 'vitest';
import { fromHex } from '../../src/lib/base/bytes.ts';
import { asId } from '../../src/lib/base/id.ts';
import { sessionCodePath, stepAt } from '../../src/lib/domain/session-code.ts';
import {
	CALLIGRAPHY,
	enrollMembers,
	EVENING,
	HOUR,
	member,
	MINUTE,
	openWorld,
	pairKiosk,
	publishVenue,
	venueId,
	type World,
} from './world.ts';

interface Query {
	s: string;
	d: string;
	t: string;
	c: string;
}

/** The code that a screen shows for a session at this moment, by its own clock. */
async function shownCode({ hub, clock }: World, sessionId = CALLIGRAPHY, at = clock.at): Promise<Query> {
	const kiosk = (await hub.devices.list(venueId))[0] ?? (await pairKiosk(hub)).device;
	const self = await hub.devices.self(kiosk, 'https://hub.example');
	const key = fromHex(self.dayKeys[new Date(at).toISOString().slice(0, 10)]!)!;
	const path = sessionCodePath({ sessionId, deviceId: kiosk.id, step: stepAt(at) }, key);
	return Object.fromEntries(new URL(path, 'https://hub.example').searchParams) as unknown as Query;
}

async function ticketFor(world: World, sessionId = CALLIGRAPHY): Promise<string> {
	const opened = await world.hub.sessionCodes.open(await shownCode(world, sessionId));
	if (!opened.ok) throw new Error(opened.error);
	return opened.value.ticket;
}

describe('session code', () => {
	it('is exchanged for a ticket that checks in the holder of a pass, once', async () => {
		const world = await openWorld();
		await enrollMembers(world.hub, 1);
		const { hub, clock } = world;
		const text = await hub.passes.textFor(member(1));
		const ticket = await ticketFor(world);
		const first = await hub.sessionCodes.checkIn(ticket, text);
		expect(first).toEqual({
			ok: true,
			value: { outcome: 'admitted', sessionId: CALLIGRAPHY, at: clock.at, flags: [] },
		});
		clock.at += MINUTE;
		expect(await hub.sessionCodes.checkIn(ticket, text)).toMatchObject({
			value: { outcome: 'already-in', at: clock.at - MINUTE },
		});
		expect(await hub.attendance.history(venueId, CALLIGRAPHY, member(1))).toHaveLength(1);
	});
	it('takes a guest who presses twice for one person, and two guests for two', async () => {
		const world = await openWorld();
		const { hub } = world;
		const { venue } = (await hub.records.catalogue(venueId))!;
		const body = { ...venue, policy: { ...venue.policy, guests: 'admit' as const } };
		await hub.records.publish(venueId, [{ kind: 'venue', id: venueId, body }]);
		const ticket = await ticketFor(world);
		const come = (name: string) => hub.sessionCodes.checkIn(ticket, { name });
		const names = ['赵 六', '赵 六', ' 赵  六\u200b', '钱七'];
		const outcomes = (await Promise.all(names.map(come))).map((done) => done.ok && done.value.outcome);
		expect(outcomes).toEqual(['admitted', 'already-in', 'already-in', 'admitted']);
		const roster = await hub.attendance.roster(venueId, CALLIGRAPHY);
		expect(roster.map(({ name }) => name).sort()).toEqual(['赵 六', '钱七']);
	});
	it('that was relayed and is 25 s old when it is opened is stale, and so is one made in advance', async () => {
		const world = await openWorld();
		await pairKiosk(world.hub);
		expect(world.clock.at % 10_000, 'a step begins').toBe(0);
		const opened = async (away: number) =>
			world.hub.sessionCodes.open(await shownCode(world, CALLIGRAPHY, world.clock.at + away));
		const began = world.clock.at;
		const code = await shownCode(world);
		for (const [later, answer] of [
			[0, 'good'],
			[24_000, 'good'],
			[25_000, 'stale'],
			[3_600_000, 'stale'],
		] as const) {
			world.clock.at = began + later;
			const told = await world.hub.sessionCodes.open(code);
			expect(told.ok ? 'good' : told.error, `${later} ms later`).toBe(answer);
		}
		for (const ahead of [10_000, 30_000, 86_400_000])
			expect(await opened(ahead)).toEqual({ ok: false, error: 'stale' });
	});
	it('that is replayed gives a ticket to each phone in its seconds, and no second check-in to anyone', async () => {
		const world = await openWorld();
		await enrollMembers(world.hub, 1);
		await pairKiosk(world.hub);
		const { hub } = world;
		const code = await shownCode(world);
		const text = await hub.passes.textFor(member(1));
		const outcomes: string[] = [];
		for (let phone = 0; phone < 3; phone++) {
			const opened = await hub.sessionCodes.open(code);
			if (!opened.ok) throw new Error(opened.error);
			const done = await hub.sessionCodes.checkIn(opened.value.ticket, text);
			outcomes.push(done.ok ? done.value.outcome : 'refused');
		}
		expect(outcomes).toEqual(['admitted', 'already-in', 'already-in']);
		expect(await hub.attendance.history(venueId, CALLIGRAPHY, member(1))).toHaveLength(1);
	});
	it('of one venue opens no class of another, even by whoever holds its screen’s key', async () => {
		const world = await openWorld();
		const { hub } = world;
		await enrollMembers(hub, 1);
		const station = asId<typeof venueId>('station');
		await publishVenue(hub, station);
		const session = (await hub.records.catalogue(station))!.sessions.get(CALLIGRAPHY)!;
		const elsewhere = asId<typeof CALLIGRAPHY>('station-only');
		await hub.records.publish(station, [
			{ kind: 'session', id: elsewhere, body: { ...session, id: elsewhere } },
		]);
		const ticket = await ticketFor(world, elsewhere);
		const text = await hub.passes.textFor(member(1));
		expect(await hub.sessionCodes.checkIn(ticket, text)).toMatchObject({
			ok: false,
			error: { reason: 'closed' },
		});
	});
	it('is judged more widely the longer its screen has been cut off', async () => {
		const world = await openWorld();
		await pairKiosk(world.hub);
		const behind = async () => shownCode(world, CALLIGRAPHY, world.clock.at - 35_000);
		expect(await world.hub.sessionCodes.open(await behind())).toMatchObject({ error: 'stale' });
		world.clock.at += 5 * 24 * HOUR;
		expect(await world.hub.sessionCodes.open(await behind())).toMatchObject({ ok: true });
	});
	it('cannot be made up, bent, or shown by a revoked or unknown screen', async () => {
		const world = await openWorld();
		const { hub, staff } = world;
		const kiosk = await pairKiosk(hub);
		const good = await shownCode(world);
		const bent: Partial<Query>[] = [
			...[{ s: EVENING }, { d: '00'.repeat(8) }, { t: String(Number(good.t) + 1) }, { c: 'AAAAAAAAAAAAAA' }],
			...[{ c: '' }, { t: '-1' }, { t: '1e3' }, { t: '9'.repeat(40) }, { t: '9999999999' }, { s: '' }],
		];
		for (const change of bent)
			expect(await hub.sessionCodes.open({ ...good, ...change })).toEqual({ ok: false, error: 'forged' });
		await hub.devices.revoke(kiosk.device.id, staff);
		expect(await hub.sessionCodes.open(good)).toEqual({ ok: false, error: 'forged' });
	});
	it('ticket ends after ten minutes and cannot be made up', async () => {
		const world = await openWorld();
		await enrollMembers(world.hub, 1);
		const text = await world.hub.passes.textFor(member(1));
		const ticket = await ticketFor(world);
		const moved = ticket.replace(CALLIGRAPHY, EVENING);
		for (const bad of ['', '.', 'palace', moved, `${ticket}A`])
			expect(await world.hub.sessionCodes.checkIn(bad, text)).toEqual({ ok: false, error: 'stale-ticket' });
		world.clock.at += 10 * MINUTE;
		expect(await world.hub.sessionCodes.checkIn(ticket, text)).toEqual({ ok: false, error: 'stale-ticket' });
	});
	it('asks the same questions as a kiosk', async () => {
		const world = await openWorld();
		const { hub, staff } = world;
		await enrollMembers(hub, 3, 'evening');
		const answer = async (text: string, sessionId = CALLIGRAPHY) => {
			const done = await hub.sessionCodes.checkIn(await ticketFor(world, sessionId), text);
			if (done.ok) return done.value.outcome;
			return typeof done.error === 'string' ? done.error : done.error.reason;
		};
		const text = await hub.passes.textFor(member(1));
		expect(await answer(text)).toBe('not-enrolled');
		expect(await answer(text, EVENING)).toBe('too-early');
		expect(await answer('https://example.org')).toBe('unreadable');
		await hub.passes.revoke(member(1), staff);
		expect(await answer(text)).toBe('revoked');
		world.clock.at += 12 * HOUR;
		expect(await answer(await hub.passes.textFor(member(2)))).toBe('closed');
	});
	it('ticket that many people share is flagged, never blocked', async () => {
		const world = await openWorld();
		const { hub } = world;
		await enrollMembers(hub, 6);
		const ticket = await ticketFor(world);
		for (let n = 1; n <= 6; n++)
			expect(await hub.sessionCodes.checkIn(ticket, await hub.passes.textFor(member(n)))).toMatchObject({
				ok: true,
			});
		const flags = async (n: number) =>
			(await hub.attendance.history(venueId, asId(CALLIGRAPHY), member(n)))[0]!.flags;
		expect(await flags(5)).toEqual([]);
		expect(await flags(6)).toEqual(['shared-ticket']);
	});
});
