import type { DeviceId, VenueId } from '../base/id.ts';
import { err, ok, type Result } from '../base/result.ts';
import { USUAL_SCREEN, type Screen } from '../domain/screen.ts';
import { bodies } from './catalogue.ts';
import type { Context } from './context.ts';
import { checkedChange } from './records.ts';
import type { Staff } from './who.ts';

/** What each lobby display shows. */
export interface ScreenService {
	/** As staff have set them, by device; a display that is not named shows what is usual. */
	list(venueId: VenueId): Promise<ReadonlyMap<string, Screen>>;
	/** Null: what is usual again. */
	put(
		by: Staff,
		venueId: VenueId,
		id: DeviceId,
		screen: Screen | null,
	): Promise<Result<null, 'no-such-device'>>;
}

export function screenService({ clock, storage }: Context): ScreenService {
	return {
		list: (venueId) =>
			storage.read(async (tx) => new Map(bodies(await tx.records.ofKinds(venueId, ['screen']), 'screen'))),
		put: (by, venueId, id, screen) =>
			storage.write(venueId, async (tx) => {
				const device = await tx.devices.get(id);
				if (device?.venueId !== venueId || device.revokedAt !== null || device.kind !== 'lobby')
					return err('no-such-device');
				const set = screen && JSON.stringify(screen) !== JSON.stringify(USUAL_SCREEN) ? screen : null;
				await tx.records.put(venueId, [checkedChange({ kind: 'screen', id, body: set })]);
				await tx.audit.append({
					...{ at: clock.now(), venueId, actor: `staff:${by.id}`, action: 'screen-set' },
					...{ subject: `device:${id}`, detail: JSON.stringify({ by: by.name, name: device.name }) },
				});
				return ok(null);
			}),
	};
}
