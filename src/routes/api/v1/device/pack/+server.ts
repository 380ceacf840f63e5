import { API } from '$lib/server/http/api.ts';
import { endpoint } from '$lib/server/http/endpoint.ts';
import { WIRE_VERSION } from '$lib/sync/versions.ts';

export const POST = endpoint(API.pack, async ({ hub, asker, body }) => {
	await hub.devices.tellPack(asker, body);
	return { v: WIRE_VERSION, hubTime: hub.clock.now() };
});
