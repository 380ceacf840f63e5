import { Agent, request } from 'node:http';

export interface Reply {
	readonly status: number;
	readonly text: string;
	/** Seconds; 0 where nothing is said. */
	readonly retryAfter: number;
}

/** As light as a client can be: one socket a client, kept open, bodies made beforehand. */
export interface HttpClient {
	post(path: string, body: string | Buffer, cookie: string): Promise<Reply>;
	close(): void;
}

/** `patience`: ms without a byte after which the request is given up; 0: never. */
export function httpClient(origin: string, patience = 0): HttpClient {
	const { hostname, port } = new URL(origin);
	const agent = new Agent({ keepAlive: true, maxSockets: 1 });
	return {
		post: (path, body, cookie) =>
			new Promise((resolve, reject) => {
				const headers = {
					...{ cookie, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
				};
				const options = { agent, hostname, port, path, method: 'POST', headers, timeout: patience };
				const sent = request(options, (response) => {
					let text = '';
					response.setEncoding('utf8').on('data', (part: string) => (text += part));
					response.on('error', reject).on('end', () => {
						const retryAfter = Number(response.headers['retry-after'] ?? 0);
						resolve({ status: response.statusCode ?? 0, text, retryAfter });
					});
				});
				sent.on('timeout', () => sent.destroy(new Error('no answer')));
				sent.on('error', reject).end(body);
			}),
		close: () => agent.destroy(),
	};
}
