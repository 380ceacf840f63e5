import { expect, it } from 'vitest';
import { asId, type DeviceId, type RoomId, type SessionId } from '../../src/lib/base/id.ts';
import { CALLIGRAPHY, openWorld, pairKiosk, venueId } from './world.ts';

const room = { room: asId<RoomId>('room-1') };

it('a device is told whose door it stands at, until staff say otherwise', async () => {
	const { hub, staff } = await openWorld();
	const { device } = await pairKiosk(hub);
	const told = async () => {
		const { records } = await hub.records.changesSince(venueId, 0);
		return records.filter(({ kind }) => kind === 'device').map(({ id, body }) => ({ id, body }));
	};
	expect(await told()).toEqual([]);
	for (const door of [room, { session: CALLIGRAPHY }]) {
		expect(await hub.devices.setDoor(venueId, device.id, door, staff)).toEqual({ ok: true, value: null });
		expect(await told()).toEqual([{ id: device.id, body: { door } }]);
		expect((await hub.devices.doors(venueId)).get(device.id)).toEqual(door);
	}
	await hub.devices.setDoor(venueId, device.id, null, staff);
	expect(await told()).toEqual([]);
	expect((await hub.devices.doors(venueId)).size).toBe(0);
	const audit = await hub.storage.read((tx) => tx.audit.latest(venueId, 10));
	expect(audit.filter(({ action }) => action === 'device-door')).toHaveLength(3);
});

it('there are no doors that are not there, and none for devices that are gone', async () => {
	const { hub, staff } = await openWorld();
	const { device } = await pairKiosk(hub);
	const set = (id: DeviceId, door: Parameters<typeof hub.devices.setDoor>[2]) =>
		hub.devices.setDoor(venueId, id, door, staff);
	expect(await set(device.id, { room: asId<RoomId>('attic') })).toMatchObject({ error: 'no-such-door' });
	expect(await set(device.id, { session: asId<SessionId>('never-1') })).toMatchObject({
		error: 'no-such-door',
	});
	expect(await set(asId<DeviceId>('00'.repeat(8)), room)).toMatchObject({ error: 'no-such-device' });
	await hub.devices.revoke(device.id, staff);
	expect(await set(device.id, room)).toMatchObject({ error: 'no-such-device' });
	expect((await hub.devices.doors(venueId)).size).toBe(0);
});
