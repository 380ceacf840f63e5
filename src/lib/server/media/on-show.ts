import type { MediaId, VenueId } from '../../base/id.ts';
import { mediaOf } from '../../domain/exhibit-references.ts';
import { bodyOf } from '../exhibition/steps.ts';
import type { Tx } from '../storage/port.ts';

/** At a venue, approved and not yet shown. */
const MOST_TO_COME = 10_000;

/** Has somebody approved an exhibit with it that visitors see, or will see by itself one day? */
export async function isOnShow(tx: Tx, venueId: VenueId, mediaId: MediaId): Promise<boolean> {
	if ((await tx.exhibits.usedBy(venueId, mediaId)).length > 0) return true;
	const { rows } = await tx.exhibits.list(venueId, { seen: 'scheduled' }, 0, MOST_TO_COME);
	for (const head of rows) {
		const version = await tx.exhibits.version(venueId, head, head.standing.approved!.version);
		if (version && mediaOf(bodyOf(version)).includes(mediaId)) return true;
	}
	return false;
}
