import type { VenueId } from '../../base/id.ts';
import { withPageVenue } from '../../domain/page-venue.ts';

const FORM = /<form\b[^>]*\bmethod="post"[^>]*>/gi;
const ACTION = /\baction="([^"]*)"/;
const FORM_ACTION = /(<(?:button|input)\b[^>]*\sformaction=")([^"]*)"/gi;

/**
 * A rendered page whose forms say of which venue it tells, wherever they send to. One that names no place sends to the page's own,
 * whose `search` it keeps. Texts of a page hold no “<”: what is found is a tag.
 */
export function formsOfVenue(html: string, venueId: VenueId, search: string): string {
	const at = (escaped: string): string =>
		withPageVenue(escaped.replaceAll('&amp;', '&'), venueId).replaceAll('&', '&amp;');
	return html
		.replaceAll(FORM, (tag) =>
			ACTION.test(tag)
				? tag.replace(ACTION, (_, action: string) => `action="${at(action)}"`)
				: tag.replace(
						/^<form/i,
						`<form action="${at(search.replaceAll('"', '%22').replaceAll('<', '%3C'))}"`,
					),
		)
		.replaceAll(FORM_ACTION, (_, before: string, action: string) => `${before}${at(action)}"`);
}
