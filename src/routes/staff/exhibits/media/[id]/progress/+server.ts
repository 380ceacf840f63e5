import { json } from '@sveltejs/kit';
import { asId, type MediaId } from '$lib/base/id.ts';
import { openDesk } from '../../../../desk.server.ts';
import type { RequestHandler } from './$types';

/** How much has been made of a picture or recording. */
export const GET: RequestHandler = async (event) => {
	const { hub, venueId } = await openDesk(event, 'seeExhibits');
	const id = asId<MediaId>(event.params.id);
	const found = await hub.media.get(venueId, id);
	if (!found) return json({ fault: 'no-such-upload' }, { status: 404 });
	const { state, fault } = found.row;
	return json({ state, fault, share: hub.media.progress(id) ?? 1 });
};
