import { error } from '@sveltejs/kit';
import { openDesk } from '../../../desk.server.ts';
import type { RequestHandler } from './$types';

/** The scanned paper of a consent: for those who write exhibits, to be kept, never to be opened as a page. */
export const GET: RequestHandler = async (event) => {
	const { hub, venueId } = await openDesk(event, 'writeExhibits');
	const consent = await hub.storage.read((tx) => tx.consents.get(venueId, event.params.id));
	const bytes = consent?.scan ? await hub.media.scan(consent.scan.sha256) : null;
	if (!consent?.scan || !bytes) error(404, 'no such paper');
	return new Response(bytes, {
		headers: {
			'content-type': consent.scan.type,
			'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(consent.scan.name)}`,
			'content-security-policy': "default-src 'none'; sandbox",
			'cache-control': 'private, no-store',
		},
	});
};
