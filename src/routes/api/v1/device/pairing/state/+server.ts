import { API } from '$lib/server/http/api.ts';
import { endpoint } from '$lib/server/http/endpoint.ts';

export const POST = endpoint(API.pairingState, ({ hub, body }) =>
	hub.devices.pairingState(body.pairingId, body.publicKey),
);
