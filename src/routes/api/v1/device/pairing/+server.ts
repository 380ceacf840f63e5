import { API } from '$lib/server/http/api.ts';
import { endpoint } from '$lib/server/http/endpoint.ts';
import { problem } from '$lib/server/http/problem.ts';

export const POST = endpoint(API.requestPairing, async ({ hub, body }) => {
	const state = await hub.devices.requestPairing(body);
	if (state.ok) return state.value;
	if (state.error === 'bad-key')
		return problem('invalid', {
			message: 'publicKey: is no point of the curve P-256',
			field: 'publicKey',
			hint: 'send the SPKI of a P-256 key, uncompressed, as WebCrypto exports it',
		});
	if (state.error === 'too-many')
		return problem('too-many', {
			message: 'too many devices are waiting to be paired',
			hint: 'approve some in /staff/devices, or wait until they expire',
			headers: { 'retry-after': '60' },
		});
	return problem('bad-link', {
		message: 'this link has been used, has expired, or is for another kind of device',
		field: 'token',
		hint: 'make a new one in /staff/devices or with `gongzhan pairing-link`',
	});
});
