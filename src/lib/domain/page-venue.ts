import type { VenueId } from '../base/id.ts';

/** The venue that a page of staff showed goes with whatever is sent from it: another tab may have switched the console since. Pure. */
export const PAGE_VENUE = '_venue';

/** Where a form sends to (a path, a query or both), with the venue of its page; one that it names already gives way. */
export function withPageVenue(action: string, venueId: VenueId | string): string {
	const [path = '', query = ''] = action.split('?', 2);
	const others = query.split('&').filter((part) => part && !part.startsWith(`${PAGE_VENUE}=`));
	return `${path}?${[...others, `${PAGE_VENUE}=${encodeURIComponent(venueId)}`].join('&')}`;
}
