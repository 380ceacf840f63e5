import { API } from '$lib/server/http/api.ts';
import { endpoint } from '$lib/server/http/endpoint.ts';
import { VERSION } from '$lib/server/http/version.ts';
import { WIRE_VERSIONS } from '$lib/sync/versions.ts';

const PROBE = 'health.probe';
/** As much as a few hundred check-ins: what fits into the last corner of a full disk proves nothing. */
const PROBE_BYTES = 256 * 1024;

// Asks the storage something: one that cannot read is a failure, whatever else works. After an outage it must write, too.
export const GET = endpoint(API.health, async ({ hub, event }) => {
	const { edge } = event.locals;
	await hub.records.venues();
	if (edge.ailing) {
		await hub.storage.write(null, (tx) => tx.meta.set(PROBE, 'x'.repeat(PROBE_BYTES)));
		await hub.storage.write(null, (tx) => tx.meta.set(PROBE, ''));
		edge.ailing = false;
	}
	return {
		status: 'ok' as const,
		version: VERSION,
		wire: WIRE_VERSIONS,
		storage: hub.storage.kind,
		hubTime: hub.clock.now(),
		live: edge.streams.count,
	};
});
