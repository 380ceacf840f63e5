import { error } from '@sveltejs/kit';
import { asId, type MediaId } from '$lib/base/id.ts';
import { captionsPart } from '$lib/domain/media-proposal.ts';
import { openDesk } from '../../../../../desk.server.ts';
import type { RequestHandler } from './$types';

/** Captions that are proposed, for staff to read along before anybody else does. */
export const GET: RequestHandler = async (event) => {
	const { hub, venueId } = await openDesk(event, 'seeExhibits');
	const { id, language } = event.params;
	const waiting = await hub.media.proposals(venueId, asId<MediaId>(id));
	const change = waiting.find(({ part }) => part === captionsPart(language))?.change;
	if (change?.what !== 'captions' || change.vtt === null) error(404, 'no captions are proposed');
	return new Response(change.vtt, {
		headers: {
			'content-type': 'text/vtt; charset=utf-8',
			'content-security-policy': "default-src 'none'; sandbox",
			'cache-control': 'private, no-store',
		},
	});
};
