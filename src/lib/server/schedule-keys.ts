import { equalBytes, toBase64Url, utf8 } from '../base/bytes.ts';
import type { VenueId } from '../base/id.ts';
import type { AuditAction } from '../domain/audit.ts';
import type { Context } from './context.ts';
import type { Tx } from './storage/port.ts';
import type { Staff } from './who.ts';

/** A venue that keeps its schedule to itself: whoever reads it as a calendar, a file or JSON must know a key. */
export interface ScheduleKeyService {
	/** Null where everybody may read it. */
	of(venueId: VenueId): Promise<string | null>;
	/** From now on only with a new key; one given before opens nothing any more. */
	renew(by: Staff, venueId: VenueId): Promise<string>;
	/** For everybody again. */
	open(by: Staff, venueId: VenueId): Promise<void>;
	/** Takes as long for a wrong key as for the right one. */
	admits(venueId: VenueId, given: string | null): Promise<boolean>;
}

const KEY_BYTES = 16;
const nameOf = (venueId: VenueId): string => `schedule key ${venueId}`;

export function scheduleKeyService({ storage, clock, random }: Context): ScheduleKeyService {
	const keyOf = async (tx: Tx, venueId: VenueId): Promise<string | null> =>
		(await tx.meta.get(nameOf(venueId))) || null;
	const note = (tx: Tx, by: Staff, venueId: VenueId, action: AuditAction): Promise<void> =>
		tx.audit.append({
			...{ at: clock.now(), venueId, actor: `staff:${by.id}`, action },
			...{ subject: `venue:${venueId}`, detail: null },
		});
	return {
		of: (venueId) => storage.read((tx) => keyOf(tx, venueId)),
		renew: (by, venueId) =>
			storage.write(venueId, async (tx) => {
				const key = toBase64Url(random.bytes(KEY_BYTES));
				const was = await keyOf(tx, venueId);
				await tx.meta.set(nameOf(venueId), key);
				await note(tx, by, venueId, was === null ? 'schedule-closed' : 'schedule-key-renewed');
				return key;
			}),
		open: (by, venueId) =>
			storage.write(venueId, async (tx) => {
				if ((await keyOf(tx, venueId)) === null) return;
				await tx.meta.set(nameOf(venueId), '');
				await note(tx, by, venueId, 'schedule-opened');
			}),
		admits: async (venueId, given) => {
			const key = await storage.read((tx) => keyOf(tx, venueId));
			return key === null || equalBytes(utf8(key), utf8(given ?? ''));
		},
	};
}
