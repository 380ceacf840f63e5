import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { asId, type MediaId } from '../src/lib/base/id.ts';
import type { Media } from '../src/lib/domain/media.ts';

/** Serves files as the hub does, and does to them what a test wants. */
export interface MediaServer {
	readonly origin: string;
	/** Bytes of files that have left it. */
	readonly served: number;
	/** Names of files asked for, with the range. */
	readonly asked: readonly string[];
	add(id: string, bytes: Uint8Array): Media;
	/** Other bytes under the name of a file; null: nothing any more. */
	swap(id: string, bytes: Uint8Array | null): void;
	/** Each answer ends after so many bytes. */
	cutAfter: number;
	close(): Promise<void>;
}

export const mediaIdOf = (id: string): MediaId =>
	asId<MediaId>(createHash('sha256').update(id).digest('hex').slice(0, 32));

const shaOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export async function startMediaServer(): Promise<MediaServer> {
	const files = new Map<string, Uint8Array>();
	const asked: string[] = [];
	let served = 0;
	const server = createServer((request, response) => {
		const path = new URL(request.url!, 'http://hub').pathname;
		asked.push(`${path.split('/').at(-2)!.slice(0, 4)} ${request.headers.range ?? 'all'}`);
		const bytes = files.get(path);
		if (bytes) served += answer(request, response, bytes, handle.cutAfter);
		else response.writeHead(404).end();
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const pathOf = (id: string): string => `/media/${mediaIdOf(id)}/1280.avif`;
	const handle: MediaServer = {
		...{ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, cutAfter: Infinity },
		get served() {
			return served;
		},
		add(id, bytes) {
			files.set(pathOf(id), bytes);
			const file = { name: '1280.avif', type: 'image/avif', bytes: bytes.length, sha256: shaOf(bytes) };
			return { id: mediaIdOf(id), kind: 'picture', caption: { zh: id }, files: [{ ...file, width: 1280 }] };
		},
		swap: (id, bytes) => void (bytes ? files.set(pathOf(id), bytes) : files.delete(pathOf(id))),
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
	return handle;
}

/** How many bytes of the file it sent. */
function answer(
	{ headers }: IncomingMessage,
	response: ServerResponse,
	bytes: Uint8Array,
	cutAfter: number,
): number {
	const etag = `"${shaOf(bytes)}"`;
	const asked = /^bytes=(\d+)-$/.exec(headers.range ?? '');
	const from = asked && (headers['if-range'] ?? etag) === etag ? Number(asked[1]) : 0;
	const rest = bytes.subarray(from);
	const range = { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
	response.writeHead(from > 0 ? 206 : 200, {
		...{ 'content-type': 'image/avif', 'content-length': rest.length, etag },
		...(from > 0 ? range : {}),
	});
	if (rest.length <= cutAfter) {
		response.end(rest);
		return rest.length;
	}
	response.write(rest.subarray(0, cutAfter), () => setTimeout(() => response.destroy(), 5));
	return cutAfter;
}
