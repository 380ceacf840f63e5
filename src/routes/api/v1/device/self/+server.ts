import { API } from '$lib/server/http/api.ts';
import { endpoint } from '$lib/server/http/endpoint.ts';

export const GET = endpoint(API.self, ({ hub, asker, event }) =>
	hub.devices.self(asker, event.locals.edge.publicOrigin ?? event.url.origin),
);
