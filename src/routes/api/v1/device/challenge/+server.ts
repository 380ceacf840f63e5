import { API } from '$lib/server/http/api.ts';
import { endpoint } from '$lib/server/http/endpoint.ts';
import { WIRE_VERSION } from '$lib/sync/versions.ts';

// A device that does not exist gets a challenge too: who is paired is nobody's business.
export const POST = endpoint(API.challenge, async ({ hub, body }) => ({
	v: WIRE_VERSION,
	challenge: hub.devices.challenge(body.deviceId),
	hubTime: hub.clock.now(),
}));
