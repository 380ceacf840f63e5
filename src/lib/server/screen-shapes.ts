import type { DeviceId, VenueId } from '../base/id.ts';
import type { Result } from '../base/result.ts';
import type { Screen } from '../domain/screen.ts';
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
