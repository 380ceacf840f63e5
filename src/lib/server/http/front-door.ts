import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { Crowd } from './crowd.ts';
import { isOurHost, seenBy, type HostRules, type Seen } from './origin.ts';
import { busyFor, problemParts, type ProblemDetails, type ProblemName } from './problem.ts';
import { securityHeaders } from './security-headers.ts';

/** Largest body of any request: five times a full batch of entries. */
export const BODY_LIMIT = 1_000_000;

/** But for what staff bring: the file of a kiosk that was cut off for weeks, pieces of pictures and recordings, papers. */
export const UPLOAD_LIMIT = 16_000_000;
const UPLOADS = /^\/staff\/(?:devices$|exhibits\/)/;

/** Headers by which we tell the app what we saw. Whatever a client sends under these names is thrown away. */
export const SEEN_HEADERS = {
	protocol: 'x-gongzhan-protocol',
	host: 'x-gongzhan-host',
	address: 'x-gongzhan-address',
} as const;

type Refusal = [ProblemName, ProblemDetails];

/**
 * What every request passes before the app sees it, and every answer before anyone does. True: go on; false: it has been
 * answered.
 */
export function admit(
	request: IncomingMessage,
	response: ServerResponse,
	rules: HostRules,
	crowd: Crowd,
): boolean {
	const seen = seenBy(
		{
			host: request.headers.host ?? '',
			tls: (request.socket as TLSSocket).encrypted === true,
			peer: request.socket.remoteAddress ?? '',
			forwardedFor: [request.headers['x-forwarded-for'] ?? []].flat().at(-1),
		},
		rules.origin,
	);
	const path = request.url ?? '';
	const headers = securityHeaders(path, seen);
	for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
	const refusal = faultOf(request, path, rules) ?? crowding(crowd.enter(request, response));
	if (refusal) refuse(response, ...refusal);
	else tell(request, seen);
	return !refusal;
}

const crowding = (seconds: number | null): Refusal | null => (seconds === null ? null : busyFor(seconds));

function faultOf(request: IncomingMessage, path: string, rules: HostRules): Refusal | null {
	if (!path.startsWith('/') || path.length > 4000)
		return ['invalid', { message: 'the address is no path', hint: 'ask for a path such as /kiosk' }];
	if (!isOurHost(request.headers.host, rules))
		return [
			'wrong-host',
			{
				message: 'this hub does not go by that name',
				field: 'host',
				hint: 'open it by its address, or set ORIGIN to the name it is served under',
			},
		];
	const most = UPLOADS.test(path.split('?')[0]!) ? UPLOAD_LIMIT : BODY_LIMIT;
	if (sizeOf(request, path) > most)
		return ['too-large', { message: `a body may have ${most} bytes`, hint: 'send fewer at once' }];
	const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
	if (path.startsWith('/api/') && request.method === 'POST' && type !== 'application/json')
		return [
			'wrong-type',
			{
				message: `the body must be application/json, not ${type?.slice(0, 60) ?? 'of an unnamed type'}`,
				field: 'content-type',
			},
		];
	return null;
}

/** Browsers always say how long a form is; of a body under /api that does not, the bytes are counted where it is read. */
const sizeOf = ({ headers }: IncomingMessage, path: string): number =>
	headers['transfer-encoding'] !== undefined && !path.startsWith('/api/')
		? Infinity
		: Number(headers['content-length'] ?? 0);

/** While the app is not ready yet. */
export const answerStarting = (_: IncomingMessage, response: ServerResponse): void =>
	refuse(response, 'starting', {
		message: 'the hub is starting',
		hint: 'try again in a moment',
		headers: { 'retry-after': '1' },
	});

/** The rest of a refused body is read and dropped, so that the client lives to see the answer. */
function refuse(response: ServerResponse, name: ProblemName, details: ProblemDetails): void {
	const { status, headers, body } = problemParts(name, details);
	response.req.resume();
	response.writeHead(status, headers).end(body);
}

function tell(request: IncomingMessage, seen: Seen): void {
	for (const key of ['protocol', 'host', 'address'] as const) request.headers[SEEN_HEADERS[key]] = seen[key];
}
