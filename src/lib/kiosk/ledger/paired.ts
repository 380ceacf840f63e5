import { asId, type DeviceId, type VenueId } from '../../base/id.ts';
import type { DeviceRow } from './database.ts';

/** As whom the hub knows this device. */
export interface Paired {
	readonly deviceId: DeviceId;
	readonly venueId: VenueId;
}

/** Whom the hub has paired this device with, as far as the disk remembers. */
export const pairedAs = (device: DeviceRow | null): Paired | null =>
	device?.deviceId && device.venueId
		? { deviceId: asId<DeviceId>(device.deviceId), venueId: asId<VenueId>(device.venueId) }
		: null;
