import type { Decoder } from './decoder.ts';

/**
 * The ways of a camera's frames to the worker, best first: wholly outside of the main thread; handed over one by one
 * without a copy; copied as bitmaps. None sends a frame while another is being read.
 */
export type FeedName = 'stream' | 'frames' | 'bitmaps';

/** Chromium has it on the page; the standard, and so TypeScript, has it in workers only. */
declare class MediaStreamTrackProcessor {
	constructor(init: { track: MediaStreamTrack; maxBufferSize?: number });
	readonly readable: ReadableStream<VideoFrame>;
}

const BITMAP_EVERY_MS = 33;

export function bestFeed(): FeedName {
	if ('MediaStreamTrackProcessor' in globalThis) return 'stream';
	return 'VideoFrame' in globalThis && 'requestVideoFrameCallback' in HTMLVideoElement.prototype
		? 'frames'
		: 'bitmaps';
}

/** Sends frames until the returned function is called, or the track ends. `video` plays the track. */
export function feed(
	name: FeedName,
	track: MediaStreamTrack,
	video: HTMLVideoElement,
	decoder: Decoder,
): () => void {
	switch (name) {
		case 'stream':
			decoder.follow(new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable);
			return () => undefined;
		case 'frames':
			return feedFrames(video, decoder);
		case 'bitmaps':
			return feedBitmaps(video, decoder);
	}
}

function feedFrames(video: HTMLVideoElement, decoder: Decoder): () => void {
	let handle = 0;
	const next = () => {
		handle = video.requestVideoFrameCallback(() => {
			next();
			if (!decoder.busy) lookAt(video, decoder);
		});
	};
	next();
	return () => video.cancelVideoFrameCallback(handle);
}

function lookAt(video: HTMLVideoElement, decoder: Decoder): void {
	try {
		decoder.look(new VideoFrame(video));
	} catch {
		// The element was just changing its source; the next frame will do.
	}
}

function feedBitmaps(video: HTMLVideoElement, decoder: Decoder): () => void {
	let copying = false;
	const timer = setInterval(() => {
		if (copying || decoder.busy || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
		copying = true;
		createImageBitmap(video)
			.then((bitmap) => decoder.look(bitmap))
			// As above.
			.catch(() => undefined)
			.finally(() => (copying = false));
	}, BITMAP_EVERY_MS);
	return () => clearInterval(timer);
}
