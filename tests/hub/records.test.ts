import { describe, expect, it } from 'vitest';
import { parseBody, type RecordBody } from '../../src/lib/sync/records.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import {
	CALLIGRAPHY,
	enrollMembers,
	HOUR,
	member,
	MONDAY_10,
	openWorld,
	pairKiosk,
	venueId,
} from './world.ts';

const room = (n: number): { kind: 'room'; id: string; body: RecordBody<'room'> } => ({
	kind: 'room',
	id: `hall-${n}`,
	body: { id: `hall-${n}`, name: { zh: `展厅 ${n}` }, floor: 1 } as RecordBody<'room'>,
});

/** A cache as a kiosk keeps it: follows the answers until there is no more. */
async function follow(hub: Hub, cache: Map<string, unknown>, cursor: number): Promise<number> {
	for (;;) {
		const page = await hub.records.changesSince(venueId, cursor);
		if (page.reset) cache.clear();
		for (const { kind, id, body } of page.records) {
			if (body === null) cache.delete(`${kind} ${id}`);
			else cache.set(`${kind} ${id}`, body);
		}
		expect(page.records.length).toBeLessThanOrEqual(2000);
		cursor = page.cursor;
		if (!page.more) return cursor;
	}
}

describe('records', () => {
	it('[S14] reach a kiosk in pages, and afterwards only what changed', async () => {
		const { hub } = await openWorld();
		await hub.records.publish(
			venueId,
			Array.from({ length: 4500 }, (_, n) => room(n)),
		);
		const cache = new Map<string, unknown>();
		const cursor = await follow(hub, cache, 0);
		expect([...cache.keys()].filter((key) => key.startsWith('room hall-'))).toHaveLength(4500);
		expect(parseBody('key', cache.get('key 1'))).toMatchObject({ keyId: 1 });
		await hub.records.publish(venueId, [room(1), { kind: 'room', id: 'hall-2', body: null }]);
		const change = await hub.records.changesSince(venueId, cursor);
		expect(change).toMatchObject({ reset: false, more: false, cursor: cursor + 1 });
		expect(change.records).toMatchObject([{ kind: 'room', id: 'hall-2', body: null }]);
		await follow(hub, cache, cursor);
		expect(cache.has('room hall-2')).toBe(false);
	});
	it('[S15] start again for a cursor that the hub has never given', async () => {
		const { hub } = await openWorld();
		const first = await hub.records.changesSince(venueId, 0);
		expect(await hub.records.changesSince(venueId, first.cursor)).toMatchObject({
			reset: false,
			records: [],
		});
		const answer = await hub.records.changesSince(venueId, first.cursor + 1);
		expect(answer).toMatchObject({ reset: true, cursor: first.cursor });
		expect(answer.records).toEqual(first.records);
	});
	it('tell who is present today, and nobody who was yesterday', async () => {
		const world = await openWorld();
		const kiosk = await pairKiosk(world.hub);
		kiosk.checkIn(member(1), MONDAY_10);
		await kiosk.send(world.hub);
		const presence = async () =>
			(await world.hub.records.changesSince(venueId, 0)).records.filter(({ kind }) => kind === 'presence');
		expect(await presence()).toHaveLength(1);
		world.clock.at += 14 * HOUR; // midnight in Shanghai
		expect(await presence()).toEqual([]);
		kiosk.checkIn(member(2), MONDAY_10 - 48 * HOUR);
		await kiosk.send(world.hub);
		expect(await presence()).toEqual([]);
		world.clock.at += 48 * HOUR;
		await world.hub.close();
		const { hub } = await openWorld(world.directory, world.clock);
		const kept = await hub.storage.read((tx) => tx.records.ofKinds(venueId, ['presence']));
		expect(kept).toEqual([]);
		const { tallies } = (await hub.records.catalogue(venueId))!;
		expect(tallies.get(CALLIGRAPHY)).toMatchObject({ present: 2 });
	});
	it('tell who came before midnight to a class that lasts beyond it, and what staff took back, until it is over', async () => {
		const { hub, clock, staff } = await openWorld();
		await enrollMembers(hub, 1);
		const night = (await hub.records.one(venueId, 'session', CALLIGRAPHY))!;
		const startsAt = MONDAY_10 + 13 * HOUR;
		const body = { ...night, startsAt, endsAt: startsAt + 2 * HOUR };
		await hub.records.publish(venueId, [{ kind: 'session', id: CALLIGRAPHY, body }]);
		const kiosk = await pairKiosk(hub);
		const taken = kiosk.checkIn(member(1), startsAt);
		clock.at = startsAt + HOUR / 2;
		await kiosk.send(hub);
		const word = { sessionId: CALLIGRAPHY, memberId: member(1), present: false, saw: [taken.entryId] };
		await hub.attendance.correct(staff, venueId, { ...word, reason: '不是本人' });
		kiosk.checkIn(member(2), startsAt);
		await kiosk.send(hub);
		const told = async () =>
			(await hub.records.changesSince(venueId, 0)).records
				.filter(({ kind }) => kind === 'presence' || kind === 'taken-back')
				.map(({ kind, id }) => `${kind} ${id}`)
				.sort();
		const both = [`presence ${CALLIGRAPHY}/${member(2)}`, `taken-back ${CALLIGRAPHY}/${member(1)}`];
		expect(await told()).toEqual(both);
		clock.at = startsAt + 1.5 * HOUR;
		expect(await told()).toEqual(both);
		clock.at = body.endsAt;
		expect(await told()).toEqual([]);
	});
	it('[S14] take back a presence that an earlier fact has moved to another day', async () => {
		const { hub } = await openWorld();
		const [kiosk, slow] = [await pairKiosk(hub, '1'), await pairKiosk(hub, '2')];
		kiosk.checkIn(member(1), MONDAY_10);
		await kiosk.send(hub);
		const { cursor } = await hub.records.changesSince(venueId, 0);
		slow.checkIn(member(1), MONDAY_10 - 24 * HOUR);
		await slow.send(hub);
		const { records } = await hub.records.changesSince(venueId, cursor);
		expect(records.filter(({ kind }) => kind === 'presence')).toMatchObject([{ body: null }]);
	});
	it('are refused when they do not fit their schema', async () => {
		const { hub } = await openWorld();
		const bad = { ...room(1), body: { id: 'hall-1', name: { zh: '' }, floor: 0 } as RecordBody<'room'> };
		await expect(hub.records.publish(venueId, [room(2), bad])).rejects.toThrow(/room hall-1: name.zh/);
		expect((await hub.records.catalogue(venueId))!.rooms.size).toBe(1);
	});
	it('announce each change once, and none where nothing changed', async () => {
		const { hub } = await openWorld();
		const heard: number[] = [];
		const stop = hub.live.subscribe(venueId, (rev) => heard.push(rev));
		expect(hub.live.listeners).toBe(1);
		await hub.records.publish(venueId, [room(1), room(2)]);
		await hub.records.publish(venueId, [room(1)]);
		stop();
		await hub.records.publish(venueId, [room(3)]);
		expect(heard).toHaveLength(1);
		expect(hub.live.listeners).toBe(0);
	});
});
