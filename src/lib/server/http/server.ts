import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { hostname } from 'node:os';
import { openCrowd } from './crowd.ts';
import { admit, SEEN_HEADERS, UPLOAD_LIMIT } from './front-door.ts';
import { machineNames } from './origin.ts';

/** PEM texts. */
export interface Credentials {
	readonly cert: string;
	readonly key: string;
}

export interface Serving {
	/** The SvelteKit app. */
	readonly handler: RequestListener;
	readonly origin: string | null;
	readonly tls: Credentials | null;
}

/**
 * Environment that adapter-node's handler reads when it is imported: it believes what the front door says about where a
 * request came to and from.
 */
export const handlerEnv: Record<string, string> = {
	PROTOCOL_HEADER: SEEN_HEADERS.protocol,
	HOST_HEADER: SEEN_HEADERS.host,
	ADDRESS_HEADER: SEEN_HEADERS.address,
	BODY_SIZE_LIMIT: String(UPLOAD_LIMIT),
};

/** Slow senders are dropped, quiet connections closed; a live stream is an answer and may take for ever. */
const TIMES = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 20_000 };

/** A server that does not listen yet. Throws where certificate and key are no pair. */
export function createServer({ handler, origin, tls }: Serving): Server {
	const rules = { origin, names: machineNames(hostname()) };
	const crowd = openCrowd(() => performance.now(), Math.random);
	const listener: RequestListener = (request, response) => {
		if (admit(request, response, rules, crowd)) handler(request, response);
	};
	const options = { ...TIMES, maxHeaderSize: 16_384, connectionsCheckingInterval: 5000 };
	return tls
		? createHttpsServer({ ...options, ...tls, minVersion: 'TLSv1.2' }, listener)
		: createHttpServer(options, listener);
}

/** Connections that the system holds until they are looked at: all the kiosks of a city may come back at once. */
const BACKLOG = 4096;

/** Starts listening; rejects where the address cannot be had. */
export const listen = (server: Server, host: string, port: number): Promise<void> =>
	new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen({ host, port, backlog: BACKLOG }, () => {
			server.off('error', reject);
			resolve();
		});
	});

/** Takes no more requests, waits for those under way, at most `patienceMs`; then cuts what is left. */
export function finish(server: Server, patienceMs: number): Promise<void> {
	return new Promise((resolve) => {
		const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
		// A connection that has just been answered is idle only now; nobody else would close it.
		const sweep = setInterval(() => server.closeIdleConnections(), 50);
		server.close(() => {
			clearTimeout(cut);
			clearInterval(sweep);
			resolve();
		});
		server.closeIdleConnections();
	});
}
