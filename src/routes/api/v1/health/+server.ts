import { API } from '$lib/server/http/api.ts';
import { endpoint } from '$lib/server/http/endpoint.ts';
import { VERSION } from '$lib/server/http/version.ts';
import { WIRE_VERSIONS } from '$lib/sync/versions.ts';

// Asks the storage something: one that cannot read is a failure (500), whatever else works.
export const GET = endpoint(API.health, async ({ hub, event }) => {
	await hub.records.venues();
	return {
		status: 'ok' as const,
		version: VERSION,
		wire: WIRE_VERSIONS,
		storage: hub.storage.kind,
		hubTime: hub.clock.now(),
		live: event.locals.edge.streams.count,
	};
});
