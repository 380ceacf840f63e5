import type { DeviceId } from '../base/id.ts';
import type { ToldPack } from '../sync/pack.ts';
import type { Context } from './context.ts';
import type { DeviceService } from './hub.ts';

/** A note and no more: nothing is decided by it, and the next one takes its place. */
const keyOf = (id: DeviceId): string => `pack ${id}`;

export const packNotes = ({ storage, clock }: Context): Pick<DeviceService, 'tellPack' | 'packs'> => ({
	async tellPack({ id, venueId }, { here, bytes, problem, failing }) {
		const told: ToldPack = { here, bytes, problem, failing, at: clock.now() };
		await storage.write(venueId, (tx) => tx.meta.set(keyOf(id), JSON.stringify(told)));
	},
	packs: (venueId) =>
		storage.read(async (tx) => {
			const told = new Map<DeviceId, ToldPack>();
			for (const { deviceId } of await tx.devices.ofVenue(venueId)) {
				const text = await tx.meta.get(keyOf(deviceId));
				if (text !== null) told.set(deviceId, JSON.parse(text) as ToldPack);
			}
			return told;
		}),
});
