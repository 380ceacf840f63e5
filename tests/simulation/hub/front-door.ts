import type { RequestEvent } from '@sveltejs/kit';
import { DEVICE_COOKIE } from '../../../src/lib/server/http/cookies.ts';
import type { Edge } from '../../../src/lib/server/http/edge.ts';
import { POST as challenge } from '../../../src/routes/api/v1/device/challenge/+server.ts';
import { GET as self } from '../../../src/routes/api/v1/device/self/+server.ts';
import { POST as session } from '../../../src/routes/api/v1/device/session/+server.ts';
import { GET as health } from '../../../src/routes/api/v1/health/+server.ts';
import { GET as changes } from '../../../src/routes/api/v1/sync/changes/+server.ts';
import { POST as entries } from '../../../src/routes/api/v1/sync/entries/+server.ts';

const ROUTES: Record<string, (event: RequestEvent) => Promise<Response>> = {
	'POST /api/v1/device/challenge': challenge,
	'POST /api/v1/device/session': session,
	'GET /api/v1/device/self': self,
	'GET /api/v1/health': health,
	'GET /api/v1/sync/changes': changes,
	'POST /api/v1/sync/entries': entries,
};

/** A request on its way: made anew for each delivery, since a body can be read once. */
export interface Parcel {
	readonly method: string;
	readonly url: string;
	readonly body: string | null;
	/** Session token in the cookie jar when it left. */
	readonly cookie: string | null;
	/** Address it comes from. */
	readonly from: string;
}

export interface Reply {
	readonly status: number;
	readonly type: string;
	readonly body: string;
	/** A session cookie that comes with it. */
	readonly cookie: string | null;
}

/** The hub's own routes, called as the framework would call them. */
export async function deliver(edge: Edge, parcel: Parcel): Promise<Reply> {
	const url = new URL(parcel.url);
	const route = ROUTES[`${parcel.method} ${url.pathname}`];
	if (!route) throw new Error(`no route for ${parcel.method} ${url.pathname}`);
	let set: string | null = null;
	const asker = parcel.cookie === null ? null : edge.hub.devices.bySession(parcel.cookie);
	const event = {
		url,
		// As much of a request as the routes look at.
		request: { text: async () => parcel.body ?? '' },
		cookies: { set: (name: string, token: string) => (set = name === DEVICE_COOKIE ? token : set) },
		locals: { hub: edge.hub, edge, device: async () => asker, staff: async () => null },
		route: { id: url.pathname },
		getClientAddress: () => parcel.from,
	};
	const response = await route(event as unknown as RequestEvent);
	const type = response.headers.get('content-type') ?? '';
	return { status: response.status, type, body: await response.text(), cookie: set };
}
