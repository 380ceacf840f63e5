import { expect, it } from 'vitest';
import { asId, type SessionId } from '../../src/lib/base/id.ts';
import { GUESTS_KEPT, sweep } from '../../src/lib/server/sweep.ts';
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

const DAY = 24 * HOUR;

it('a guest’s name is forgotten after a month; that somebody came is not', async () => {
	const { hub, clock, staff } = await openWorld();
	await enrollMembers(hub, 1);
	const taken = await hub.desk.guest(staff, venueId, CALLIGRAPHY, '赵访客');
	if (!taken.ok) throw new Error(taken.error);
	const name = async () => (await hub.mine.person(taken.value.memberId))?.name ?? null;
	clock.at += GUESTS_KEPT;
	await sweep(hub);
	expect(await name()).toBe('赵访客');
	clock.at += 1;
	await sweep(hub);
	expect(await name()).toBeNull();
	expect(await hub.mine.person(member(1))).toMatchObject({ name: '王小明' });
	expect(await hub.attendance.came(venueId, CALLIGRAPHY)).toBe(1);
	expect(await hub.desk.acts(venueId, 1)).toMatchObject([{ action: 'desk-guest', name: null }]);
	const { found } = await hub.desk.find(venueId, CALLIGRAPHY, 'zfk');
	expect(found).toEqual([]);
});

it('kiosks are told of visits for a month; staff may look further back', async () => {
	const { hub, clock } = await openWorld();
	const venue = (await hub.records.catalogue(venueId))!.venue;
	await hub.records.publish(venueId, [{ kind: 'venue', id: venueId, body: { ...venue, kind: 'station' } }]);
	await enrollMembers(hub, 1);
	const day = asId<SessionId>('visit-2026-11-23');
	const kiosk = await pairKiosk(hub);
	kiosk.checkIn(member(1), MONDAY_10, { sessionId: day });
	await kiosk.send(hub);
	const tally = async () => (await hub.records.catalogue(venueId))!.tallies.get(day);
	clock.at += 31 * DAY;
	await sweep(hub);
	expect(await tally()).toMatchObject({ present: 1 });
	const { cursor } = await hub.records.changesSince(venueId, 0);
	clock.at += DAY;
	await sweep(hub);
	expect(await tally()).toBeUndefined();
	const { records } = await hub.records.changesSince(venueId, cursor);
	expect(records).toMatchObject([{ kind: 'tally', id: day, body: null }]);
	expect(await hub.attendance.came(venueId, day)).toBe(1);
	expect((await hub.records.catalogue(venueId))!.tallies.has(CALLIGRAPHY)).toBe(true);
});
