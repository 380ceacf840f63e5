import { createReader, type Effort, type Reader } from './decode.ts';
import type { DecoderReport, DecoderRequest } from './decoder-messages.ts';
import { luminanceReader } from './luminance.ts';
import type { Reading } from './reading.ts';
import { viewOf, type View } from './sight/view.ts';

/** Reads codes off the main thread, one picture at a time. What fails here ends in `failed`, and the page starts another. */
const report = (message: DecoderReport) => self.postMessage(message);
const luminanceOf = luminanceReader();
const now = () => performance.now();
/** Half of a frame's time: the next one may be easier. A still has no next one. */
const FRAME_BUDGET = 16;
const PICTURE_BUDGET = 400;
/** Of the frames with a code in them, one in so many is searched for others as well. */
const OTHERS_EVERY = 3;
let turn = 0;
let reader: Reader | null = null;
let last: Promise<unknown> = Promise.resolve();

async function start(wasmUrl: string): Promise<void> {
	reader = await createReader({ url: wasmUrl });
	report({ kind: 'ready' });
}

async function read(
	picture: VideoFrame | ImageBitmap,
	effort: Omit<Effort, 'now'>,
): Promise<{ readings: Reading[]; view: View }> {
	try {
		if (reader === null) throw new Error('the reader has not started');
		const luminance = await luminanceOf(picture);
		return { readings: reader.read(luminance, { now, ...effort }), view: viewOf(luminance) };
	} finally {
		picture.close();
	}
}

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
	turn++;
	report({
		kind: 'frame',
		...(await read(frame, { budget: FRAME_BUDGET, turn, most: 1, others: turn % OTHERS_EVERY === 0 })),
	});
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
		case 'start':
			void inTurn(() => start(request.wasmUrl)).catch(() => undefined);
			return;
		case 'follow':
			void follow(request.frames).catch(fail);
			return;
		case 'frame':
			void inTurn(() => readFrame(request.frame)).catch(() => undefined);
			return;
		case 'picture':
			void inTurn(async () => {
				const { readings } = await read(request.picture, {
					budget: PICTURE_BUDGET,
					turn: 0,
					most: Infinity,
					others: true,
				});
				report({ kind: 'picture', id: request.id, readings });
			}).catch(() => undefined);
	}
});
