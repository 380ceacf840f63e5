import { expect, it } from 'vitest';
import { asId, type SessionId } from '../../src/lib/base/id.ts';
import { readCatalogue } from '../../src/lib/server/catalogue.ts';
import type { RecordBody } from '../../src/lib/sync/records.ts';
import {
	enrollMembers,
	member,
	MINUTE,
	MONDAY_10,
	openWorld,
	pairKiosk,
	venueId,
	type World,
} from './world.ts';

const TODAY = asId<SessionId>('visit-2026-11-23');

/** The venue becomes a station, which counts visits. */
async function station(): Promise<World> {
	const world = await openWorld();
	const { venue } = (await world.hub.storage.read((tx) => readCatalogue(tx, venueId)))!;
	const body: RecordBody<'venue'> = { ...venue, kind: 'station' };
	await world.hub.records.publish(venueId, [{ kind: 'venue', id: venueId, body }]);
	await enrollMembers(world.hub, 2);
	return world;
}

const tally = ({ hub }: World) =>
	hub.storage.read(
		async (tx) => JSON.parse((await tx.records.body(venueId, 'tally', TODAY)) ?? 'null') as unknown,
	);

it('visits are counted once a person and day, by kiosk and by hand, and staff see who came', async () => {
	const world = await station();
	const { hub, staff } = world;
	const kiosk = await pairKiosk(hub);
	kiosk.checkIn(member(1), MONDAY_10, { sessionId: TODAY });
	kiosk.append(
		{
			...{ kind: 'check-out', sessionId: TODAY, memberId: member(1), serial: 1, channel: 'camera' },
			staffId: null,
		},
		MONDAY_10 + 30 * MINUTE,
	);
	kiosk.checkIn(member(1), MONDAY_10 + 90 * MINUTE, { sessionId: TODAY });
	await kiosk.send(hub);
	expect(await tally(world)).toEqual({ enrolled: 0, present: 1 });
	const byHand = await hub.attendance.checkInByHand(staff, venueId, TODAY, member(2));
	expect(byHand).toMatchObject({ ok: true, value: { status: 'present', late: false } });
	expect(await tally(world)).toEqual({ enrolled: 0, present: 2 });
	const roster = await hub.attendance.roster(venueId, TODAY);
	expect(roster.map((line) => [line.memberId, line.enrolled, line.attendance?.status])).toEqual([
		[member(1), false, 'present'],
		[member(2), false, 'present'],
	]);
	const history = await hub.attendance.history(venueId, TODAY, member(2));
	expect(history[0]!.flags).toEqual([]);
	const catalogue = await hub.records.catalogue(venueId);
	expect(catalogue!.tallies.get(TODAY)).toEqual({ enrolled: 0, present: 2 });
});

it('a palace counts none: such a session does not exist there', async () => {
	const { hub, staff } = await openWorld();
	await enrollMembers(hub, 1);
	expect(await hub.attendance.checkInByHand(staff, venueId, TODAY, member(1))).toEqual({
		...{ ok: false, error: 'no-such-session' },
	});
});
