import { passPicture } from '../../../pass-qr.ts';
import { sampleOf } from '../samples.server.ts';
import type { RequestHandler } from './$types';

/** 12 pixels a module with its quiet zone: sharp on any screen. */
const WIDTH = 588;

export const GET: RequestHandler = async (event) => {
	const { text } = await sampleOf(event, event.params.n, 'zh');
	const picture = await passPicture(text, WIDTH);
	return new Response(new Uint8Array(picture), {
		headers: { 'content-type': 'image/png', 'cache-control': 'no-store' },
	});
};
