import { err, ok } from '../base/result.ts';
import { USUAL_SCREEN } from '../domain/screen.ts';
import { bodies } from './catalogue.ts';
import type { Context } from './context.ts';
import { checkedChange } from './records.ts';
import type { ScreenService } from './screen-shapes.ts';

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
