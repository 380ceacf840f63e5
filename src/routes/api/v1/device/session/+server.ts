import { API } from '$lib/server/http/api.ts';
import { DEVICE_COOKIE, setSession } from '$lib/server/http/cookies.ts';
import { endpoint } from '$lib/server/http/endpoint.ts';
import { problem } from '$lib/server/http/problem.ts';
import { WIRE_VERSION } from '$lib/sync/entry.ts';

export const POST = endpoint(API.openSession, async ({ hub, body, event }) => {
	const session = await hub.devices.openSession(body.deviceId, body.challenge, body.signature);
	if (session.ok) {
		setSession(event, DEVICE_COOKIE, session.value.token);
		return { v: WIRE_VERSION, hubTime: hub.clock.now() };
	}
	return session.error === 'revoked'
		? problem('revoked', {
				message: 'this device is no longer paired',
				hint: 'pair it again in /staff/devices; what it has cached stays on it',
			})
		: problem('refused', {
				message: 'no such device, an old challenge, or a signature by another key',
				hint: 'ask for a new challenge and sign that',
			});
});
