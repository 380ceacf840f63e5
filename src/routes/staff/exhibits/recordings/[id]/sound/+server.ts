import { error } from '@sveltejs/kit';
import { asId, type RecordingId } from '$lib/base/id.ts';
import { openDesk } from '../../../../desk.server.ts';
import type { RequestHandler } from './$types';

/** A visitor's voice, for whoever decides about it. It stays nowhere on the way. */
export const GET: RequestHandler = async (event) => {
	const { hub, venueId, staff } = await openDesk(event, 'hearRecordings');
	const sound = await hub.recordings.hear(staff, venueId, asId<RecordingId>(event.params.id));
	if (!sound) error(404, 'no such recording');
	return new Response(sound, {
		headers: {
			'content-type': 'audio/webm',
			'content-security-policy': "default-src 'none'; sandbox",
			'cache-control': 'private, no-store',
		},
	});
};
