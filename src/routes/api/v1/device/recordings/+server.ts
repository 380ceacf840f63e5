import { API } from '$lib/server/http/api.ts';
import { endpoint } from '$lib/server/http/endpoint.ts';
import { WIRE_VERSION } from '$lib/sync/versions.ts';

export const POST = endpoint(API.recording, async ({ hub, asker, body }) => {
	const outcome = await hub.recordings.receive(asker, body);
	return { v: WIRE_VERSION, hubTime: hub.clock.now(), outcome };
});
