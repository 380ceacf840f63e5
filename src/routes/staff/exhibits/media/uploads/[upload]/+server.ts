import { json } from '@sveltejs/kit';
import { openDesk } from '../../../../desk.server.ts';
import type { RequestHandler } from './$types';

/** How far it has come. */
export const GET: RequestHandler = async (event) => {
	const { hub, venueId, staff } = await openDesk(event, 'writeExhibits');
	const offset = await hub.media.offset(staff, venueId, event.params.upload);
	return offset === null ? json({ fault: 'no-such-upload' }, { status: 404 }) : json({ offset });
};

/** The next piece: `x-offset` says from where, `x-sha256` what it must be. Answers with where to go on. */
export const PUT: RequestHandler = async (event) => {
	const { hub, venueId, staff } = await openDesk(event, 'writeExhibits');
	const { headers } = event.request;
	const offset = Number(headers.get('x-offset') ?? NaN);
	const piece = { offset, sha256: headers.get('x-sha256') ?? '' };
	const bytes = new Uint8Array(await event.request.arrayBuffer());
	const done = await hub.media.append(staff, venueId, event.params.upload, { ...piece, bytes });
	if (done.ok) return json(done.value);
	return json(done.error, { status: done.error.fault === 'no-such-upload' ? 404 : 409 });
};

/** All of it is here. */
export const POST: RequestHandler = async (event) => {
	const { hub, venueId, staff } = await openDesk(event, 'writeExhibits');
	const done = await hub.media.finish(staff, venueId, event.params.upload);
	return done.ok
		? json({ id: done.value.mediaId, known: done.value.known })
		: json({ fault: done.error }, { status: 400 });
};
