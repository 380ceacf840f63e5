import type { MediaId, VenueId } from '../../base/id.ts';
import { mediaOf, type ExhibitBody } from '../../domain/exhibit-references.ts';
import type { StandingVersion } from '../storage/exhibit-port.ts';
import type { Tx } from '../storage/port.ts';

/**
 * Do visitors see an exhibit with it, will they see one again without anybody looking at it (its time is to come, or over and may
 * be prolonged), or has one lain before a second person, who approves the version that they have seen?
 */
export async function isOnShow(tx: Tx, venueId: VenueId, mediaId: MediaId): Promise<boolean> {
	if ((await tx.exhibits.usedBy(venueId, mediaId)).length > 0) return true;
	const saying = await tx.exhibits.sayingUnseen(venueId, JSON.stringify(mediaId));
	return saying.some(
		(version) =>
			(isSeenAgain(version) || hasBeenSubmitted(version)) &&
			mediaOf(JSON.parse(version.body) as ExhibitBody).includes(mediaId),
	);
}

const isSeenAgain = ({ seen, standing, version }: StandingVersion): boolean =>
	(seen === 'scheduled' || seen === 'over') && standing.approved!.version === version;

/** Where it was sent back or taken back since, who had it before them may still have the page open. */
const hasBeenSubmitted = ({ standing, version, submitted }: StandingVersion): boolean =>
	standing.latest === version && (standing.stage === 'review' || (standing.stage === 'draft' && submitted));
