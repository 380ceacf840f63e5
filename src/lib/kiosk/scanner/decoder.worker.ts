import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { createReader, type Reader, type Reading } from './decode.ts';
import type { DecoderReport, DecoderRequest } from './decoder-messages.ts';
import { isDark, luminanceReader } from './luminance.ts';

/** Reads codes off the main thread, one picture at a time. What fails here ends in `failed`, and the page starts another. */
const report = (message: DecoderReport) => self.postMessage(message);
const started: Promise<Reader> = createReader({ url: wasmUrl });
const luminanceOf = luminanceReader();

async function read(picture: VideoFrame | ImageBitmap): Promise<{ readings: Reading[]; dark: boolean }> {
	try {
		const reader = await started;
		const luminance = await luminanceOf(picture);
		return { readings: reader.read(luminance), dark: isDark(luminance) };
	} finally {
		picture.close();
	}
}

let last: Promise<unknown> = started.then(() => report({ kind: 'ready' })).catch(fail);

/** After all that was asked before: the readers of brightness and codes keep one buffer each. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
	const done = last.then(work);
	last = done.catch(fail);
	return done;
}

function fail(error: unknown): void {
	report({ kind: 'failed', reason: String(error) });
}

async function readFrame(frame: VideoFrame | ImageBitmap): Promise<void> {
	report({ kind: 'frame', ...(await read(frame)) });
}

/** The stream holds one frame, the newest; those that come while one is being read are dropped by the browser. */
async function follow(frames: ReadableStream<VideoFrame>): Promise<void> {
	const reader = frames.getReader();
	for (;;) {
		const { done, value } = await reader.read();
		if (done) return;
		await inTurn(() => readFrame(value));
	}
}

self.addEventListener('message', ({ data: request }: MessageEvent<DecoderRequest>) => {
	switch (request.kind) {
		case 'follow':
			void follow(request.frames).catch(fail);
			return;
		case 'frame':
			void inTurn(() => readFrame(request.frame)).catch(() => undefined);
			return;
		case 'picture':
			void inTurn(async () => {
				const { readings } = await read(request.picture);
				report({ kind: 'picture', id: request.id, readings });
			}).catch(() => undefined);
	}
});
