import type { VenueId } from '$lib/base/id.ts';
import type { Device, Staff } from '$lib/server/hub.ts';
import { API } from '$lib/server/http/api.ts';
import { DEVICE_COOKIE, STAFF_COOKIE } from '$lib/server/http/cookies.ts';
import { endpoint } from '$lib/server/http/endpoint.ts';
import { problem } from '$lib/server/http/problem.ts';

export const GET = endpoint(API.live, async ({ hub, asker, query, event }) => {
	const device = 'pairedAt' in asker;
	const venueId = venueOf(asker, query.venue);
	if (!venueId)
		return problem('forbidden', {
			message: 'this session may not listen to that venue',
			field: 'venue',
			hint: 'name a venue that you work at',
		});
	const token = event.cookies.get(device ? DEVICE_COOKIE : STAFF_COOKIE) ?? '';
	const still = async () => (await (device ? hub.devices : hub.staff).bySession(token)) !== null;
	const stream = event.locals.edge.streams.open(token, venueId, still);
	if (!stream)
		return problem('too-many', {
			message: 'this session holds too many live streams',
			hint: 'close some pages; one stream serves all tabs',
			headers: { 'retry-after': '30' },
		});
	return new Response(stream, {
		headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store, no-transform' },
	});
});

/** A device hears its own venue; staff any venue they work at. Null: none. */
function venueOf(asker: Device | Staff, asked: VenueId | undefined): VenueId | null {
	if (asked === undefined || asker.venueId === asked) return asker.venueId;
	return asker.venueId === null ? asked : null;
}
