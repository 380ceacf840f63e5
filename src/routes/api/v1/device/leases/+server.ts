import { API } from '$lib/server/http/api.ts';
import { endpoint } from '$lib/server/http/endpoint.ts';

export const POST = endpoint(API.leases, ({ hub, asker, body }) => hub.signUps.lease(asker, body));
