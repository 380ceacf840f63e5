import type { Media } from '../../domain/media.ts';
import type { RecordRow } from '../cache/database.ts';
import { answerOf, lookInto } from '../cache/look-into.ts';
import { CACHE_NAME } from '../database-names.ts';
import { byteRange } from './byte-range.ts';
import { packFolder, wholeFile } from './pack-folder.ts';

/** For the service worker: files of the exhibition from the pack, whoever asks for them. */

const FILE = /^\/media\/([0-9a-f]{32})\/([a-z0-9][a-z0-9._-]{0,79})$/;

/** Whether an address is one that a pack may hold. The pack's own downloads carry a search, and pass. */
export const isPacked = ({ pathname, search }: URL): boolean => search === '' && FILE.test(pathname);

/** From the pack where the device's records still name it, else from the hub; 504 where neither has it. */
export async function servePacked(request: Request): Promise<Response> {
	const { pathname } = new URL(request.url);
	const range = request.headers.get('range');
	const found = await find(pathname).catch(() => null);
	if (found) return answerFrom(found, range);
	try {
		return await fetch(request.url, {
			// What is withdrawn must not stay in the browser's own cache.
			...{ cache: 'no-store', credentials: 'same-origin', redirect: 'error' },
			headers: range === null ? {} : { range },
		});
	} catch {
		return new Response(null, { status: 504 });
	}
}

interface Found {
	readonly file: File;
	readonly type: string;
}

async function find(pathname: string): Promise<Found | null> {
	const [, id = '', name] = FILE.exec(pathname) ?? [];
	const media = await lookInto(CACHE_NAME, async (database) => {
		const records = database.transaction('records').objectStore('records');
		return (await answerOf<RecordRow | undefined>(records.get(['media', id])))?.body as Media | undefined;
	});
	const named = media?.files.find((one) => one.name === name);
	const file = named && (await wholeFile(await packFolder(), named.sha256));
	return file && file.size === named.bytes ? { file, type: named.type } : null;
}

function answerFrom({ file, type }: Found, header: string | null): Response {
	const range = byteRange(header, file.size);
	const headers = { 'content-type': type, 'accept-ranges': 'bytes', 'cache-control': 'no-store' };
	if (range === 'unsatisfiable')
		return new Response(null, {
			status: 416,
			headers: { ...headers, 'content-range': `bytes */${file.size}` },
		});
	if (!range) return new Response(file, { headers: { ...headers, 'content-length': String(file.size) } });
	const { first, last } = range;
	return new Response(file.slice(first, last + 1, type), {
		status: 206,
		headers: {
			...headers,
			'content-length': String(last + 1 - first),
			'content-range': `bytes ${first}-${last}/${file.size}`,
		},
	});
}
