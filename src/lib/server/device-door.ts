import type { DeviceId, VenueId } from '../base/id.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { DeviceSetting } from '../sync/records.ts';
import { bodies } from './catalogue.ts';
import type { Staff } from './who.ts';
import { readSession } from './session.ts';
import type { Tx } from './storage/port.ts';

/** Whose door a device stands at, as staff have set it; the device hears of it as a record. */
export type DeviceDoor = DeviceSetting['door'];

/** Devices that are not named stand at a door for every class. */
export async function doorsOf(tx: Tx, venueId: VenueId): Promise<Map<string, DeviceDoor>> {
	const records = await tx.records.ofKinds(venueId, ['device']);
	return new Map(bodies(records, 'device').map(([id, { door }]) => [id, door]));
}

export async function setDoor(
	tx: Tx,
	venueId: VenueId,
	id: DeviceId,
	door: DeviceDoor,
	by: Staff,
	now: number,
): Promise<Result<null, 'no-such-device' | 'no-such-door'>> {
	const device = await tx.devices.get(id);
	if (device?.venueId !== venueId || device.revokedAt !== null) return err('no-such-device');
	if (door && !(await isThere(tx, venueId, door))) return err('no-such-door');
	const setting: DeviceSetting = { door };
	const body = door && JSON.stringify(setting);
	await tx.records.put(venueId, [{ kind: 'device', id, body }]);
	await tx.audit.append({
		...{ at: now, venueId, actor: `staff:${by.id}`, action: 'device-door', subject: `device:${id}` },
		detail: JSON.stringify(setting),
	});
	return ok(null);
}

async function isThere(tx: Tx, venueId: VenueId, door: NonNullable<DeviceDoor>): Promise<boolean> {
	if ('session' in door) return (await readSession(tx, venueId, door.session)) !== null;
	return (await tx.records.body(venueId, 'room', door.room)) !== null;
}
