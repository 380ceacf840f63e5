import type { MediaId, VenueId } from '../../base/id.ts';
import { mediaOf } from '../../domain/exhibit-references.ts';
import { bodyOf } from '../exhibition/steps.ts';
import type { ExhibitFilter } from '../storage/exhibit-port.ts';
import type { Tx } from '../storage/port.ts';

/** Of a venue, that visitors do not see yet. */
const MOST_TO_COME = 10_000;
const TO_COME: readonly ExhibitFilter[] = [{ seen: 'scheduled' }, { stage: 'review' }];

/**
 * Do visitors see an exhibit with it, will they see one by itself one day, or does one lie before a second person, who approves
 * what they have seen?
 */
export async function isOnShow(tx: Tx, venueId: VenueId, mediaId: MediaId): Promise<boolean> {
	if ((await tx.exhibits.usedBy(venueId, mediaId)).length > 0) return true;
	for (const filter of TO_COME) {
		const { rows } = await tx.exhibits.list(venueId, filter, 0, MOST_TO_COME);
		for (const { standing, ...key } of rows) {
			const number = filter.stage ? standing.latest : standing.approved!.version;
			const version = await tx.exhibits.version(venueId, key, number);
			if (version && mediaOf(bodyOf(version)).includes(mediaId)) return true;
		}
	}
	return false;
}
