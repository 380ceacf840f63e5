import { building, dev } from '$app/environment';
import type { Handle, HandleServerError, RequestEvent, ServerInit } from '@sveltejs/kit';
import { DEVICE_COOKIE, PHONE_COOKIE, STAFF_COOKIE } from '$lib/server/http/cookies.ts';
import { openEdge, type Edge } from '$lib/server/http/edge.ts';
import { formsOfVenue } from '$lib/server/http/page-venue.ts';
import { noteFailure, noteOutage, OUTAGE_RETRY_S } from '$lib/server/http/failure.ts';
import { takeHub } from '$lib/server/http/handoff.ts';
import { problem } from '$lib/server/http/problem.ts';
import { FRAMED } from '$lib/server/http/security-headers.ts';
import { isOutage } from '$lib/server/storage/port.ts';

let edge: Edge;

export const init: ServerInit = async () => {
	if (building) return; // the shell page is rendered while there is no hub, and needs none
	const hosted = takeHub() ?? (dev ? await (await import('$lib/server/http/dev.ts')).openDevHub() : null);
	if (!hosted) throw new Error('no hub to serve: start with `npm start`');
	edge = openEdge(hosted);
};

export const handle: Handle = async ({ event, resolve }) => {
	if (building) return resolve(event);
	const { hub, log } = edge;
	const began = hub.clock.monotonic();
	event.locals.hub = hub;
	event.locals.edge = edge;
	event.locals.device = once(() => bySession(event, DEVICE_COOKIE, (token) => hub.devices.bySession(token)));
	event.locals.staff = once(() => bySession(event, STAFF_COOKIE, (token) => hub.staff.bySession(token)));
	event.locals.phone = once(() => bySession(event, PHONE_COOKIE, (token) => hub.phones.bySession(token)));
	const response = framed(event, unavailable(event, refusalOf(event, await rendered(event, resolve))));
	const ms = Math.round(hub.clock.monotonic() - began);
	log.info({ method: event.request.method, route: event.route.id, status: response.status, ms }, 'request');
	return response;
};

/**
 * Pages and their data must not tell what broke inside: the visitor gets a number that the log knows. A mistake of the asker
 * is no failure of ours. What breaks before `handle` has run (a page's file that cannot be loaded) has no locals yet.
 */
export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (status < 500) return { message };
	if (!isOutage(error)) return { message: 'Internal Error', id: noteFailure(edge.log, event, error) };
	event.locals.outage = noteOutage(event, error);
	return { message: 'Service Unavailable', outage: event.locals.outage };
};

/** Forms of staff's pages also say without scripts which venue they were shown for. */
const rendered = (event: RequestEvent, resolve: Parameters<Handle>[0]['resolve']) =>
	resolve(event, {
		transformPageChunk: ({ html }) =>
			event.locals.pageVenue ? formsOfVenue(html, event.locals.pageVenue, event.url.search) : html,
	});

/** Asks the storage at most once a request, and only if anybody wants to know. */
function once<T>(find: () => Promise<T>): () => Promise<T> {
	let found: Promise<T> | null = null;
	return () => (found ??= find());
}

async function bySession<T>(event: RequestEvent, cookie: string, find: (token: string) => Promise<T | null>) {
	const token = event.cookies.get(cookie);
	return token && token.length <= 512 ? find(token) : null;
}

/** The app's policy lets nobody frame a page; the console frames its previews. */
function framed({ url }: RequestEvent, response: Response): Response {
	const policy = response.headers.get('content-security-policy');
	if (policy && FRAMED.test(url.pathname))
		response.headers.set(
			'content-security-policy',
			policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
		);
	return response;
}

/** The framework says 500 whatever the cause; where the storage failed, asking again is worth while. */
function unavailable({ locals }: RequestEvent, response: Response): Response {
	if (!locals.outage || response.status !== 500) return response;
	const headers = new Headers(response.headers);
	headers.set('retry-after', String(OUTAGE_RETRY_S));
	return new Response(response.body, { status: 503, headers });
}

/** Programs get JSON under /api, also where the framework refuses with a page or a line of text. */
function refusalOf({ url, request }: RequestEvent, response: Response): Response {
	const json = response.headers.get('content-type')?.startsWith('application/json');
	if (!url.pathname.startsWith('/api/') || response.status < 400 || json) return response;
	const hint = 'GET /api/v1/openapi.json describes every request';
	if (response.status === 405) {
		const allow = response.headers.get('allow') ?? '';
		const message = `${request.method} does not go here; ${allow || 'another method'} does`;
		return problem('wrong-method', { message, hint, headers: { allow } });
	}
	if (response.status === 404) return problem('not-found', { message: 'there is nothing here', hint });
	return problem('failed', { message: 'the hub could not do this', hint: 'try again' });
}
