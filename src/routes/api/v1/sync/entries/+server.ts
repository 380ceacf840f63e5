import { API } from '$lib/server/http/api.ts';
import { endpoint } from '$lib/server/http/endpoint.ts';
import { problem } from '$lib/server/http/problem.ts';

export const POST = endpoint(API.entries, async ({ hub, asker, body, event }) => {
	await event.locals.edge.together?.();
	const answer = await hub.ledger.ingest(asker, body);
	if (answer.ok) return answer.value;
	return problem(answer.error, {
		message: 'the head is not signed with this device’s key',
		field: 'headSignature',
		hint: 'sign the head statement with the key made at pairing',
	});
});
