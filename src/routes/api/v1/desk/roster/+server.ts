import { API } from '$lib/server/http/api.ts';
import { endpoint } from '$lib/server/http/endpoint.ts';
import { problem } from '$lib/server/http/problem.ts';

export const POST = endpoint(API.deskRoster, async ({ hub, asker, body }) => {
	const answer = await hub.deskTablets.roster(asker, body);
	if (answer.ok) return answer.value;
	if (answer.error === 'not-a-desk')
		return problem('forbidden', {
			message: 'a lobby display has no use for a roster',
			hint: 'pair it as a desk tablet in /staff/devices',
		});
	return problem('bad-signature', {
		message: 'the signature is not that of this device',
		field: 'signature',
		hint: 'sign `gongzhan desk DEVICE AGREEMENT-KEY` with the device key',
	});
});
