import { asId, type VenueId } from '../../lib/base/id.ts';
import type { Catalogue } from '../../lib/domain/catalogue.ts';
import type { Hub } from '../../lib/server/hub.ts';
import { fail } from '../fail.ts';

/** The venue that a command is about: the only one where none is named. */
export async function venueOrFail(
	hub: Hub,
	named: string | undefined,
): Promise<{ venueId: VenueId; catalogue: Catalogue }> {
	const venues = await hub.records.venues();
	const [only] = venues;
	if (named === undefined && venues.length > 1)
		fail(`which venue? Say --venue with one of ${venues.join(', ')}`);
	const venueId = named === undefined ? only : asId<VenueId>(named);
	const catalogue = venueId && (await hub.records.catalogue(venueId));
	if (!venueId || !catalogue)
		return fail(
			named === undefined
				? 'this hub has no venue yet: put one up with gongzhan config apply'
				: `there is no venue “${named}”: there is ${venues.join(', ') || 'none'}`,
		);
	return { venueId, catalogue };
}
