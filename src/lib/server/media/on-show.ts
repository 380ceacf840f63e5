import type { MediaId, VenueId } from '../../base/id.ts';
import { mediaOf } from '../../domain/exhibit-references.ts';
import { bodyOf } from '../exhibition/steps.ts';
import type { ExhibitFilter, ExhibitKey } from '../storage/exhibit-port.ts';
import type { Tx } from '../storage/port.ts';

/** Of a venue, that visitors do not see yet. */
const MOST_TO_COME = 10_000;
/** Of one exhibit, the latest. */
const MOST_STEPS = 200;
const TO_COME: readonly ExhibitFilter[] = [
	{ seen: 'scheduled' },
	{ seen: 'over' },
	{ stage: 'review' },
	{ stage: 'draft' },
];

/**
 * Do visitors see an exhibit with it, will they see one again without anybody looking at it (its time is to come, or over and may
 * be prolonged), or has one lain before a second person, who approves the version that they have seen?
 */
export async function isOnShow(tx: Tx, venueId: VenueId, mediaId: MediaId): Promise<boolean> {
	if ((await tx.exhibits.usedBy(venueId, mediaId)).length > 0) return true;
	for (const filter of TO_COME) {
		const { rows } = await tx.exhibits.list(venueId, filter, 0, MOST_TO_COME);
		for (const { standing, ...key } of rows) {
			const number = filter.stage ? standing.latest : standing.approved!.version;
			const version = await tx.exhibits.version(venueId, key, number);
			if (!version || !mediaOf(bodyOf(version)).includes(mediaId)) continue;
			if (filter.stage !== 'draft' || (await wasSubmitted(tx, venueId, key, number))) return true;
		}
	}
	return false;
}

/** Sent back or taken back since: who had it before them may still have the page open. */
const wasSubmitted = async (tx: Tx, venueId: VenueId, key: ExhibitKey, number: number): Promise<boolean> =>
	(await tx.exhibits.steps(venueId, key, MOST_STEPS)).some(
		({ act, version }) => act === 'submit' && version === number,
	);
