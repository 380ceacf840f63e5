import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { asId, type MediaId } from '$lib/base/id.ts';
import type { RequestHandler } from './$types';

/** Whatever it is, it is no page, runs nothing and loads nothing. */
const HARMLESS = {
	'content-security-policy': "default-src 'none'; sandbox",
	'x-content-type-options': 'nosniff',
	'accept-ranges': 'bytes',
};

/**
 * One file of a picture or recording that is published, or that staff look at before it is. What was withdrawn is gone: nobody may
 * keep the answer, which takes the place of what a browser has kept under that address.
 */
export const GET: RequestHandler = async (event) => {
	const { hub } = event.locals;
	const { id, path } = event.params;
	const mediaId = asId<MediaId>(id);
	const found =
		(await hub.media.served(mediaId, path, null)) ??
		(await hub.media.served(mediaId, path, await event.locals.staff()));
	if (!found)
		return new Response(null, { status: 410, headers: { ...HARMLESS, 'cache-control': 'no-store' } });
	const { file } = found;
	const headers = {
		...HARMLESS,
		'content-type': file.type,
		etag: file.etag,
		'cache-control': found.lasting ? 'public, max-age=31536000, immutable' : 'private, no-store',
	};
	if (event.request.headers.get('if-none-match') === file.etag)
		return new Response(null, { status: 304, headers });
	if (path === 'tiles/info.json')
		return Response.json(await iiifInfo(file.path, `${event.url.origin}/media/${id}/tiles`), { headers });
	const since = event.request.headers.get('if-range');
	const asked = since === null || since === file.etag ? event.request.headers.get('range') : null;
	const range = rangeOf(asked, file.bytes);
	if (range === 'unsatisfiable')
		return new Response(null, {
			status: 416,
			headers: { ...headers, 'content-range': `bytes */${file.bytes}` },
		});
	const { from, until } = range ?? { from: 0, until: file.bytes - 1 };
	const stream = Readable.toWeb(createReadStream(file.path, { start: from, end: until }));
	return new Response(stream as ReadableStream, {
		status: range ? 206 : 200,
		headers: {
			...headers,
			'content-length': String(until - from + 1),
			...(range ? { 'content-range': `bytes ${from}-${until}/${file.bytes}` } : {}),
		},
	});
};

/** The image service says where it is (IIIF Image API 3.0, level 0). */
async function iiifInfo(path: string, id: string): Promise<unknown> {
	return { ...(JSON.parse(await readFile(path, 'utf8')) as object), id };
}

/** The one range that is asked for; null: all of it. Several at once are answered with all of it too. */
function rangeOf(
	header: string | null,
	size: number,
): { from: number; until: number } | 'unsatisfiable' | null {
	const asked = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
	if (!asked || (asked[1] === '' && asked[2] === '')) return null;
	const tail = asked[1] === '';
	const from = tail ? Math.max(0, size - Number(asked[2])) : Number(asked[1]);
	const until = tail || asked[2] === '' ? size - 1 : Math.min(size - 1, Number(asked[2]));
	return from >= size || from > until ? 'unsatisfiable' : { from, until };
}
