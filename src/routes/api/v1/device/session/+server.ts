import { API } from '$lib/server/http/api.ts';
import { DEVICE_COOKIE, setSession } from '$lib/server/http/cookies.ts';
import { endpoint } from '$lib/server/http/endpoint.ts';
import { problem, revoked } from '$lib/server/http/problem.ts';
import { WIRE_VERSION } from '$lib/sync/versions.ts';

export const POST = endpoint(API.openSession, async ({ hub, body, event }) => {
	const session = await hub.devices.openSession(body.deviceId, body.challenge, body.signature);
	if (!session.ok)
		return problem('refused', {
			message: 'no such device, an old challenge, or a signature by another key',
			hint: 'ask for a new challenge and sign that',
		});
	setSession(event, DEVICE_COOKIE, session.value.token);
	// Told that it is revoked, a device still gets a session: the entries that it holds are taken with it, and nothing is given.
	return session.value.device.revokedAt === null ? { v: WIRE_VERSION, hubTime: hub.clock.now() } : revoked();
});
