import { API } from '$lib/server/http/api.ts';
import { endpoint } from '$lib/server/http/endpoint.ts';

export const GET = endpoint(API.changes, ({ hub, asker, query }) =>
	hub.records.changesSince(asker.venueId, query.cursor),
);
